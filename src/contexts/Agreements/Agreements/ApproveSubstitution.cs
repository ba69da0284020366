using Ledger.Agreements.Milestones;
using Wolverine.Http;

namespace Ledger.Agreements.Agreements;

/// <summary>Lets another product be ordered on a line.</summary>
/// <param name="Ratio">Committed units that one substitute counts for, a decimal string.</param>
[Allows(Roles.Customer)]
[Sample("""{"agreement":"SA-1","line":1,"from":"acme:B300","to":"acme:C100","ratio":"1.5"}""")]
public sealed record ApproveSubstitution(string Agreement, int Line, string From, string To, string Ratio, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class ApproveSubstitutionValidator : CommandValidator<ApproveSubstitution>
{
    public ApproveSubstitutionValidator()
    {
        RuleFor(c => c.Agreement).Number();
        RuleFor(c => c.Line).LineNumber();
        RuleFor(c => c.From).ProductId();
        RuleFor(c => c.To).ProductId();
        RuleFor(c => c.Ratio).Ratio();
    }
}

public static class ApproveSubstitutionEndpoint
{
    [WolverinePost("/books/{book}/agreements/substitutions")]
    public static async Task<Answer> Post(ApproveSubstitution command, string book, LedgerSession ledger, ICatalog catalog, CancellationToken ct)
    {
        var products = await catalog.ProductsAsync(book, [command.From, command.To], ct);
        var stream = await ledger.OpenAsync<Agreement>(Agreement.KeyOf(command.Agreement), ct);
        return await stream.RecordAsync(Decide(stream.State, command, products, ledger.When(command), ledger.Caller?.Party));
    }

    /// <param name="by">Party that sends it; null where nobody outside does.</param>
    public static Decision Decide(Agreement? state, ApproveSubstitution command, IReadOnlyDictionary<string, ProductInfo> products, DateTimeOffset when, string? by = null)
    {
        if (state is null)
        {
            return Decision.Refuse(AgreementProblems.UnknownAgreement, $"There is no agreement {command.Agreement}.");
        }

        if (Owner.Refuse(by, $"What the agreement {state.Code} takes instead", state.Customer) is { } foreign)
        {
            return foreign;
        }

        if (state.IsClosed)
        {
            return Decision.Refuse(AgreementProblems.AgreementClosed, $"The agreement {command.Agreement} is closed.");
        }

        if (state.Line(command.Line) is not { } line)
        {
            return Decision.Refuse(AgreementProblems.UnknownLine, $"The agreement has no line {command.Line}.");
        }

        if (new[] { command.From, command.To }.FirstOrDefault(p => !products.ContainsKey(p)) is { } unknown)
        {
            return Decision.Refuse(Problems.UnknownProduct, $"The product {unknown} is not registered.");
        }

        if (line.Product != command.From && line.Family != products[command.From].Family)
        {
            return Decision.Refuse(AgreementProblems.WrongProduct, $"The line {line.Line} is for {line.Product ?? line.Family}, not for {command.From}.");
        }

        // A weight that changed under units already drawn would make the line's account wrong; so a product's weight on a line is settled once.
        if (command.To == command.From || line.Takes(products[command.To]))
        {
            return Decision.Refuse(Problems.AlreadyRecorded, $"The line {line.Line} takes {command.To} already.");
        }

        return Decision.Accept(new SubstitutionApproved(command.Line, command.From, command.To, Decimals.Write(Decimals.Parse(command.Ratio)), when))
            .Tell(new MilestonesToJudge(command.Agreement));
    }
}
