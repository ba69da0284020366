using Ledger.Contracts.Messages;
using Ledger.Door.Requests;
using Ledger.Kernel;
using Ledger.Ordering;
using Ledger.Ordering.Draws;
using Ledger.Ordering.Orders;
using static Ledger.Decisions.Tests.Ordering.Purchase;

namespace Ledger.Decisions.Tests.Ordering;

public class PlacingTests
{
    [Fact]
    public void An_order_asks_for_its_commitment() => Scenario.Given<Order>()
        .When(state => PlaceOrderEndpoint.Decide(Place, Facts(state), AtNoon))
        .Records(Placed).Tells(new OrderPlacedNotice("PO-1", 0, "SA-1", [new(1, 1, Gpu, 10), new(2, 2, Gpu, 20)], Noon));

    [Fact]
    public void A_number_is_used_once() => Scenario.Given<Order>(Placed)
        .When(state => PlaceOrderEndpoint.Decide(Place, Facts(state), AtNoon)).Refuses(Problems.AlreadyRecorded);

    [Fact]
    public void The_agreement_is_known_and_open()
    {
        Scenario.Given<Order>().When(state => PlaceOrderEndpoint.Decide(Place, Facts(state) with { Agreement = null }, AtNoon))
            .Refuses(OrderingProblems.UnknownAgreement);
        Scenario.Given<Order>().When(state => PlaceOrderEndpoint.Decide(Place, Facts(state) with { Agreement = null, IsProposed = true }, AtNoon))
            .Refuses(OrderingProblems.AgreementNotInForce);
        Scenario.Given<Order>().When(state => PlaceOrderEndpoint.Decide(
            Place, Facts(state) with { Agreement = Agreement with { IsClosed = true } }, AtNoon)).Refuses(OrderingProblems.AgreementClosed);
    }

    [Fact]
    public void The_site_is_registered() => Scenario.Given<Order>()
        .When(state => PlaceOrderEndpoint.Decide(Place, Facts(state) with { ShipTo = null }, AtNoon)).Refuses(Problems.UnknownSite);

    [Fact]
    public void A_line_draws_on_a_line_of_the_agreement() => PlaceLine(new(1, 3, Gpu, 10, Autumn)).Refuses(OrderingProblems.UnknownLine);

    [Fact]
    public void A_product_line_takes_its_product_only() => PlaceLine(new(1, 1, "nv:R200", 10, Autumn)).Refuses(OrderingProblems.WrongProduct);

    [Fact]
    public void A_family_line_takes_its_family_only() => PlaceLine(new(1, 2, "nv:SN5600", 10, Autumn)).Refuses(OrderingProblems.WrongProduct);

    [Fact]
    public void Drawn_it_is_confirmed() => Scenario.Given<Order>(Placed)
        .When(state => CommitmentDrawnHandler.Decide(state, new("PO-1", 0, "SA-1"))).Records(new OrderConfirmed(Noon));

    [Fact]
    public void Not_drawn_it_is_refused() => Scenario.Given<Order>(Placed)
        .When(state => CommitmentRefusedHandler.Decide(state, new("PO-1", 0, "SA-1", "commitment-exceeded", "no room")))
            .Records(new OrderRefused("commitment-exceeded", "no room", Noon));

    [Fact]
    public void An_answer_counts_once()
    {
        Scenario.Given<Order>(Confirmed).When(state => CommitmentDrawnHandler.Decide(state, new("PO-1", 0, "SA-1"))).Records();
        Scenario.Given<Order>(Confirmed).When(state => CommitmentRefusedHandler.Decide(state, new("PO-1", 0, "SA-1", "x", "x"))).Records();
    }

    [Theory]
    [InlineData("wait=5", 5)]
    [InlineData("respond-async, Wait = 7; foo=bar", 7)]
    [InlineData("wait=\"9\"", 9)]
    [InlineData("wait=3600", 30)]
    [InlineData("wait=-1", null)]
    [InlineData("wait", null)]
    [InlineData("", null)]
    public void A_preference_to_wait_is_read_as_its_standard_says(string header, int? seconds) => Assert.Equal(seconds, Prefer.SecondsOf([header]));

    private static PlaceOrderCase Facts(Order? order) => new(order, Agreement, Site, Products);

    private static Then PlaceLine(PlacedLine line) =>
        Scenario.Given<Order>().When(state => PlaceOrderEndpoint.Decide(Place with { Lines = [line] }, Facts(state), AtNoon));
}
