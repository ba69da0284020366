namespace Ledger.Contracts;

/// <summary>Accounts that units are in: a place and a condition, written <c>place/condition</c>; <c>origin</c> is where they come from.</summary>
public static class Account
{
    /// <summary>Where units are before they are registered. Its balance is minus the number of units in the book.</summary>
    public const string Origin = "origin";

    public static string AtSite(string site, string condition) => $"site:{site}/{condition}";

    public static string InTransit(string batch) => $"transit:{batch}/{Condition.InTransit}";

    public static string MissingFrom(string batch) => $"transit:{batch}/{Condition.Missing}";

    public static string WrittenOffFrom(string batch) => $"transit:{batch}/{Condition.WrittenOff}";

    /// <summary>Units of a return that a carrier has, or that did not arrive: they are <c>returning</c>, <c>notReturned</c> or <c>writtenOff</c>.</summary>
    public static string OnReturn(string number, string condition) => $"return:{number}/{condition}";

    /// <summary>A rack as a place, whatever the condition of what is in it.</summary>
    public static string Rack(string rack) => $"rack:{rack}";

    public static string InRack(string rack, string condition) => $"rack:{rack}/{condition}";

    /// <summary><c>inTransit</c> of <c>transit:B-17/inTransit</c>; <c>origin</c> has none.</summary>
    public static string ConditionOf(string account) => account[(account.LastIndexOf('/') + 1)..];

    /// <summary><c>site:PDX1</c> of <c>site:PDX1/received</c>.</summary>
    public static string PlaceOf(string account)
    {
        var slash = account.LastIndexOf('/');
        return slash < 0 ? account : account[..slash];
    }
}

/// <summary>Conditions that a unit can be in.</summary>
public static class Condition
{
    public const string Inventory = "inventory";
    public const string InTransit = "inTransit";
    public const string Missing = "missing";
    public const string Received = "received";
    public const string Accepted = "accepted";
    public const string Quarantined = "quarantined";
    public const string Installed = "installed";
    public const string Active = "active";
    public const string Returned = "returned";

    /// <summary>On the way back to its supplier.</summary>
    public const string Returning = "returning";

    /// <summary>Sent back, and missing from what its supplier received. It counts as shipped no more, as what is missing from a shipment does.</summary>
    public const string NotReturned = "notReturned";

    public const string Retired = "retired";

    /// <summary>Missing for good: somebody answers for it, and another unit may be sent in its place.</summary>
    public const string WrittenOff = "writtenOff";

    /// <summary>Taken out of the deal by its supplier.</summary>
    public const string Scrapped = "scrapped";

    /// <summary>Not found at a stock count, and not accepted before.</summary>
    public const string Lost = "lost";

    /// <summary>Not found at a stock count, and accepted before: it stays accepted.</summary>
    public const string AcceptedLost = "acceptedLost";

    public static IReadOnlyList<string> All { get; } =
    [
        Inventory, InTransit, Missing, Received, Accepted, Quarantined, Installed, Active, Returning, NotReturned, Returned, Retired, WrittenOff,
        Scrapped, Lost, AcceptedLost,
    ];

    /// <summary>Whose units count toward no agreement line: custody forgets the line as soon as a unit is in one of them.</summary>
    public static IReadOnlyList<string> OffTheLine { get; } = [Inventory, Returning, NotReturned, Returned, WrittenOff, Scrapped];
}
