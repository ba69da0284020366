using Ledger.Agreements;
using Ledger.Agreements.Agreements;
using Ledger.Agreements.Answers;
using Ledger.Agreements.Milestones;
using Ledger.Agreements.Proposals;
using Ledger.Agreements.Signing;
using Ledger.Kernel;

namespace Ledger.Decisions.Tests.Agreements;

/// <summary>Where both parties sign, one proposes and the other answers.</summary>
public class ProposalTests
{
    private static readonly DateTimeOffset Later = Deal.Signing.AddDays(1);
    private static readonly Agreement Signed = Scenario.Fold<Agreement>([Deal.Signed])!;
    private static readonly AmendAgreement Lower = new("SA-1", "A-1", "fewer", [Deal.Line1 with { Quantity = 60 }]);
    private static readonly AgreementAmended Lowered = new("A-1", "fewer", [Deal.Line1 with { Quantity = 60 }], [], Deal.Signing);

    internal static ClosingProposed Closing => new("SA-1", 1, 1, "NV", "CLOUD", "done", Deal.Signing);

    private static AmendmentProposed Lowering => new(
        "SA-1", 1, 1, "NV", "CLOUD", "A-1", "fewer", Lowered.Lines, [], [Deal.Line1], [], Deal.Signing);

    private static SigningProposed ToBeSigned => new(
        "SA-1", 1, 0, "NV", "CLOUD", "NV", "CLOUD", Deal.Signed.Lines, Deal.Signed.Milestones, Deal.Signing);

    [Fact]
    public void A_signing_is_proposed_to_the_other_party() =>
        Propose(new SignAgreement("SA-1", "NV", "CLOUD", Deal.Signed.Lines), null, Decision.Accept(Deal.Signed)).Records(ToBeSigned);

    [Fact]
    public void A_customer_may_speak_first() =>
        Propose(Lower, Signed, Decision.Accept(Lowered), Deal.ToldByCustomer).Records(Lowering with { By = "CLOUD", To = "NV" });

    [Fact]
    public void A_proposal_says_what_stands_now_and_what_is_to_stand()
    {
        Propose(Lower, Signed, Decision.Accept(Lowered)).Records(Lowering);
        Assert.Equal([new("lines/1/quantity", "100", "60")], ProposedChanges.Of(Lowering));
    }

    [Fact]
    public void Confidential_terms_are_proposed_by_their_digests()
    {
        var agreed = new TermsAgreed("A-1", ["AAA"], "sha-256", [new("AAA", "price")], Deal.Signing);
        Propose(Lower, Signed, Decision.Accept(Lowered, agreed))
            .Records(Lowering, new TermsProposed("SA-1", 1, "A-1", ["AAA"], "sha-256", [new("AAA", "price")], Deal.Signing));
    }

    [Fact]
    public void What_could_not_be_signed_is_not_proposed() =>
        Propose(Lower, Signed, Decision.Refuse(AgreementProblems.BelowDrawn, "x")).Refuses(AgreementProblems.BelowDrawn);

    [Fact]
    public void Two_open_proposals_are_not_about_the_same()
    {
        Propose(Lower, Signed, Decision.Accept(Lowered), Deal.ToldByCustomer, Lowering).Refuses(AgreementProblems.AlreadyProposed);
        Propose(Lower, Signed, Decision.Accept(Lowered), Deal.ToldBySupplier, Lowering, Withdrawn).Records(Lowering with { Proposal = 2 });
        Propose(Lower, Signed, Decision.Accept(Lowered), Deal.ToldBySupplier, Closing).Records(Lowering with { Proposal = 2 });
    }

    [Theory]
    [InlineData("NV", "Withdraw it with WithdrawProposal")]
    [InlineData("CLOUD", "Accept it with AcceptProposal")]
    [InlineData("ANOTHER", "Choose another number")]
    public void Who_proposes_the_same_is_told_what_it_can_do(string party, string advice) => Assert.Contains(
        advice, Proposing.Propose<AgreementSigned>(
            new SignAgreement("SA-1", party, "CLOUD", Deal.Signed.Lines), new(Proposed(ToBeSigned), null, Decision.Accept(Deal.Signed), Deal.Signing),
            Deal.By(party, Deal.Signing), (head, fact) => SignAgreementEndpoint.Propose(head, fact, [])).Refusal!.Detail, StringComparison.Ordinal);

    [Fact]
    public void There_is_an_end_to_open_proposals()
    {
        object[] open = [.. Enumerable.Range(1, Proposing.OpenMax).Select(i => Lowering with { Proposal = i, Amendment = $"B-{i}" })];
        Propose(Lower, Signed, Decision.Accept(Lowered), Deal.ToldBySupplier, open).Refuses(AgreementProblems.TooManyProposals);
    }

