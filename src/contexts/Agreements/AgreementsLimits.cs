using Ledger.Agreements.Books;
using Ledger.Agreements.ConfidentialTerms;

namespace Ledger.Agreements;

public static class AgreementsLimits
{
    public static readonly Limit OpeningParties = new(
        "opening-parties", OpenBookValidator.PartiesMax, "parties", "parties named when a book is opened", "refused", Problems.InvalidCommand);

    public static readonly Limit Parties = new("parties", Book.PartiesMax, "parties", "parties of a book", "refused", AgreementProblems.TooManyParties);

    public static readonly Limit ConfidentialTerms = new(
        "confidential-terms", ConfidentialTermValidator.TermsMax, "terms", "confidential terms of a command, and digests of an erasure", "refused",
        Problems.InvalidCommand);

    public static readonly Limit OpenProposals = new(
        "open-proposals", Proposals.Proposing.OpenMax, "proposals", "open proposals of an agreement", "refused", AgreementProblems.TooManyProposals);

    public static readonly Limit Terms = new(
        "terms", Signing.Terms.EntriesMax, "entries", "lines of an agreement; also its milestones", "refused", Problems.InvalidCommand);
}
