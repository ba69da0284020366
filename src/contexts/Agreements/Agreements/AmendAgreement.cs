using FluentValidation;
using Ledger.Agreements.ConfidentialTerms;
using Ledger.Agreements.Milestones;
using Wolverine.Http;

namespace Ledger.Agreements.Agreements;

/// <summary>Changes the terms of an agreement: lines and milestones that are new, or as they are from now on.</summary>
/// <param name="Amendment">Number of the amending document.</param>
/// <param name="ConfidentialTerms">What only some parties may know; see confidential-terms.md. One with the name of an earlier one takes its place.</param>
[Allows(Roles.Supplier | Roles.Customer)]
[Sample("""{"agreement":"SA-1","amendment":"A-1","reason":"x","lines":[{"line":1,"family":"gpu","quantity":1,"from":"2026-01-01","until":"2027-01-01"}],"milestones":[]}""")]
public sealed record AmendAgreement(
    string Agreement,
    [property: DocumentNumber(IsPartOfSeries = true)] string Amendment,
    string Reason,
    IReadOnlyList<CommittedLine>? Lines = null,
    IReadOnlyList<MilestoneTerms>? Milestones = null,
    [property: Confidential] IReadOnlyList<ConfidentialTerm>? ConfidentialTerms = null,
    DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class AmendAgreementValidator : CommandValidator<AmendAgreement>
{
    public AmendAgreementValidator()
    {
        RuleFor(c => c.Agreement).Number();
        RuleFor(c => c.Amendment).Number();
        RuleFor(c => c.Reason).Text();
        RuleFor(c => c.Lines).Count(0, Terms.EntriesMax).Distinct(l => l.Line);
        RuleForEach(c => c.Lines).SetValidator(new CommittedLineValidator());
        RuleFor(c => c.Milestones).Count(0, Terms.EntriesMax).Distinct(m => m.Milestone);
        RuleForEach(c => c.Milestones).SetValidator(new MilestoneTermsValidator());
        RuleFor(c => c.ConfidentialTerms).Count(0, ConfidentialTermValidator.TermsMax).Distinct(t => t.Name);
        RuleForEach(c => c.ConfidentialTerms).SetValidator(new ConfidentialTermValidator());
        RuleFor(c => c.Lines).Must((command, lines) => lines is { Count: > 0 } || command.Milestones is { Count: > 0 } || command.ConfidentialTerms is { Count: > 0 })
            .WithErrorCode("count-out-of-range").WithMessage("A line, a milestone or a confidential term is expected.");
    }
}

public static class AmendAgreementEndpoint
{
    [WolverinePost("/books/{book}/agreements/amend")]
    public static async Task<Answer> Post(AmendAgreement command, string book, LedgerSession ledger, ICatalog catalog, TermVault vault, CancellationToken ct)
    {
        var terms = (await vault.SealAsync(book, command.Agreement, command.ConfidentialTerms, ct)).Blind(ledger);
        var stream = await ledger.OpenAsync<Agreement>(Agreement.KeyOf(command.Agreement), ct);
        var products = await catalog.ProductsAsync(book, ProductsToKnow(stream.State, command), ct);
        var decision = Decide(stream.State, command, products, ledger.When(command), ledger.Caller?.Party, terms.Agreed);
        terms.KeepIn(ledger, command.Agreement, decision);
        await DueDates.WatchAsync(command.Agreement, decision, ledger, catalog, ct);
        return await stream.RecordAsync(decision);
    }

    /// <param name="by">Party that sends it; null where nobody outside does.</param>
    /// <param name="terms">What is recorded of its confidential terms.</param>
    public static Decision Decide(
        Agreement? state, AmendAgreement command, IReadOnlyDictionary<string, ProductInfo> products, DateTimeOffset when, string? by = null, IReadOnlyList<AgreedTerm>? terms = null)
    {
        if (state is null)
        {
            return Decision.Refuse(AgreementProblems.UnknownAgreement, $"There is no agreement {command.Agreement}.");
        }

        if (Owner.Refuse(by, $"The agreement {state.Code}", state.Supplier, state.Customer) is { } foreign)
        {
            return foreign;
        }

        if (state.Amendments.Exists(a => a.Amendment == command.Amendment))
        {
            return Decision.Refuse(Problems.AlreadyRecorded, $"The amendment {command.Amendment} is recorded already.");
        }

        if (state.IsClosed)
        {
            return Decision.Refuse(AgreementProblems.AgreementClosed, $"The agreement {command.Agreement} is closed.");
        }

        var amended = new AgreementAmended(command.Amendment, command.Reason, command.Lines ?? [], command.Milestones ?? [], when);
        var refusal = amended.Lines.Select(line => LineProblem(state, line)).Concat(amended.Milestones.Select(m => MilestoneProblem(state, m))).FirstOrDefault(p => p is not null)
            ?? Terms.Check(amended.Lines, amended.Milestones, LinesAfter(state, amended), products) ?? Terms.Check(command.ConfidentialTerms, LinesAfter(state, amended));
        // Units that are there already may fulfil the new terms.
        return refusal is not null ? refusal : Decision.Accept([amended, .. SealedTerms.FactsOf(command.Amendment, terms, when)]).Tell(new MilestonesToJudge(command.Agreement));
    }

    /// <summary>Products of the lines as they stand are needed too, because a new milestone may count a family that they belong to.</summary>
    private static IReadOnlyCollection<string> ProductsToKnow(Agreement? state, AmendAgreement command) =>
        [.. Terms.ProductsOf(command.Lines ?? [], command.Milestones ?? []), .. state?.Lines.Select(l => l.Product).OfType<string>() ?? []];

    private static Refusal? LineProblem(Agreement state, CommittedLine terms) => state.Line(terms.Line) switch
    {
        null => null,
        var line when line.Product != terms.Product || line.Family != terms.Family =>
            new Refusal(AgreementProblems.LineKeepsProduct, $"The line {terms.Line} is for {line.Product ?? line.Family}; add a line for something else."),
        var line when line.Drawn > terms.Quantity =>
            new Refusal(AgreementProblems.BelowDrawn, $"Orders have drawn {Decimals.Write(line.Drawn)} units from the line {terms.Line}."),
        _ => null,
    };

    private static Refusal? MilestoneProblem(Agreement state, MilestoneTerms terms) => state.Milestone(terms.Milestone) is { IsOpen: false } settled
        ? new Refusal(AgreementProblems.MilestoneInWrongState, $"The milestone {terms.Milestone} is {settled.State.ToString().ToLowerInvariant()}.")
        : null;

    private static List<AgreementLine> LinesAfter(Agreement state, AgreementAmended amended) =>
        [.. state.Lines, .. amended.Lines.Where(l => state.Line(l.Line) is null).Select(l => new AgreementLine { Line = l.Line, Product = l.Product, Family = l.Family })];
}
