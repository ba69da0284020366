namespace Ledger.Door.Feed;

/// <summary>Marks an address that answers with a server-sent stream who likes <c>text/event-stream</c> best.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OffersStreamAttribute : Attribute;
