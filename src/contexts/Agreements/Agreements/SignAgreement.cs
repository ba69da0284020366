using Ledger.Agreements.ConfidentialTerms;
using Ledger.Agreements.Milestones;
using Wolverine.Http;

namespace Ledger.Agreements.Agreements;

/// <summary>Records a supply agreement between two parties of the book.</summary>
/// <param name="ConfidentialTerms">What only some parties may know; see confidential-terms.md.</param>
[Allows(Roles.Supplier | Roles.Customer)]
[Sample("""{"agreement":"SA-1","supplier":"SUP","customer":"CUS","lines":[{"line":1,"family":"gpu","quantity":1,"from":"2026-01-01","until":"2027-01-01"}],"milestones":[]}""")]
public sealed record SignAgreement(
    [property: DocumentNumber] string Agreement,
    string Supplier,
    string Customer,
    IReadOnlyList<CommittedLine> Lines,
    IReadOnlyList<MilestoneTerms>? Milestones = null,
    [property: Confidential] IReadOnlyList<ConfidentialTerm>? ConfidentialTerms = null,
    DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class SignAgreementValidator : CommandValidator<SignAgreement>
{
    public SignAgreementValidator()
    {
        RuleFor(c => c.Agreement).Number();
        RuleFor(c => c.Supplier).Number();
        RuleFor(c => c.Customer).Number();
        RuleFor(c => c.Lines).Count(1, Terms.EntriesMax).Distinct(l => l.Line);
        RuleForEach(c => c.Lines).SetValidator(new CommittedLineValidator());
        RuleFor(c => c.Milestones).Count(0, Terms.EntriesMax).Distinct(m => m.Milestone);
        RuleForEach(c => c.Milestones).SetValidator(new MilestoneTermsValidator());
        RuleFor(c => c.ConfidentialTerms).Count(0, ConfidentialTermValidator.TermsMax).Distinct(t => t.Name);
        RuleForEach(c => c.ConfidentialTerms).SetValidator(new ConfidentialTermValidator());
    }
}

public static class SignAgreementEndpoint
{
    [WolverinePost("/books/{book}/agreements")]
    public static async Task<Answer> Post(SignAgreement command, string book, LedgerSession ledger, ICatalog catalog, TermVault vault, CancellationToken ct)
    {
        var terms = (await vault.SealAsync(book, command.Agreement, command.ConfidentialTerms, ct)).Blind(ledger);
        var supplier = await catalog.PartyAsync(book, command.Supplier, ct);
        var customer = await catalog.PartyAsync(book, command.Customer, ct);
        var products = await catalog.ProductsAsync(book, Terms.ProductsOf(command.Lines, command.Milestones ?? []), ct);
        var stream = await ledger.OpenAsync<Agreement>(Agreement.KeyOf(command.Agreement), ct);
        var decision = Decide(stream.State, command, supplier, customer, products, ledger.When(command), ledger.Caller?.Party, terms.Agreed);
        terms.KeepIn(ledger, command.Agreement, decision);
        await DueDates.WatchAsync(command.Agreement, decision, ledger, catalog, ct);
        return await stream.RecordAsync(decision);
    }

    /// <param name="by">Party that sends it; null where nobody outside does.</param>
    /// <param name="terms">What is recorded of its confidential terms.</param>
    public static Decision Decide(
        Agreement? state, SignAgreement command, PartyInfo? supplier, PartyInfo? customer, IReadOnlyDictionary<string, ProductInfo> products, DateTimeOffset when,
        string? by = null, IReadOnlyList<AgreedTerm>? terms = null)
    {
        if (Owner.Refuse(by, $"An agreement of {command.Supplier} with {command.Customer}", command.Supplier, command.Customer) is { } foreign)
        {
            return foreign;
        }

        if (state is not null)
        {
            return Decision.Refuse(Problems.AlreadyRecorded, $"The agreement {command.Agreement} is recorded already.");
        }

        if ((RoleProblem(command.Supplier, supplier, "supplier") ?? RoleProblem(command.Customer, customer, "customer")) is { } problem)
        {
            return problem;
        }

        var signed = new AgreementSigned(command.Agreement, command.Supplier, command.Customer, command.Lines, command.Milestones ?? [], when);
        var agreement = new Agreement();
        agreement.Apply(signed);
        return (Terms.Check(signed.Lines, signed.Milestones, agreement.Lines, products) ?? Terms.Check(command.ConfidentialTerms, agreement.Lines)) is { } refusal
            ? refusal
            : Decision.Accept([signed, .. SealedTerms.FactsOf(command.Agreement, terms, when)]);
    }

    private static Refusal? RoleProblem(string party, PartyInfo? info, string role) => info switch
    {
        null => new Refusal(Problems.UnknownParty, $"The party {party} is not in the book."),
        _ when !info.Roles.Contains(role) => new Refusal(AgreementProblems.WrongRole, $"The party {party} is not a {role}."),
        _ => null,
    };
}
