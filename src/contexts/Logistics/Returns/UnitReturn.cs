using JasperFx.Events;
using Ledger.Logistics.Shipments;

namespace Ledger.Logistics.Returns;

/// <summary>
/// Units went back to the supplier; they no longer count toward their line. What was shipped on an order can be shipped on it again: the same units once they
/// are repaired, or others.
/// </summary>
/// <param name="Orders">Order lines that the units had been shipped on; absent in returns from before this member, and of unadvised units.</param>
/// <param name="Carrier">Party that takes them to their supplier; absent where they are there at once.</param>
[ContractName("logistics.units-returned.v1")]
[Moves("site/accepted", "return/returning")]
[Moves("site/accepted", "site/returned")]
[Moves("site/quarantined", "return/returning")]
[Moves("site/quarantined", "site/returned")]
[Moves("site/received", "return/returning")]
[Moves("site/received", "site/returned")]
public sealed record UnitsReturned(
    string Return, string Site, string To, string Reason, IReadOnlyList<Movement> Movements, DateTimeOffset OccurredAt,
    IReadOnlyList<ReturnedFrom>? Orders = null, string? Carrier = null) : IMovesUnits, ICountsAsShipped
{
    IEnumerable<ShippedChange> ICountsAsShipped.Changes =>
        (Orders ?? []).Select(from => new ShippedChange(from.Order, from.OrderLine, -from.QuantityUnits, Step: Step.Returned(Return)));

    IEnumerable<string> IFact.Steps(string stream) => [stream, Step.Returned(Return)];
}

/// <param name="AgreementLine">Agreement line that the units counted toward.</param>
public sealed record ReturnedFrom(string Order, int OrderLine, string AgreementLine, long QuantityUnits);

/// <summary>The return was a mistake, or the units came back: they are where they were before it, and count as before.</summary>
/// <param name="Orders">Order lines that they count on again.</param>
/// <param name="After">Steps of those orders, and of what made room on them later than the cancellation is told to be; absent where there are none.</param>
[ContractName("logistics.return-cancelled.v1")]
[Moves("return/notReturned", "site/accepted")]
[Moves("return/notReturned", "site/quarantined")]
[Moves("return/notReturned", "site/received")]
[Moves("return/returning", "site/accepted")]
[Moves("return/returning", "site/quarantined")]
[Moves("return/returning", "site/received")]
[Moves("return/writtenOff", "site/accepted")]
[Moves("return/writtenOff", "site/quarantined")]
[Moves("return/writtenOff", "site/received")]
[Moves("site/returned", "site/accepted")]
[Moves("site/returned", "site/quarantined")]
[Moves("site/returned", "site/received")]
public sealed record ReturnCancelled(
    string Return, string Cancellation, string Reason, IReadOnlyList<Movement> Movements, DateTimeOffset OccurredAt, IReadOnlyList<ReinstatedOn> Orders,
    IReadOnlyList<string>? After = null) : IMovesUnits, ICountsAsShipped
{
    IEnumerable<ShippedChange> ICountsAsShipped.Changes =>
        Orders.Select(on => new ShippedChange(on.Order, on.OrderLine, on.QuantityUnits, on.OrderedUnits));

    IEnumerable<string> IFact.RestsOn(string stream) => [stream, .. After ?? []];

    IEnumerable<string> IFact.Steps(string stream) => [stream, Step.ReturnCancelled(Return, Cancellation)];
}

/// <param name="OrderedUnits">The order line's quantity when the return was cancelled, with what was credited of it.</param>
public sealed record ReinstatedOn(string Order, int OrderLine, long QuantityUnits, long OrderedUnits);

/// <summary>The supplier credits returned units instead of replacing them: they return to the commitment.</summary>
/// <param name="Credit">Number of the credit note.</param>
/// <param name="After">Steps that made room on the order lines later than the credit is told to be; absent where there are none.</param>
[ContractName("logistics.return-credited.v1")]
public sealed record ReturnCredited(
    string Return, string Credit, string Reason, IReadOnlyList<CreditedOn> Orders, DateTimeOffset OccurredAt, IReadOnlyList<string>? After = null)
    : IFact, ICountsAsShipped
{
    IEnumerable<string> IFact.RestsOn(string stream) => [stream, .. After ?? []];

    /// <summary>What is credited takes the place of a replacement: of the two, the one that comes second is refused.</summary>
    IEnumerable<ShippedChange> ICountsAsShipped.Changes =>
        Orders.Select(on => new ShippedChange(on.Order, on.OrderLine, on.QuantityUnits, on.OrderedUnits));

    IEnumerable<string> IFact.Steps(string stream) => [stream, Step.Credit(Return, Credit)];
}

/// <param name="OrderedUnits">The order line's quantity when it was credited, with what was credited of it before.</param>
public sealed record CreditedOn(string Order, int OrderLine, long QuantityUnits, long OrderedUnits);

public enum ReturnState
{
    Requested,
    Authorised,
    Refused,
    Withdrawn,

    /// <summary>Units were handed over, and are on their way or have come to their supplier.</summary>
    Sent,
}

/// <summary>A numbered return of units. Its number is used once.</summary>
public sealed class UnitReturn
{
    public string Id { get; set; } = "";

