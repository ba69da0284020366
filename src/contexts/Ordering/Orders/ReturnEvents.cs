namespace Ledger.Ordering.Orders;

/// <summary>Units went back to the supplier: they no longer count as shipped and received.</summary>
[ContractName("ordering.line-returned.v1")]
public sealed record LineReturned(int Line, string Return, long QuantityUnits, DateTimeOffset OccurredAt) : IDeliveryFact
{
    IEnumerable<string> IFact.RestsOn(string stream) => [Step.Returned(Return)];
}

/// <summary>Units were not returned after all: they count as shipped and received again.</summary>
[ContractName("ordering.line-return-cancelled.v1")]
public sealed record LineReturnCancelled(int Line, string Return, string Cancellation, long QuantityUnits, DateTimeOffset OccurredAt) : IDeliveryFact
{
    IEnumerable<string> IFact.RestsOn(string stream) => [Step.ReturnCancelled(Return, Cancellation)];
}

/// <summary>Returned units are credited: the line is lowered by them.</summary>
/// <param name="Credit">Number of the credit note.</param>
/// <param name="ReleasedUnits">Those that return to the commitment: fewer where the line was lowered or cancelled before.</param>
/// <param name="Draw">The ordinal of that release; absent when nothing is released.</param>
[ContractName("ordering.line-credited.v1")]
public sealed record LineCredited(
    int Line, string Return, string Credit, long QuantityUnits, long ReleasedUnits, int? Draw, DateTimeOffset OccurredAt) : IDrawFact
{
    IEnumerable<string> IFact.RestsOn(string stream) => [Step.Credit(Return, Credit), Step.Deliveries(stream, Line)];

    IEnumerable<string> IFact.Steps(string stream) => [Step.Deliveries(stream, Line), Step.Deliveries(stream), .. IDrawFact.StepsOf(stream, Draw)];
}

/// <summary>Units of a closed order came back, or had not arrived after all: it takes others in their place.</summary>
[ContractName("ordering.order-reopened.v1")]
public sealed record OrderReopened(DateTimeOffset OccurredAt) : IFact
{
    IEnumerable<string> IFact.RestsOn(string stream) => [stream, Step.Deliveries(stream)];

    IEnumerable<string> IFact.Steps(string stream) => [];
}
