namespace Ledger.Logistics.Shipments;

/// <summary>
/// Room on an order line. Whoever ships a replacement may tell it as earlier than the return, void or write-off that made room for it; it takes effect with
/// that, so that at no moment more has been shipped than was ordered.
/// </summary>
internal static class Room
{
    /// <summary>The steps that units on the line rest on; null where there was room for them without.</summary>
    /// <param name="units">How many units are to count on the line.</param>
    /// <param name="shipped">How many do already.</param>
    /// <param name="later">What made room on the line later than the units are told to have been shipped.</param>
    public static IReadOnlyList<string>? For(OrderLineInfo line, long units, long shipped, IEnumerable<RoomMade> later)
    {
        var spare = line.OrderedUnits - shipped - units;
        var needed = later.OrderByDescending(made => made.EffectiveAt).ThenByDescending(made => made.Step, StringComparer.Ordinal)
            .SkipWhile(made => (spare -= made.QuantityUnits) >= 0).Select(made => made.Step).Order(StringComparer.Ordinal).ToList();
        return needed.Count == 0 ? null : needed;
    }
}