    public string Number { get; set; } = "";

    public ReturnState State { get; set; }

    /// <summary>What the customer asked for; null where the units were sent without asking.</summary>
    public ReturnRequested? Request { get; set; }

    /// <summary>Party that asked.</summary>
    public string? RequestedBy { get; set; }

    /// <summary>The supplier's last answer, where it authorised.</summary>
    public ReturnAuthorised? Authorisation { get; set; }

    /// <summary>The supplier's last reason to refuse.</summary>
    public string? Refusal { get; set; }

    /// <summary>The supplier's numbers of its authorisations.</summary>
    public HashSet<string> Rmas { get; set; } = [];

    /// <summary>What was returned of each order line and has not been credited.</summary>
    public List<ReturnedFrom> Open { get; set; } = [];

    /// <summary>False for a return of an earlier build, which lowered no order line.</summary>
    public bool LoweredOrders { get; set; }

    public HashSet<string> Credits { get; set; } = [];

    public string Product { get; set; } = "";

    /// <summary>Site to which the units were sent.</summary>
    public string To { get; set; } = "";

    /// <summary>What was sent back and not cancelled since.</summary>
    public List<Movement> Sent { get; set; } = [];

    /// <summary>What was sent back, cancelled since or not: whose it is does not change.</summary>
    public List<Movement> SentAtFirst { get; set; } = [];

    /// <summary>Party that sent it back; null where that was not noted.</summary>
    public string? SentBy { get; set; }

    public HashSet<string> Cancellations { get; set; } = [];

    /// <summary>Numbers of the supplier's receipts.</summary>
    public HashSet<string> Receipts { get; set; } = [];

    public HashSet<string> WriteOffs { get; set; } = [];

    public bool IsSent => State == ReturnState.Sent;

    /// <summary>
    /// The units with the agreement line that they counted toward: what becomes of them on the way is entered there, so that whoever gets them back finds it.
    /// </summary>
    internal IReadOnlyList<UnitAt> OnTheirLines(IEnumerable<UnitAt> units)
    {
        var lines = Sent.SelectMany(sent => sent.Serials.Select(serial => (serial, sent.Line)))
            .ToDictionary(sent => sent.serial, sent => sent.Line, StringComparer.Ordinal);
        return [.. units.Select(unit => unit with { Line = lines.GetValueOrDefault(unit.Serial) })];
    }

    /// <summary>Units that were sent and not cancelled since.</summary>
    public IEnumerable<string> Serials => Sent.SelectMany(sent => sent.Serials);

    public static string Key(string number) => $"return/{number}";

    public void Apply(IEvent<ReturnRequested> recorded)
    {
        var e = recorded.Data;
        (Id, Number, State, Product) = (Key(e.Return), e.Return, ReturnState.Requested, e.Product);
        (Request, RequestedBy) = (e, Recorder.Of(recorded));
    }

    public void Apply(ReturnAuthorised e)
    {
        Rmas.Add(e.Rma);
        (State, Authorisation) = (ReturnState.Authorised, e);
    }

    public void Apply(ReturnRefused e) => (State, Refusal) = (ReturnState.Refused, e.Reason);

    public void Apply(ReturnWithdrawn e)
    {
        Cancellations.Add(e.Cancellation);
        State = ReturnState.Withdrawn;
    }

    public void Apply(IEvent<UnitsReturned> recorded)
    {
        var e = recorded.Data;
        (Id, Number, State, To) = (Key(e.Return), e.Return, ReturnState.Sent, e.To);
        (Open, LoweredOrders) = ([.. e.Orders ?? []], e.Orders is not null);
        (Product, SentBy) = (e.Movements.FirstOrDefault()?.Product ?? "", Recorder.Of(recorded));
        (Sent, SentAtFirst) = ([.. e.Movements], [.. e.Movements]);
    }

    public void Apply(ReturnReceived e) => Receipts.Add(e.Receipt);

    public void Apply(ReturnWrittenOff e) => WriteOffs.Add(e.WriteOff);

    public void Apply(ReturnCancelled e)
    {
        Cancellations.Add(e.Cancellation);
        var back = e.Movements.SelectMany(movement => movement.Serials).ToHashSet(StringComparer.Ordinal);
        Sent = [.. Sent.Select(sent => sent with { Serials = [.. sent.Serials.Where(serial => !back.Contains(serial))] })
            .Where(sent => sent.QuantityUnits > 0)];
        Lower(e.Orders.Select(on => (on.Order, on.OrderLine, on.QuantityUnits)));
    }

    public void Apply(ReturnCredited e)
    {
        Credits.Add(e.Credit);
        Lower(e.Orders.Select(on => (on.Order, on.OrderLine, on.QuantityUnits)));
    }

    private void Lower(IEnumerable<(string Order, int OrderLine, long QuantityUnits)> lines)
    {
        var settled = lines.ToLookup(on => (on.Order, on.OrderLine), on => on.QuantityUnits);
        Open = [.. Open.Select(open => open with { QuantityUnits = open.QuantityUnits - settled[(open.Order, open.OrderLine)].Sum() })
            .Where(open => open.QuantityUnits > 0)];
    }
}
