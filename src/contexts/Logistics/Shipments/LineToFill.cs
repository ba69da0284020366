namespace Ledger.Logistics.Shipments;

/// <summary>An order line on which units are to count.</summary>
/// <param name="ShippedUnits">Units that count on it already.</param>
/// <param name="Room">What made room on it later than the command's fact is told to have happened.</param>
public sealed record LineToFill(OrderLineInfo? Line, long ShippedUnits, IReadOnlyList<RoomMade> Room)
{
    /// <summary>The steps that so many units on the line rest on.</summary>
    internal IReadOnlyList<string> StepsFor(long units) => Shipments.Room.For(Line!, units, ShippedUnits, Room) ?? [];
}
