namespace Ledger.Logistics.Returns;

/// <summary>
/// Units went back to the supplier; they no longer count toward their line. What was shipped on an order can be shipped on it again: the same units once they
/// are repaired, or others.
/// </summary>
/// <param name="Orders">Order lines that the units had been shipped on; absent in returns from before this member, and of unadvised units.</param>
[ContractName("logistics.units-returned.v1")]
[Moves("site/accepted", "site/returned")]
[Moves("site/quarantined", "site/returned")]
[Moves("site/received", "site/returned")]
public sealed record UnitsReturned(
    string Return, string Site, string To, string Reason, IReadOnlyList<Movement> Movements, DateTimeOffset OccurredAt,
    IReadOnlyList<ReturnedFrom>? Orders = null) : IMovesUnits
{
    IEnumerable<string> IFact.Steps(string stream) => [stream, Step.Returned(Return)];
}

/// <param name="AgreementLine">Agreement line that the units counted toward.</param>
public sealed record ReturnedFrom(string Order, int OrderLine, string AgreementLine, long QuantityUnits);

/// <summary>The supplier credits returned units instead of replacing them: they return to the commitment.</summary>
/// <param name="Credit">Number of the credit note.</param>
[ContractName("logistics.return-credited.v1")]
public sealed record ReturnCredited(string Return, string Credit, string Reason, IReadOnlyList<CreditedOn> Orders, DateTimeOffset OccurredAt) : IFact
{
    IEnumerable<string> IFact.Steps(string stream) => [stream, Step.Credit(Return, Credit)];
}

/// <param name="OrderedUnits">The order line's quantity when it was credited, with what was credited of it before.</param>
public sealed record CreditedOn(string Order, int OrderLine, long QuantityUnits, long OrderedUnits);

/// <summary>A numbered return of units (RMA). Its number is used once.</summary>
public sealed class UnitReturn
{
    public string Id { get; set; } = "";

    public string Number { get; set; } = "";

    /// <summary>What was returned of each order line and has not been credited.</summary>
    public List<ReturnedFrom> Open { get; set; } = [];

    public HashSet<string> Credits { get; set; } = [];

    public static string Key(string number) => $"return/{number}";

    public void Apply(UnitsReturned e) => (Id, Number, Open) = (Key(e.Return), e.Return, [.. e.Orders ?? []]);

    public void Apply(ReturnCredited e)
    {
        Credits.Add(e.Credit);
        Open = [.. Open.Select(open => open with { QuantityUnits = open.QuantityUnits - e.Orders.Where(on => IsOf(on, open)).Sum(on => on.QuantityUnits) })
            .Where(open => open.QuantityUnits > 0)];
    }

    private static bool IsOf(CreditedOn on, ReturnedFrom open) => (on.Order, on.OrderLine) == (open.Order, open.OrderLine);
}
