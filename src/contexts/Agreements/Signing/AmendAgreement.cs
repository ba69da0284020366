using FluentValidation;
using Ledger.Agreements.Agreements;
using Ledger.Agreements.ConfidentialTerms;
using Ledger.Agreements.Milestones;
using Ledger.Agreements.Proposals;
using Wolverine.Http;

namespace Ledger.Agreements.Signing;

/// <summary>
/// Amends an agreement: adds lines and milestones, or replaces the terms of existing ones. Where both parties sign, this proposes it to the other party.
/// </summary>
/// <param name="Amendment">Number of the amending document.</param>
/// <param name="ConfidentialTerms">Terms that only some parties may see; see confidential-terms.md. A term with the name of an earlier one replaces it.</param>
/// <param name="By">The sender's own party, by which <c>ledger load</c> chooses the key; omit it elsewhere.</param>
/// <param name="ExpiresOn">Last day on which the other party can accept it, where both sign; without a limit when omitted.</param>
[Allows(Roles.Supplier | Roles.Customer)]
[Sample(
    """{"agreement":"SA-1","amendment":"A-1","reason":"one unit more","lines":"""
    + """[{"line":1,"family":"gpu","quantity":2,"from":"2026-01-01","until":"2027-01-01"}],"milestones":"""
    + """[{"milestone":"M1","name":"First unit","metric":"received","quantity":1,"dueOn":"2026-12-31","family":"gpu"}]}""")]
public sealed record AmendAgreement(
    string Agreement,
    [property: DocumentNumber(IsPartOfSeries = true, IsShared = true)] string Amendment,
    string Reason,
    IReadOnlyList<CommittedLine>? Lines = null,
    IReadOnlyList<MilestoneTerms>? Milestones = null,
    [property: Confidential] IReadOnlyList<ConfidentialTerm>? ConfidentialTerms = null,
    string? By = null,
    DateOnly? ExpiresOn = null,
    DateTimeOffset? OccurredAt = null) : ISetsTerms;

public sealed class AmendAgreementValidator : TermsValidator<AmendAgreement>
{
    public AmendAgreementValidator()
        : base(linesMin: 0)
    {
        RuleFor(c => c.Amendment).Number();
        RuleFor(c => c.Reason).Text();
        RuleFor(c => c.Lines)
            .Must((command, lines) => lines is { Count: > 0 } || command.Milestones is { Count: > 0 } || command.ConfidentialTerms is { Count: > 0 })
            .WithErrorCode("count-out-of-range").WithMessage("At least one line, milestone or confidential term is required.");
    }
}

/// <summary>What an amendment is decided on.</summary>
/// <param name="Products">Those of lines and milestones as they stand too: a new milestone may count a family that they belong to.</param>
/// <param name="Agreed">What is recorded of the command's confidential terms.</param>
public sealed record AmendAgreementCase(Agreement? Agreement, IReadOnlyDictionary<string, ProductInfo> Products, IReadOnlyList<AgreedTerm> Agreed);

public static class AmendAgreementEndpoint
{
    [WolverinePost("/books/{book}/agreements/amend")]
    public static async Task<Answer> Post(AmendAgreement command, Deal deal, LedgerSession ledger, TermVault vault, ICatalog catalog, CancellationToken ct)
    {
        var terms = (await vault.SealAsync(deal.Book, command.Agreement, command.ConfidentialTerms, ct)).Blind(ledger);
        var (opened, named) = (deal.Open<Agreement>(Agreement.KeyOf(command.Agreement)), deal.Products(Terms.ProductsOf(command.Lines, command.Milestones)));
        var stream = await opened;
        var standing = deal.Products(Terms.ProductsOf(stream.State));
        var facts = new AmendAgreementCase(stream.State, (await named).Union(await standing).ToDictionary(), terms.Agreed);
        var decision = Decide(command, facts, deal.Told(command));
        return await new SigningDesk(deal, ledger, catalog, ct).RecordAsync<AgreementAmended>(
            command, stream, decision, (head, amended) => Propose(head, amended, terms.Agreed), terms);
    }

