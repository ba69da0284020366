namespace Ledger.Ordering.Orders;

/// <param name="OutsideWindow">Lines that ask for delivery outside the agreement line's window; absent when none does.</param>
[ContractName("ordering.order-placed.v1")]
public sealed record OrderPlaced(string Order, string Agreement, string ShipTo, IReadOnlyList<PlacedLine> Lines, DateTimeOffset OccurredAt,
    IReadOnlyList<int>? OutsideWindow = null) : IFact
{
    IEnumerable<string> IFact.RestsOn(string stream) => [stream, Step.Agreement(Agreement)];

    IEnumerable<string> IFact.Steps(string stream) => [stream, Step.Draw(Order, 0)];
}

/// <param name="AgreementLine">The agreement line that the order draws on.</param>
public sealed record PlacedLine(int Line, int AgreementLine, string Product, long Quantity, DateOnly RequestedDelivery);

/// <summary>The commitment covers the order.</summary>
[ContractName("ordering.order-confirmed.v1")]
public sealed record OrderConfirmed(DateTimeOffset OccurredAt) : IFact
{
    IEnumerable<string> IFact.Steps(string stream) => [];
}

/// <summary>The commitment does not cover the order.</summary>
/// <param name="Code">The problem code of the refusal.</param>
[ContractName("ordering.order-refused.v1")]
public sealed record OrderRefused(string Code, string Detail, DateTimeOffset OccurredAt) : IFact
{
    IEnumerable<string> IFact.Steps(string stream) => [];
}

/// <summary>Everything on the order is delivered, cancelled or rejected.</summary>
[ContractName("ordering.order-closed.v1")]
public sealed record OrderClosed(DateTimeOffset OccurredAt) : IFact
{
    IEnumerable<string> IFact.RestsOn(string stream) => [stream, Step.Deliveries(stream)];

    IEnumerable<string> IFact.Steps(string stream) => [];
}
