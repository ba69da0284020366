using Microsoft.AspNetCore.Http;

namespace Ledger.Audit.Explanations;

/// <summary>Which figure is to be explained, as it stands in an address.</summary>
internal sealed record FigureRequest(string Figure, string? Product = null, string? Account = null, string? Condition = null, string? Agreement = null, int Line = 0, string? Metric = null)
{
    private const string Stock = "stock";
    private const string Progress = "progress";

    public static (FigureRequest? Asked, Problem? Problem) Read(HttpRequest request)
    {
        var asked = new FigureRequest(
            Of("figure") ?? "", Of("product"), Of("account"), Of("condition"), Of("agreement"), (int)(MomentRequest.NumberOf(Of("line") ?? "") is { } line and <= int.MaxValue ? line : 0), Of("metric"));
        var wrong = asked.Figure switch
        {
            Stock => asked.WrongOfStock() ?? Foreign("agreement", "line", "metric"),
            Progress => asked.WrongOfProgress() ?? Foreign("product", "account", "condition"),
            _ => Invalid("figure", "stock or progress is expected."),
        };
        return (asked, wrong);

        string? Of(string name) => request.Query[name] is [{ Length: > 0 } value] ? value : null;

        Problem? Foreign(params string[] names) => names.FirstOrDefault(request.Query.ContainsKey) is { } name ? Invalid(name, $"It is no part of a figure of {asked.Figure}.") : null;
    }

    /// <summary>The same question to the journal.</summary>
    public JournalQuestion QuestionAt(JournalQuestion moment) => Figure == Stock
        ? moment with { Product = Product, Account = Account, Conditions = Condition is null ? null : [Condition] }
        : moment with { Line = AgreementLineKey.Of(Agreement!, Line), Conditions = Contracts.Metric.ConditionsOf(Metric!) };

    private Problem? WrongOfStock() => this switch
    {
        { Product: null } => Invalid("product", "A product is expected."),
        { Account: null, Condition: null } => Invalid("account", "An account or a condition is expected."),
        { Account: not null, Condition: not null } => Invalid("condition", "An account says the condition already."),
        _ => null,
    };

    private Problem? WrongOfProgress() => this switch
    {
        { Agreement: null } => Invalid("agreement", "An agreement is expected."),
        { Line: 0 } => Invalid("line", "The number of a line is expected."),
        _ when Metric is null || !Contracts.Metric.All.Contains(Metric) => Invalid("metric", $"One of {string.Join(", ", Contracts.Metric.All)} is expected."),
        _ => null,
    };

    private static Problem Invalid(string parameter, string detail) => Problem.Of(Problems.InvalidQuery, detail, [new(parameter, "not-one-of", detail)]);
}