    public static Decision Decide(AmendAgreement command, AmendAgreementCase facts, Told told)
    {
        if (facts.Agreement is not { } agreement)
        {
            return Decision.Refuse(AgreementProblems.UnknownAgreement, $"Agreement {command.Agreement} does not exist in this book.");
        }

        if (Owner.Refuse(told.By, $"amend agreement {agreement.Code}", agreement.Supplier, agreement.Customer) is { } foreign)
        {
            return foreign;
        }

        if (Proposing.RefuseOther(command, told) is { } other)
        {
            return other;
        }

        if (agreement.Amendments.Find(a => a.Amendment.Equals(command.Amendment, StringComparison.OrdinalIgnoreCase)) is { } alike
            && alike.Amendment != command.Amendment)
        {
            return Decision.Refuse(
                Problems.DiffersInCase, $"{command.Amendment} differs only in case from amendment {alike.Amendment}. Choose another number.");
        }

        if (agreement.Amendments.Exists(a => a.Amendment == command.Amendment))
        {
            return Decision.Refuse(Problems.AlreadyRecorded, $"Amendment {command.Amendment} is already recorded.");
        }

        if (agreement.IsClosed)
        {
            return Decision.Refuse(AgreementProblems.AgreementClosed, $"Agreement {command.Agreement} is closed. Sign another one with SignAgreement.");
        }

        var amended = new AgreementAmended(
            command.Amendment, command.Reason, Terms.Written(command.Lines), command.Milestones ?? [], told.When);
        var after = LinesAfter(agreement, amended);
        var refusal = amended.Lines.Select(l => LineProblem(agreement, l)).Concat(amended.Milestones.Select(m => MilestoneProblem(agreement, m)))
            .FirstOrDefault(p => p is not null)
            ?? Terms.Check(amended.Lines, amended.Milestones, after, facts.Products, agreement.Milestones.Select(m => m.Code))
            ?? ReachProblem(agreement, amended, after, facts.Products)
            ?? Terms.Check(command.ConfidentialTerms, after);
        // Units that are there already may fulfil the new terms.
        return refusal is not null
            ? refusal
            : Decision.Accept([amended, .. SealedTerms.FactsOf(command.Amendment, facts.Agreed, told.When)]).Tell(new MilestonesToJudge(command.Agreement));
    }

    /// <summary>With what stands now of the lines and milestones that it changes.</summary>
    public static IReadOnlyList<IProposalFact> Propose(ProposalHead head, AgreementAmended amended, IReadOnlyList<AgreedTerm> agreed) =>
    [
        new AmendmentProposed(
            head.Agreement, head.Number, head.Version, head.By, head.To, amended.Amendment, amended.Reason, amended.Lines, amended.Milestones,
            [.. amended.Lines.Select(line => head.Standing!.Line(line.Line)?.ToTerms()).OfType<CommittedLine>()],
            [.. amended.Milestones.Select(m => head.Standing!.Milestone(m.Milestone)?.ToTerms()).OfType<MilestoneTerms>()], head.At, head.ExpiresAt),
        .. SealedTerms.FactsOf(head, amended.Amendment, agreed),
    ];

    private static Refusal? LineProblem(Agreement agreement, CommittedLine terms) => agreement.Line(terms.Line) switch
    {
        null => null,
        var line when line.Product != terms.Product || line.Family != terms.Family => new Refusal(
            AgreementProblems.LineKeepsProduct, $"Line {terms.Line} is for {line.Product ?? line.Family}. Add another line for a different product or family."),
        var line when line.Drawn > 0 && line.IsReweighed(terms.Weights) => new Refusal(
            AgreementProblems.LineKeepsProduct, $"Orders have drawn from line {terms.Line} by its weights. Add another line for other weights."),
        var line when line.Drawn > terms.Quantity =>
            new Refusal(
                AgreementProblems.BelowDrawn,
                $"Orders have already drawn {Decimals.Write(line.Drawn)} units from line {terms.Line}. Lower them with ChangeOrder or CancelOrderLine first."),
        _ => null,
    };

    private static Refusal? MilestoneProblem(Agreement agreement, MilestoneTerms terms) =>
        agreement.Milestone(terms.Milestone) is { IsOpen: false } settled
        ? new Refusal(
            AgreementProblems.MilestoneInWrongState,
            $"Milestone {terms.Milestone} is {settled.State.ToString().ToLowerInvariant()}. Add another milestone instead.")
        : null;

    /// <summary>A line is not lowered below what a milestone needs that is still open. One that never could be reached is no reason to refuse.</summary>
    private static Refusal? ReachProblem(
        Agreement agreement, AgreementAmended amended, IReadOnlyList<AgreementLine> after, IReadOnlyDictionary<string, ProductInfo> products) =>
            agreement.Milestones.Where(m => m.IsOpen && amended.Milestones.All(told => told.Milestone != m.Code))
                .Where(m => MilestoneReach.Of(m.Product, m.Family, agreement.Lines, products) >= m.Quantity)
                .Select(m => Terms.OutOfReach(m.Code, m.Quantity, MilestoneReach.Of(m.Product, m.Family, after, products))).FirstOrDefault(r => r is not null);

    private static List<AgreementLine> LinesAfter(Agreement agreement, AgreementAmended amended) =>
    [
        .. agreement.Lines.Where(line => amended.Lines.All(l => l.Line != line.Line)),
        .. amended.Lines.Select(l => new AgreementLine
        {
            Line = l.Line, Product = l.Product, Family = l.Family, Committed = l.Quantity, Weights = l.Weights ?? agreement.Line(l.Line)?.Weights,
            Substitutions = agreement.Line(l.Line)?.Substitutions ?? [],
        }),
    ];
}
