using Ledger.Contracts.Ports;
using Ledger.Ordering;
using Ledger.Ordering.Changes;
using Ledger.Ordering.Orders;
using static Ledger.Decisions.Tests.Ordering.Purchase;

namespace Ledger.Decisions.Tests.Ordering;

/// <summary>Line 1 of the agreement has a firm window that ends before autumn begins, line 2 the same as information only.</summary>
public class Delivery_windows
{
    private static readonly DateOnly From = new(2026, 4, 1);
    private static readonly DateOnly Until = new(2026, 9, 30);
    private static readonly AgreementInfo Windowed = Agreement with
    {
        Lines = [new(1, null, [Gpu], From, Until, IsFirm: true), new(2, "gpu", [], From, Until)],
    };

    [Fact]
    public void Nothing_is_ordered_outside_a_firm_window() => Ordered(new PlacedLine(1, 1, Gpu, 10, Autumn)).Refuses(OrderingProblems.OutsideWindow);

    [Theory]
    [InlineData("2026-04-01")]
    [InlineData("2026-09-30")]
    public void The_first_and_the_last_day_belong_to_the_window(string day)
    {
        var line = new PlacedLine(1, 1, Gpu, 10, DateOnly.Parse(day, null));
        Ordered(line).Records(Placed with { Lines = [line] });
    }

    [Fact]
    public void What_is_ordered_outside_an_informative_window_is_marked()
    {
        var line = new PlacedLine(1, 2, Gpu, 10, Autumn);
        var placed = Placed with { Lines = [line], OutsideWindow = [1] };
        Ordered(line).Records(placed);
        Assert.True(Scenario.Fold<Order>([placed])!.Line(1)!.OutsideWindow);
    }

    [Fact]
    public void A_change_moves_nothing_out_of_a_firm_window_and_marks_what_leaves_another()
    {
        var inTime = Placed with { Lines = [new(1, 1, Gpu, 10, Until), new(2, 2, Gpu, 20, Until)] };
        object[] confirmed = [inTime, new OrderConfirmed(Noon)];
        Changed(confirmed, new ChangedLine(1, null, Autumn)).Refuses(OrderingProblems.OutsideWindow);

        var changed = new OrderChanged("C-1", null, [new(2, null, Autumn)], Noon, [2]);
        Changed(confirmed, new ChangedLine(2, null, Autumn)).Records(changed);
        Assert.True(Scenario.Fold<Order>([.. confirmed, changed])!.Line(2)!.OutsideWindow);

        var back = new OrderChanged("C-2", null, [new(2, null, Until)], Noon);
        Assert.Null(Scenario.Fold<Order>([.. confirmed, changed, back])!.Line(2)!.OutsideWindow);
    }

    private static Then Ordered(PlacedLine line) => Scenario.Given<Order>().When(
        order => PlaceOrderEndpoint.Decide(Place with { Lines = [line] }, new(order, Windowed, Site, Products), AtNoon));

    private static Then Changed(object[] before, ChangedLine line) => Scenario.Given<Order>(before).When(
        order => ChangeOrderEndpoint.Decide(new("PO-1", "C-1", [line]), new(order, Parties, Windowed), AtNoon));
}
