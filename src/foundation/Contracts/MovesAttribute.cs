namespace Ledger.Contracts;

/// <summary>
/// One way that an event's units can go, from account to account with places by their kind: <c>site/received</c> for any <c>site:PDX1/received</c>.
/// A declaration that the documentation shows; random histories of commands prove that units go these ways and no other.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class MovesAttribute(string from, string to) : Attribute
{
    public string From { get; } = from;

    public string To { get; } = to;
}
