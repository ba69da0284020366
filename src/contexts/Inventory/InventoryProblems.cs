namespace Ledger.Inventory;

/// <summary>Why Inventory's reads refuse.</summary>
public static class InventoryProblems
{
    public static readonly ProblemCode AmbiguousSerial = new("ambiguous-serial", 409, "Several products have a unit with this serial.");
}
