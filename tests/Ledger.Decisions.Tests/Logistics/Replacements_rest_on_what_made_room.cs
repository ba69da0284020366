using Ledger.Contracts.Messages;
using Ledger.Contracts.Ports;
using Ledger.Logistics.Batches;
using Ledger.Logistics.Shipments;
using static Ledger.Decisions.Tests.Logistics.Consignment;
using static Ledger.Decisions.Tests.Story;

namespace Ledger.Decisions.Tests.Logistics;

/// <summary>Of an order line of 10. What made room on it later than the units are told to have left holds them back where there was no room before.</summary>
public sealed class Replacements_rest_on_what_made_room
{
    private static readonly RoomMade Early = new("return/R1#returned", Later.AddDays(1), 2);
    private static readonly ShipBatch ShipB1 = new("B1", "PO-1", 1, "PDX1", "CAR", "ASN-1");
    private static readonly RoomMade Late = new("batch/B2#void-1", Later.AddDays(2), 3);

    [Theory]
    [InlineData(2, 3, "")] // with both of them 10 have left: they may have come later
    [InlineData(2, 5, "return/R1#returned")]
    [InlineData(1, 5, "return/R1#returned")]
    [InlineData(2, 6, "batch/B2#void-1 return/R1#returned")]
    [InlineData(1, 9, "batch/B2#void-1 return/R1#returned")]
    public void The_latest_for_which_there_was_room_anyway_count_for_nothing(long units, long shipped, string steps) => Assert.Equal(
        steps, string.Join(' ', Room.For(OrderLine()!, units, shipped, [Early, Late]) ?? []));

    [Fact]
    public void A_shipment_names_them()
    {
        var shipped = ShipBatchEndpoint.Decide(ShipB1, Shipping(Fold<Batch>([Registered]), OrderLine(), 7, room: [Early]), ToldAt(Later)).Events.Single();
        Assert.Equal([Early.Step], Assert.IsType<BatchShipped>(shipped).After);
        Assert.Contains(Early.Step, ((Contracts.IFact)shipped).RestsOn("batch/B1"));
    }

    [Fact]
    public void Without_any_a_shipment_names_none() => Given<Batch>(Registered)
        .When(batch => ShipBatchEndpoint.Decide(ShipB1, Shipping(batch, OrderLine(), 2, room: [Early, Late]), ToldAt(Later)))
        .Then((BatchShipped)ShippedAs(1) with { OccurredAt = Later }).AndTold(new BatchShippedNotice("B1", 1, "PO-1", 1, 3, Later));
}
