namespace Ledger.Deployment.Racks;

/// <summary>Where a rack is on its way into service.</summary>
public enum RackState
{
    /// <summary>Some parts of its model are missing.</summary>
    Planned,

    /// <summary>Complete.</summary>
    Assembled,

    /// <summary>Complete and powered on, not tested since its last change.</summary>
    PoweredOn,

    /// <summary>The last test since its last change passed.</summary>
    Validating,

    /// <summary>In service: all its units are active.</summary>
    Commissioned,

    /// <summary>In service and accepted by the customer.</summary>
    Accepted,

    /// <summary>The last test failed.</summary>
    Failed,

    /// <summary>Decommissioned; final.</summary>
    Decommissioned,
}

public enum TestOutcome
{
    Passed,
    Failed,
}

/// <summary>Where a rack stands inside its site, in the site's own words.</summary>
public sealed record RackPosition(string? Room = null, string? Row = null, string? Slot = null);

/// <summary>A unit in a rack.</summary>
/// <param name="Line">Agreement line that the unit counts toward, if it was shipped against an order.</param>
/// <param name="Condition"><c>installed</c>, and <c>active</c> from commissioning on.</param>
public sealed record RackUnit(string Product, string Serial, string Family, string? Line, string Condition)
{
    public UnitAt In(string rack) => new(Product, Serial, Account.InRack(rack, Condition), Line);
}