    [Fact]
    public void A_proposal_expires_when_its_day_ends()
    {
        Propose(Lower with { ExpiresOn = new(2026, 3, 9) }, Signed, Decision.Accept(Lowered))
            .Records(Lowering with { ExpiresAt = new(2026, 3, 10, 0, 0, 0, TimeSpan.Zero) });
        Propose(Lower with { ExpiresOn = new(2026, 3, 1) }, Signed, Decision.Accept(Lowered)).Refuses(AgreementProblems.ProposalExpired);
    }

    [Fact]
    public void An_acceptance_puts_it_in_force_with_both_names()
    {
        Accept(null, ToBeSigned).Records(
            Deal.Signed with { OccurredAt = Later, Consent = Consent }, new ProposalAccepted("SA-1", 1, "CLOUD", Later));
        Accept(Signed, Lowering).Records(Lowered with { OccurredAt = Later, Consent = Consent }, new ProposalAccepted("SA-1", 1, "CLOUD", Later))
            .Tells(new MilestonesToJudge("SA-1"));
        Accept(Signed, new SubstitutionProposed("SA-1", 1, 1, "NV", "CLOUD", 1, Deal.Gpu, Deal.Superchip, "2", Deal.Signing)).Records(
            Deal.Substituted with { OccurredAt = Later, Consent = Consent }, new ProposalAccepted("SA-1", 1, "CLOUD", Later));
        Accept(Signed, Closing).Records(new AgreementClosed("done", Later, Consent), new ProposalAccepted("SA-1", 1, "CLOUD", Later));
    }

    /// <summary>An acceptance that is dated back does not make a new due date older than the proposal of it.</summary>
    [Fact]
    public void Nothing_was_agreed_before_it_was_proposed()
    {
        var before = Deal.Signing.AddDays(-20);
        Decide(Signed, "CLOUD", Deal.By("CLOUD", before), Lowering)
            .Records(Lowered with { Consent = Consent }, new ProposalAccepted("SA-1", 1, "CLOUD", before));
    }

    [Fact]
    public void Proposed_terms_are_agreed_with_the_acceptance() =>
        Accept(Signed, Lowering, new TermsProposed("SA-1", 1, "A-1", ["AAA"], "sha-256", [new("AAA", "price")], Deal.Signing)).Records(
            Lowered with { OccurredAt = Later, Consent = Consent }, new TermsAgreed("A-1", ["AAA"], "sha-256", [new("AAA", "price")], Later),
            new ProposalAccepted("SA-1", 1, "CLOUD", Later));

    [Fact]
    public void An_erasure_is_accepted_whatever_was_changed_meanwhile()
    {
        var agreed = new TermsAgreed("SA-1", ["AAA"], "sha-256", [new("AAA", "price")], Deal.Signing);
        var agreement = Scenario.Fold<Agreement>([Deal.Signed, agreed, Lowered]);
        Accept(agreement, new ErasureProposed("SA-1", 1, 1, "NV", "CLOUD", ["AAA"], "ended", Deal.Signing)).Records(
            new TermsErased(["AAA"], "ended", Later, Consent), new ProposalAccepted("SA-1", 1, "CLOUD", Later));
    }

    [Fact]
    public void What_became_impossible_meanwhile_is_refused()
    {
        var drawn = Scenario.Fold<Agreement>([Deal.Signed, Deal.Drawn("PO-1", 1, Deal.Gpu, 80, "80")]);
        Accept(drawn, Lowering).Refuses(AgreementProblems.BelowDrawn);
    }

    [Fact]
    public void A_proposal_goes_stale_when_the_agreement_is_changed()
    {
        var amended = Scenario.Fold<Agreement>([Deal.Signed, Lowered]);
        Accept(amended, Closing).Refuses(AgreementProblems.ProposalNotOpen);
        Assert.Equal(ProposalState.Stale, Proposed(Closing, Lowering with { Proposal = 2 }, new ProposalAccepted("SA-1", 2, "CLOUD", Later)).Find(1)!.State);
    }

    [Fact]
    public void Nobody_accepts_what_is_no_longer_open()
    {
        Accept(Signed, Closing, Withdrawn).Refuses(AgreementProblems.ProposalNotOpen);
        Accept(Signed, Closing, new ProposalRejected("SA-1", 1, "CLOUD", "no", Later)).Refuses(AgreementProblems.ProposalNotOpen);
        Accept(Signed, Closing, new ProposalExpired("SA-1", 1, Later)).Refuses(AgreementProblems.ProposalNotOpen);
        Accept(Signed, Closing, new ProposalAccepted("SA-1", 1, "CLOUD", Later)).Refuses(AgreementProblems.ProposalNotOpen);
        Accept(Signed, Closing with { ExpiresAt = Later }).Refuses(AgreementProblems.ProposalExpired);
        Accept(Signed).Refuses(AgreementProblems.UnknownProposal);
    }

