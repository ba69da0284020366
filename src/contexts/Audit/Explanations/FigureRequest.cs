using Microsoft.AspNetCore.Http;

namespace Ledger.Audit.Explanations;

/// <summary>Which figure is to be explained, as it stands in an address.</summary>
internal sealed record FigureRequest(
    string Figure, string? Product = null, string? Account = null, string? Condition = null, string? Agreement = null, int Line = 0, string? Metric = null)
{
    private const string Stock = "stock";
    private const string Progress = "progress";

    public static (FigureRequest? Asked, Problem? Problem) Read(HttpRequest request)
    {
        var asked = new FigureRequest(
            Of("figure") ?? "", Of("product"), Of("account"), Of("condition"), Of("agreement"),
            (int)(MomentRequest.NumberOf(Of("line") ?? "") is { } line and <= int.MaxValue ? line : 0), Of("metric"));
        var wrong = asked.Figure switch
        {
            Stock => asked.WrongOfStock() ?? Foreign("agreement", "line", "metric"),
            Progress => asked.WrongOfProgress() ?? Foreign("product", "account", "condition"),
            _ => Invalid("figure", "Must be stock or progress."),
        };
        return (asked, wrong);

        string? Of(string name) => request.Query[name] is [{ Length: > 0 } value] ? value : null;

        Problem? Foreign(params string[] names) =>
            names.FirstOrDefault(request.Query.ContainsKey) is { } name ? Invalid(name, $"Not a parameter of a {asked.Figure} figure.") : null;
    }

    /// <summary>The same question to the journal.</summary>
    public JournalQuestion QuestionAt(JournalQuestion moment) => Figure == Stock
        ? moment with { Product = Product, Account = Account, Conditions = Condition is null ? null : [Condition] }
        : moment with { Line = AgreementLineKey.Of(Agreement!, Line), Conditions = Contracts.Metric.ConditionsOf(Metric!) };

    private Problem? WrongOfStock() => this switch
    {
        { Product: null } => Invalid("product", "A product is required."),
        { Account: null, Condition: null } => Invalid("account", "An account or a condition is required."),
        { Account: not null, Condition: not null } => Invalid("condition", "Give either an account or a condition: an account includes the condition."),
        _ => null,
    };

    private Problem? WrongOfProgress() => this switch
    {
        { Agreement: null } => Invalid("agreement", "An agreement is required."),
        { Line: 0 } => Invalid("line", "A line number is required."),
        _ when Metric is null || !Contracts.Metric.All.Contains(Metric) => Invalid("metric", $"Must be one of {string.Join(", ", Contracts.Metric.All)}."),
        _ => null,
    };

    private static Problem Invalid(string parameter, string detail) => Problem.Of(Problems.InvalidQuery, detail, [new(parameter, "not-one-of", detail)]);
}
