using Ledger.Agreements.Proposals;
using Ledger.Contracts;

namespace Ledger.Http.Tests.Advice;

/// <summary>What was proposed, or answered, by mistake, and what can no longer be answered: the refusals say how to go on.</summary>
public sealed class Proposals_are_answered(OwnHost own) : IClassFixture<OwnHost>
{
    [Fact]
    [Advised("unknown-proposal")]
    [Advised("already-proposed")]
    public async Task By_the_number_that_they_have()
    {
        var scene = await ProposedAsync();
        await scene.RefusedAsync(Accept(2), "unknown-proposal", "Agreement SA-1 has no proposal 2");
        await scene.RefusedAsync(Say.Sign("SA-1", 11), "already-proposed", "Withdraw it with WithdrawProposal first");
        await scene.MustAsync(Withdraw(1), Say.Sign("SA-1", 11), Accept(2));
        await scene.ProgressIsAsync("11 0 0 0 0 0 0");
    }

    [Fact]
    [Advised("agreement-not-in-force")]
    public async Task Before_the_first_order()
    {
        var scene = await ProposedAsync();
        await scene.RefusedAsync(Say.Place("PO-1", 4), "agreement-not-in-force", "once the other party has accepted it with AcceptProposal");
        await scene.MustAsync(Accept(1), Say.Place("PO-1", 4));
        await scene.OrderIsAsync("confirmed 4 0 0 0 4");
    }

    [Fact]
    [Advised("proposal-not-open")]
    public async Task Before_the_agreement_is_changed_otherwise()
    {
        var scene = await SignedAsync();
        await scene.MustAsync(Say.Amend("A-1", 11), Say.Amend("A-2", 12), Accept(2));
        await scene.RefusedAsync(Accept(3), "proposal-not-open", "The agreement was changed after it was made. Make a new proposal");
        await scene.MustAsync(Say.Amend("A-2", 12), Accept(4));
        await scene.ProgressIsAsync("12 0 0 0 0 0 0");
    }

    [Fact]
    [Advised("proposal-expired")]
    public async Task Before_they_expire()
    {
        var scene = await SignedAsync();
        Command Closing(string expiresOn) => new("CloseAgreement", new { agreement = "SA-1", reason = "x", expiresOn });
        await scene.RefusedAsync(Closing("2026-01-01"), "proposal-expired", "Choose a later day");
        await scene.MustAsync(Closing("2099-01-01"), Accept(2));
    }

    [Fact]
    [Advised(typeof(SigningProposed))]
    [Advised(typeof(AmendmentProposed))]
    [Advised(typeof(SubstitutionProposed))]
    [Advised(typeof(ClosingProposed))]
    [Advised(typeof(ErasureProposed))]
    [Advised(typeof(TermsProposed))]
    [Advised(typeof(ProposalWithdrawn))]
    public async Task Or_withdrawn_if_they_are_a_mistake()
    {
        var scene = await ProposedAsync();
        await WithdrawnAsync<SigningProposed>(scene, 1);
        await scene.MustAsync(Say.Sign("SA-1", 10), Accept(2), Priced("A-1", "100"));
        await scene.StandsAsync<TermsProposed>("withdraw it with WithdrawProposal");
        await WithdrawnAsync<AmendmentProposed>(scene, 3);
        await scene.StandsAsync<ProposalWithdrawn>("Make the proposal again");
        await scene.MustAsync(Priced("A-1", "90"), Accept(4), Substitutes.Approve(1, "2"));
        await WithdrawnAsync<SubstitutionProposed>(scene, 5);
        await scene.MustAsync(Say.Close());
        await WithdrawnAsync<ClosingProposed>(scene, 6);
        await scene.MustAsync(new Command("EraseTerms", new { agreement = "SA-1", reason = "x", @class = "payment" }));
        await WithdrawnAsync<ErasureProposed>(scene, 7);
        var terms = (await scene.Book.GetAsync("agreements/SA-1/terms")).MustBe(200).Json.List("terms");
        Assert.Equal("90", Assert.Single(terms).Text("value"));
    }

    [Fact]
    [Advised(typeof(ProposalAccepted))]
    [Advised(typeof(ProposalRejected))]
    public async Task And_what_was_answered_by_mistake_is_proposed_again()
    {
        var scene = await SignedAsync();
        await scene.MustAsync(Say.Amend("A-1", 8), Accept(2));
        await scene.StandsAsync<ProposalAccepted>("Propose another change, such as an amendment with AmendAgreement");
        await scene.MustAsync(Say.Amend("A-2", 12), Reject(3));
        await scene.StandsAsync<ProposalRejected>("Make the proposal again");
        await scene.MustAsync(Say.Amend("A-2", 12), Accept(4));
        await scene.ProgressIsAsync("12 0 0 0 0 0 0");
    }

    /// <summary>The host's clock is two days slow, so that the last day of a proposal is over soon.</summary>
    [Fact]
    [Advised(typeof(ProposalExpired))]
    public async Task So_is_what_nobody_answered_in_time()
    {
        own.Pass(TimeSpan.FromDays(-2));
        var scene = new Scene(await own.BookAsync(signatures: "both"), own.Client);
        await scene.MustAsync(Say.Sign("SA-1", 10), Accept(1));
        var expiresOn = own.Now.AddDays(1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var lines = new[] { Say.Line(1, 12) };
        await scene.MustAsync(new Command("AmendAgreement", new { agreement = "SA-1", amendment = "A-1", reason = "x", lines, expiresOn }));
        await scene.StandsAsync<ProposalExpired>("Make the proposal again");
        await scene.MustAsync(Say.Amend("A-1", 12), Accept(3));
        await scene.ProgressIsAsync("12 0 0 0 0 0 0");
    }

    private static Command Accept(int proposal) => new("AcceptProposal", new { agreement = "SA-1", proposal, by = "CUS" });

    private static Command Reject(int proposal) => new("RejectProposal", new { agreement = "SA-1", proposal, by = "CUS", reason = "x" });

    private static Command Withdraw(int proposal) => new("WithdrawProposal", new { agreement = "SA-1", proposal, by = "SUP", reason = "x" });

    private static Command Priced(string amendment, string value) => new("AmendAgreement", new
    {
        agreement = "SA-1",
        amendment,
        reason = "x",
        confidentialTerms = new[] { new { term = "prepayment", @class = "payment", value } },
    });

    private static async Task WithdrawnAsync<T>(Scene scene, int proposal)
        where T : IFact
    {
        await scene.StandsAsync<T>("withdraw it with WithdrawProposal", nameof(Or_withdrawn_if_they_are_a_mistake));
        await scene.MustAsync(Withdraw(proposal));
    }

    private static async Task<Scene> ProposedAsync()
    {
        var scene = new Scene(await TestBook.OpenAsync(signatures: "both"));
        await scene.MustAsync(Say.Sign("SA-1", 10));
        return scene;
    }

    private static async Task<Scene> SignedAsync()
    {
        var scene = await ProposedAsync();
        await scene.MustAsync(Accept(1));
        return scene;
    }
}
