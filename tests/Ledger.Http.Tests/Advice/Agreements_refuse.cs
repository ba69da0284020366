namespace Ledger.Http.Tests.Advice;

/// <summary>What cannot be agreed as it was meant, and what can instead.</summary>
public sealed class Agreements_refuse
{
    [Fact]
    [Advised("agreement-closed")]
    public async Task An_order_against_a_closed_agreement()
    {
        var scene = await Scene.OrderedAsync();
        await scene.MustAsync(Say.Close());
        await scene.RefusedAsync(Say.Place("PO-2", 3), "agreement-closed", "Sign another one with SignAgreement");
        await scene.MustAsync(Say.Sign("SA-2", 10), Say.Place("PO-2", 3, agreement: "SA-2"));
        await scene.OrderIsAsync("confirmed 3 0 0 0 3", "PO-2");
    }

    [Fact]
    [Advised("below-drawn")]
    public async Task A_line_below_what_orders_have_drawn()
    {
        var scene = await Scene.OrderedAsync(6);
        await scene.MustAsync(Say.Place("PO-2", 3));
        await scene.RefusedAsync(Say.Amend("A-1", 4), "below-drawn", "Lower them with ChangeOrder or CancelOrderLine first");
        await scene.MustAsync(Say.Change("CH-1", 4), Say.Cancel("PO-2"));
        await scene.ProgressIsAsync("10 4 0 0 0 0 0");
        await scene.MustAsync(Say.Amend("A-1", 4));
        await scene.ProgressIsAsync("4 4 0 0 0 0 0");
    }

    [Fact]
    [Advised("line-keeps-product")]
    public async Task Another_product_on_a_line()
    {
        var scene = await Scene.OrderedAsync();
        await scene.RefusedAsync(
            Say.Amend("A-1", [Say.Line(1, 10, TestBook.Cpu)]), "line-keeps-product", "Add another line for a different product or family");
        await scene.MustAsync(Say.Amend("A-1", [Say.Line(2, 10, TestBook.Cpu)]), Say.Place("PO-2", 3, TestBook.Cpu, agreementLine: 2));
        await scene.OrderIsAsync("confirmed 3 0 0 0 3", "PO-2");
    }

    [Fact]
    [Advised("commitment-exceeded")]
    public async Task An_order_for_more_than_is_left()
    {
        var scene = await Scene.OrderedAsync();
        await scene.NotCoveredAsync(Say.Place("PO-2", 7), "Order no more than that, or commit to more with AmendAgreement");
        await scene.MustAsync(Say.Place("PO-3", 6), Say.Amend("A-1", 17), Say.Place("PO-4", 7));
        await scene.ProgressIsAsync("17 17 0 0 0 0 0");
    }

    [Fact]
    [Advised("milestone-not-covered")]
    public async Task A_milestone_that_counts_what_no_line_commits_to()
    {
        var scene = await Scene.OrderedAsync();
        var counting = new { milestone = "M-1", name = "CPUs", metric = "received", product = TestBook.Cpu, quantity = 2, dueOn = "2027-06-30" };
        await scene.RefusedAsync(
            Say.Amend("A-1", [], counting), "milestone-not-covered", "Add a line that does, or have it count something else");
        await scene.MustAsync(Say.Amend("A-1", [Say.Line(2, 2, TestBook.Cpu)], counting), Say.Amend("A-2", [], Say.Milestone("M-2", 2)));
        await scene.MilestoneIsAsync("planned");
        await scene.MilestoneIsAsync("planned", "M-2");
    }

    [Fact]
    [Advised("milestone-out-of-reach")]
    public async Task A_milestone_that_needs_more_than_the_lines_commit_to()
    {
        var scene = await Scene.OrderedAsync();
        await scene.RefusedAsync(Say.Amend("A-1", [], Say.Milestone("M-1", 11)), "milestone-out-of-reach", "Lower it, or raise a line");
        await scene.MustAsync(Say.Amend("A-1", [], Say.Milestone("M-1", 10)), Say.Amend("A-2", [Say.Line(1, 11)], Say.Milestone("M-2", 11)));
        await scene.MilestoneIsAsync("planned", "M-2");
    }

    [Fact]
    [Advised("milestone-in-wrong-state")]
    public async Task Other_terms_for_a_milestone_that_is_reached()
    {
        var scene = await Scene.DeliveredAsync(2, Say.Milestone("M-1", 2));
        await scene.MilestoneIsAsync("reached");
        await scene.RefusedAsync(Say.Amend("A-1", [], Say.Milestone("M-1", 3)), "milestone-in-wrong-state", "Add another milestone instead");
        await scene.MustAsync(Say.Amend("A-1", [], Say.Milestone("M-2", 3)), Say.Place("PO-2", 1));
        await scene.MustAsync(Say.Register("B-2", Say.Units(1, 3)), Say.Ship("B-2", "PO-2"), Say.Receive("B-2", "R-2"));
        await scene.MilestoneIsAsync("reached", "M-2");
    }

    [Fact]
    [Advised("milestone-not-reached")]
    public async Task A_milestone_that_is_confirmed_too_early()
    {
        var scene = await Scene.ShippedAsync(2, Say.Milestone("M-1", 2));
        var early = await scene.RefusedAsync(Say.Settle("ConfirmMilestone"), "milestone-not-reached", "not been reached yet");
        Assert.Equal("yes", early.Text("retryable"));
        await scene.MustAsync(Say.Receive("B-1", "R-1"), Say.Settle("ConfirmMilestone"));
        await scene.MilestoneIsAsync("confirmed");
    }

    [Fact]
    [Advised("wrong-role")]
    public async Task A_party_without_the_role()
    {
        var scene = await Scene.OpenAsync();
        Command Signed(string customer) => new("SignAgreement", new { agreement = "SA-1", supplier = "SUP", customer, lines = new[] { Say.Line(1, 10) } });
        await scene.RefusedAsync(Signed("AUD"), "wrong-role", "Party AUD does not have the role customer");
        await scene.MustAsync(Signed("CUS"), Say.Place("PO-1", 1));
    }

    [Fact]
    [Advised("wrong-product")]
    public async Task An_order_for_a_product_that_the_line_does_not_take()
    {
        var scene = await Scene.OrderedAsync();
        var order = Say.Place("PO-2", 2, TestBook.Cpu);
        await scene.RefusedAsync(order, "wrong-product", "Approve it as a substitute with ApproveSubstitution first");
        await scene.MustAsync(Substitutes.Approve(1, "3"), order);
        await scene.ProgressIsAsync("10 10 0 0 0 0 0");
    }
}

/// <summary>CPUs in place of GPUs.</summary>
internal static class Substitutes
{
    public static Command Approve(int line, string ratio) =>
        new("ApproveSubstitution", new { agreement = "SA-1", line, from = TestBook.Gpu, to = TestBook.Cpu, ratio });
}