    [Fact]
    public void A_party_does_not_answer_its_own_proposal()
    {
        Decide(Signed, "NV", Deal.By("NV", Later), Closing).Refuses(Problems.NotYourOwn);
        Decide(Signed, "NV", Deal.By("CLOUD", Later), Closing).Refuses(AgreementProblems.WrongRole);
        Scenario.Given<AgreementProposals>().When(_ => RejectProposalEndpoint.Decide(
            new("SA-1", 1, "NV", "no"), Proposed(Closing), Deal.ToldBySupplier)).Refuses(Problems.NotYourOwn);
        Scenario.Given<AgreementProposals>().When(_ => WithdrawProposalEndpoint.Decide(
            new("SA-1", 1, "CLOUD", "no"), Proposed(Closing), Deal.ToldByCustomer)).Refuses(Problems.NotYourOwn);
    }

    [Fact]
    public void It_is_rejected_by_the_one_and_withdrawn_by_the_other()
    {
        Scenario.Given<AgreementProposals>().When(_ => RejectProposalEndpoint.Decide(
                new("SA-1", 1, "CLOUD", "no"), Proposed(Closing), Deal.ToldByCustomer))
            .Records(new ProposalRejected("SA-1", 1, "CLOUD", "no", Deal.Signing));
        Scenario.Given<AgreementProposals>().When(_ => WithdrawProposalEndpoint.Decide(
                new("SA-1", 1, "NV", "no"), Proposed(Closing, new ProposalExpired("SA-1", 1, Later)), Deal.ToldBySupplier))
            .Records(new ProposalWithdrawn("SA-1", 1, "NV", "no", Deal.Signing));
    }

    [Fact]
    public void The_alarm_ends_what_nobody_answered()
    {
        var alarm = new ProposalFellDue("SA-1", 1, Later);
        var due = Closing with { ExpiresAt = Later };
        Scenario.Given<AgreementProposals>().When(_ => ProposalFellDueHandler.Decide(alarm, Proposed(due))).Records(new ProposalExpired("SA-1", 1, Later));
        Scenario.Given<AgreementProposals>().When(_ => ProposalFellDueHandler.Decide(alarm, Proposed(due, Withdrawn))).Records();
        Scenario.Given<AgreementProposals>().When(_ => ProposalFellDueHandler.Decide(alarm, Proposed(Closing))).Records();
        Scenario.Given<AgreementProposals>().When(_ => ProposalFellDueHandler.Decide(alarm, null)).Records();
    }

    [Fact]
    public void A_command_is_by_the_party_that_it_names()
    {
        Scenario.Given<Agreement>(Deal.Signed).When(a => CloseAgreementEndpoint.Decide(new("SA-1", "x", "NV"), a, Deal.ToldBySupplier))
            .Records(new AgreementClosed("x", Deal.Signing));
        Scenario.Given<Agreement>(Deal.Signed).When(a => CloseAgreementEndpoint.Decide(new("SA-1", "x", "CLOUD"), a, Deal.ToldBySupplier))
            .Refuses(AgreementProblems.WrongRole);
    }

    /// <summary>Folded as they are: nothing stores them.</summary>
    internal static AgreementProposals Proposed(params IReadOnlyList<object> events)
    {
        var proposals = new AgreementProposals();
        foreach (var recorded in events)
        {
            Scenario.Apply(proposals, recorded);
        }

        return proposals;
    }

    private static ProposalWithdrawn Withdrawn => new("SA-1", 1, "NV", "a mistake", Deal.Signing);

    private static Consent Consent => new(1, "NV", Deal.Signing, "CLOUD");

    private static Then Propose(
        IChangesAgreement command, Agreement? agreement, Decision change, Told? told = null, params IReadOnlyList<object> events)
    {
        var (facts, by) = (new ProposingCase(Proposed(events), agreement, change, Deal.Signing), told ?? Deal.ToldBySupplier);
        var agreed = change.Events.OfType<TermsAgreed>().FirstOrDefault()?.Terms ?? [];
        return Scenario.Given<AgreementProposals>().When(_ => command is SignAgreement
            ? Proposing.Propose<AgreementSigned>(command, facts, by, (head, fact) => SignAgreementEndpoint.Propose(head, fact, agreed))
            : Proposing.Propose<AgreementAmended>(command, facts, by, (head, fact) => AmendAgreementEndpoint.Propose(head, fact, agreed)));
    }

    private static Then Accept(Agreement? agreement, params IReadOnlyList<object> events) => Decide(agreement, "CLOUD", Deal.By("CLOUD", Later), events);

    private static Then Decide(Agreement? agreement, string by, Told told, params IReadOnlyList<object> events) =>
        Scenario.Given<AgreementProposals>().When(_ => AcceptProposalEndpoint.Decide(
            new("SA-1", 1, by), new(Proposed(events), agreement, Deal.Supplier, Deal.Customer, Deal.Products, told.When), told));
}
