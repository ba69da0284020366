using FluentValidation;
using Ledger.Agreements.Agreements;
using Ledger.Agreements.ConfidentialTerms;
using Ledger.Agreements.Proposals;
using Wolverine.Http;

namespace Ledger.Agreements.Signing;

/// <summary>Signs a supply agreement between two parties of the book. Where both sign, this proposes it to the other party.</summary>
/// <param name="ConfidentialTerms">Terms that only some parties may see; see confidential-terms.md.</param>
/// <param name="TimeZone">
/// The time zone in which the agreement's dates are days, an IANA name such as America/Los_Angeles; UTC when omitted. A due date is met until its day ends
/// there.
/// </param>
/// <param name="By">The sender's own party, by which <c>ledger load</c> chooses the key; omit it elsewhere.</param>
/// <param name="ExpiresOn">Last day on which the other party can accept it, where both sign; without a limit when omitted.</param>
[Allows(Roles.Supplier | Roles.Customer)]
[Sample(
    """{"agreement":"SA-1","supplier":"SUP","customer":"CUS","lines":"""
    + """[{"line":1,"family":"gpu","quantity":1,"from":"2026-01-01","until":"2027-01-01"}],"milestones":"""
    + """[{"milestone":"M1","name":"First unit","metric":"received","quantity":1,"dueOn":"2026-12-31","family":"gpu"}]}""")]
public sealed record SignAgreement(
    [property: DocumentNumber] string Agreement,
    string Supplier,
    string Customer,
    IReadOnlyList<CommittedLine> Lines,
    IReadOnlyList<MilestoneTerms>? Milestones = null,
    [property: Confidential] IReadOnlyList<ConfidentialTerm>? ConfidentialTerms = null,
    string? TimeZone = null,
    string? By = null,
    DateOnly? ExpiresOn = null,
    DateTimeOffset? OccurredAt = null) : ISetsTerms;

public sealed class SignAgreementValidator : TermsValidator<SignAgreement>
{
    public SignAgreementValidator()
        : base(linesMin: 1, isNew: true)
    {
        RuleFor(c => c.Supplier).Number();
        RuleFor(c => c.Customer).Number();
        RuleFor(c => c.TimeZone).Must(zone => zone is null || Days.IsZone(zone))
            .WithErrorCode("bad-time-zone").WithMessage("Must be the IANA name of a time zone, such as America/Los_Angeles.");
    }
}

/// <summary>What a signing is decided on.</summary>
/// <param name="Agreed">What is recorded of the command's confidential terms.</param>
public sealed record SignAgreementCase(
    Agreement? Agreement, PartyInfo? Supplier, PartyInfo? Customer, IReadOnlyDictionary<string, ProductInfo> Products, IReadOnlyList<AgreedTerm> Agreed);

public static class SignAgreementEndpoint
{
    [WolverinePost("/books/{book}/agreements")]
    public static async Task<Answer> Post(SignAgreement command, Deal deal, LedgerSession ledger, TermVault vault, ICatalog catalog, CancellationToken ct)
    {
        var terms = (await vault.SealAsync(deal.Book, command.Agreement, command.ConfidentialTerms, ct)).Blind(ledger);
        var (opened, products) = (deal.Open<Agreement>(Agreement.KeyOf(command.Agreement)), deal.Products(Terms.ProductsOf(command.Lines, command.Milestones)));
        var (supplier, customer) = (deal.Party(command.Supplier), deal.Party(command.Customer));
        var stream = await opened;
        var facts = new SignAgreementCase(stream.State, await supplier, await customer, await products, terms.Agreed);
        var decision = Decide(command, facts, deal.Told(command));
        return await new SigningDesk(deal, ledger, catalog, ct).RecordAsync<AgreementSigned>(
            command, stream, decision, (head, signed) => Propose(head, signed, terms.Agreed), terms);
    }

    public static Decision Decide(SignAgreement command, SignAgreementCase facts, Told told)
    {
        if (Owner.Refuse(
            told.By, $"record an agreement between {command.Supplier} and {command.Customer}", command.Supplier, command.Customer) is { } foreign)
        {
            return foreign;
        }

        if (Proposing.RefuseOther(command, told) is { } other)
        {
            return other;
        }

        if (facts.Agreement is not null)
        {
            return Decision.Refuse(Problems.AlreadyRecorded, $"Agreement {command.Agreement} is already recorded.");
        }

        if ((RoleProblem(command.Supplier, facts.Supplier, "supplier") ?? RoleProblem(command.Customer, facts.Customer, "customer")) is { } problem)
        {
            return problem;
        }

        var signed = new AgreementSigned(
            command.Agreement, command.Supplier, command.Customer, Terms.Written(command.Lines), command.Milestones ?? [], told.When, command.TimeZone);
        var agreement = new Agreement();
        agreement.Apply(signed);
        var refusal = Terms.Check(signed.Lines, signed.Milestones, agreement.Lines, facts.Products) ?? Terms.Check(command.ConfidentialTerms, agreement.Lines);
        return refusal is not null
            ? refusal
            : Decision.Accept([signed, .. SealedTerms.FactsOf(command.Agreement, facts.Agreed, told.When)]);
    }

    public static IReadOnlyList<IProposalFact> Propose(ProposalHead head, AgreementSigned signed, IReadOnlyList<AgreedTerm> agreed) =>
    [
        new SigningProposed(
            head.Agreement, head.Number, head.Version, head.By, head.To, signed.Supplier, signed.Customer, signed.Lines, signed.Milestones, head.At,
            signed.TimeZone, head.ExpiresAt),
        .. SealedTerms.FactsOf(head, signed.Agreement, agreed),
    ];

    private static Refusal? RoleProblem(string party, PartyInfo? info, string role) => info switch
    {
        null => new Refusal(Problems.UnknownParty, $"Party {party} is not in this book."),
        _ when !info.Roles.Contains(role) => new Refusal(AgreementProblems.WrongRole, $"Party {party} does not have the role {role}."),
        _ => null,
    };
}
