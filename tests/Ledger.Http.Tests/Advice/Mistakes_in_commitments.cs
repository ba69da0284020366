using Ledger.Agreements.Agreements;

namespace Ledger.Http.Tests.Advice;

/// <summary>What the ledger recorded about an agreement because of orders and deliveries: it is corrected at its source.</summary>
public sealed class Mistakes_in_commitments
{
    [Fact]
    [Advised(typeof(CommitmentDrawn))]
    public async Task A_draw_of_an_order_that_was_delivered()
    {
        var scene = await Scene.DeliveredAsync();
        await scene.StandsAsync<CommitmentDrawn>("If the order is closed, send units back with ReturnUnits first");
        await scene.MustAsync(Say.Return("RMA-1", "G1", "G2"));
        await scene.OrderIsAsync("confirmed 4 2 2 0 2");
        await scene.MustAsync(Say.Change("CH-1", 3));
        await scene.ProgressIsAsync("10 3 2 2 0 0 0");
        await scene.MustAsync(Say.Cancel());
        await scene.ProgressIsAsync("10 2 2 2 0 0 0");
    }

    [Fact]
    [Advised(typeof(CommitmentRefused))]
    public async Task A_refusal()
    {
        var scene = await Scene.OrderedAsync();
        await scene.SendAsync(Say.Place("PO-2", 20));
        await scene.StandsAsync<CommitmentRefused>("Commit to more with AmendAgreement, or ask for less, with another PlaceOrder or ChangeOrder");
        await scene.MustAsync(Say.Change("CH-1", 5), Say.Place("PO-3", 5), Say.Amend("A-1", 30), Say.Place("PO-4", 20));
        await scene.ProgressIsAsync("30 30 0 0 0 0 0");
    }

    [Fact]
    [Advised(typeof(CommitmentReleased))]
    public async Task A_release()
    {
        var scene = await Scene.OrderedAsync();
        await scene.MustAsync(Say.Cancel());
        await scene.StandsAsync<CommitmentReleased>("Place another order with PlaceOrder");
        await scene.MustAsync(Say.Place("PO-2", 4));
        await scene.ProgressIsAsync("10 4 0 0 0 0 0");
    }

    [Fact]
    [Advised(typeof(MilestoneReached))]
    public async Task A_milestone_that_is_reached()
    {
        var scene = await Scene.DeliveredAsync(2, Say.Milestone("M-1", 2));
        await scene.StandsAsync<MilestoneReached>("The customer can contest it with DisputeMilestone");
        await scene.MustAsync(Say.Settle("DisputeMilestone"));
        await scene.MilestoneIsAsync("disputed");
    }

    [Fact]
    [Advised(typeof(MilestoneFellBack))]
    public async Task A_milestone_that_fell_back()
    {
        var scene = await Scene.DeliveredAsync(2, Say.Milestone("M-1", 2));
        await scene.MilestoneIsAsync("reached");
        await scene.MustAsync(Say.CorrectReceipt("RC-1", "G1"));
        await scene.StandsAsync<MilestoneFellBack>("reached again as soon as enough units count, such as by ReceiveBatch");
        await scene.MustAsync(Say.Receive("B-1", "R-2", ["G1"]));
        await scene.MilestoneIsAsync("reached");
    }

    [Fact]
    [Advised(typeof(MilestoneMissed))]
    public async Task A_milestone_that_was_missed()
    {
        var scene = await Scene.ShippedAsync(4, Say.Milestone("M-1", 4, dueOn: "2026-06-30"), Say.Milestone("M-2", 4, dueOn: "2026-06-30"));
        await scene.MustAsync(Say.Receive("B-1", "R-1", ["G1"], final: false));
        await scene.StandsAsync<MilestoneMissed>("Agree on another date with AmendAgreement; the customer can also waive it with WaiveMilestone");
        await scene.MilestoneIsAsync("missed", "M-2");
        await scene.MustAsync(Say.Amend("A-1", [], Say.Milestone("M-1", 4)), Say.Settle("WaiveMilestone", "M-2"));
        await scene.MustAsync(Say.Receive("B-1", "R-2"));
        await scene.MilestoneIsAsync("reached");
        await scene.MilestoneIsAsync("waived", "M-2");
    }

    [Fact]
    [Advised(typeof(MilestoneConfirmed))]
    public async Task A_confirmation()
    {
        var scene = await Scene.DeliveredAsync(2, Say.Milestone("M-1", 2));
        await scene.MustAsync(Say.Settle("ConfirmMilestone"));
        await scene.StandsAsync<MilestoneConfirmed>("A confirmation is final. Add another milestone with AmendAgreement");
        await scene.MustAsync(Say.Amend("A-1", [], Say.Milestone("M-2", 3)));
        await scene.MilestoneIsAsync("planned", "M-2");
    }

    [Fact]
    [Advised(typeof(MilestoneDisputed))]
    public async Task A_dispute()
    {
        var scene = await Scene.DeliveredAsync(2, Say.Milestone("M-1", 2), Say.Milestone("M-2", 1));
        await scene.MilestoneIsAsync("reached");
        await scene.MilestoneIsAsync("reached", "M-2");
        foreach (var (milestone, settling, state) in new[] { ("M-1", "ConfirmMilestone", "confirmed"), ("M-2", "WithdrawDispute", "reached") })
        {
            await scene.MustAsync(Say.Settle("DisputeMilestone", milestone));
            await scene.StandsAsync<MilestoneDisputed>("Confirm the milestone with ConfirmMilestone, or withdraw the dispute with WithdrawDispute first");
            await scene.MustAsync(Say.Settle(settling, milestone));
            await scene.DeclaredAsync(await scene.EventAsync(typeof(MilestoneDisputed)));
            await scene.MilestoneIsAsync(state, milestone);
        }
    }

    [Fact]
    [Advised(typeof(MilestoneDisputeWithdrawn))]
    public async Task A_dispute_that_was_withdrawn()
    {
        var scene = await Scene.DeliveredAsync(2, Say.Milestone("M-1", 2));
        await scene.MilestoneIsAsync("reached");
        await scene.MustAsync(Say.Settle("DisputeMilestone"), Say.Settle("WithdrawDispute"));
        await scene.StandsAsync<MilestoneDisputeWithdrawn>("Dispute the milestone again with DisputeMilestone");
        await scene.MustAsync(Say.Settle("DisputeMilestone"));
        await scene.MilestoneIsAsync("disputed");
    }

    [Fact]
    [Advised(typeof(MilestoneWaived))]
    public async Task A_waiver()
    {
        var scene = await Scene.OrderedAsync(2, Say.Milestone("M-1", 2));
        await scene.MustAsync(Say.Settle("WaiveMilestone"));
        await scene.StandsAsync<MilestoneWaived>("A waiver is final. Add another milestone with AmendAgreement");
        await scene.MustAsync(Say.Amend("A-1", [], Say.Milestone("M-2", 2)));
        await scene.MilestoneIsAsync("planned", "M-2");
    }
}
