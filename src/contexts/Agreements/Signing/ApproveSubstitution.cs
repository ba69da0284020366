using Ledger.Agreements.Agreements;
using Ledger.Agreements.Milestones;
using Ledger.Agreements.Proposals;
using Wolverine.Http;

namespace Ledger.Agreements.Signing;

/// <summary>Approves a substitute product that may be ordered on a line. Where both parties sign, this proposes it to the other party.</summary>
/// <param name="Ratio">How many committed units one substitute unit counts for: a decimal or a fraction in a string, such as "1.5" or "1/3".</param>
/// <param name="By">The sender's own party, by which <c>ledger load</c> chooses the key; omit it elsewhere.</param>
/// <param name="ExpiresOn">Last day on which the other party can accept it, where both sign; without a limit when omitted.</param>
[Allows(Roles.Supplier | Roles.Customer)]
[Sample("""{"agreement":"SA-1","line":1,"from":"acme:B300","to":"acme:C100","ratio":"1.5"}""")]
public sealed record ApproveSubstitution(
    string Agreement, int Line, string From, string To, string Ratio, string? By = null, DateOnly? ExpiresOn = null, DateTimeOffset? OccurredAt = null)
    : IChangesAgreement;

public sealed class ApproveSubstitutionValidator : ChangeValidator<ApproveSubstitution>
{
    public ApproveSubstitutionValidator()
    {
        RuleFor(c => c.Line).LineNumber();
        RuleFor(c => c.From).ProductId();
        RuleFor(c => c.To).ProductId();
        RuleFor(c => c.Ratio).Ratio();
    }
}

/// <summary>What an approval is decided on.</summary>
/// <param name="Products">Of the two products, those that are registered.</param>
public sealed record ApproveSubstitutionCase(Agreement? Agreement, IReadOnlyDictionary<string, ProductInfo> Products);

public static class ApproveSubstitutionEndpoint
{
    [WolverinePost("/books/{book}/agreements/substitutions")]
    public static async Task<Answer> Post(ApproveSubstitution command, Deal deal, LedgerSession ledger, ICatalog catalog, CancellationToken ct)
    {
        var (opened, products) = (deal.Open<Agreement>(Agreement.KeyOf(command.Agreement)), deal.Products([command.From, command.To]));
        var stream = await opened;
        var decision = Decide(command, new(stream.State, await products), deal.Told(command));
        return await new SigningDesk(deal, ledger, catalog, ct).RecordAsync<SubstitutionApproved>(command, stream, decision, Propose);
    }

    public static IReadOnlyList<IProposalFact> Propose(ProposalHead head, SubstitutionApproved approved) =>
    [
        new SubstitutionProposed(
            head.Agreement, head.Number, head.Version, head.By, head.To, approved.Line, approved.From, approved.To, approved.Ratio, head.At, head.ExpiresAt),
    ];

    public static Decision Decide(ApproveSubstitution command, ApproveSubstitutionCase facts, Told told)
    {
        if (facts.Agreement is not { } agreement)
        {
            return Decision.Refuse(AgreementProblems.UnknownAgreement, $"Agreement {command.Agreement} does not exist in this book.");
        }

        if (Owner.Refuse(told.By, $"approve substitutions for agreement {agreement.Code}", agreement.Supplier, agreement.Customer) is { } foreign)
        {
            return foreign;
        }

        if (Proposing.RefuseOther(command, told) is { } other)
        {
            return other;
        }

        if (agreement.IsClosed)
        {
            return Decision.Refuse(AgreementProblems.AgreementClosed, $"Agreement {command.Agreement} is closed. Sign another one with SignAgreement.");
        }

        if (agreement.Line(command.Line) is not { } line)
        {
            return Decision.Refuse(AgreementProblems.UnknownLine, $"The agreement has no line {command.Line}.");
        }

        if (new[] { command.From, command.To }.FirstOrDefault(p => !facts.Products.ContainsKey(p)) is { } unknown)
        {
            return Decision.Refuse(Problems.UnknownProduct, $"Product {unknown} is not registered.");
        }

        if (line.Product != command.From && line.Family != facts.Products[command.From].Family)
        {
            return Decision.Refuse(AgreementProblems.WrongProduct, $"Line {line.Line} is for {line.Product ?? line.Family}, not for {command.From}.");
        }

        // A weight that changed under units already drawn would make the line's account wrong; so a product's weight on a line is settled once.
        if (command.To == command.From || line.Takes(facts.Products[command.To]))
        {
            return Decision.Refuse(Problems.AlreadyRecorded, $"Line {line.Line} already accepts {command.To}.");
        }

        return Decision.Accept(new SubstitutionApproved(command.Line, command.From, command.To, Decimals.Write(Decimals.Parse(command.Ratio)), told.When))
            .Tell(new MilestonesToJudge(command.Agreement));
    }
}
