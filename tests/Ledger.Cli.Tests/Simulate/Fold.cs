using Ledger.Client;
using Ledger.Client.Contracts;

namespace Ledger.Cli.Tests.Simulate;

/// <summary>Plays commands by the movements that the interface documents, on plain dictionaries: where is each unit, and what is refused?</summary>
/// <remarks>It is written apart from the simulation on purpose: it knows accounts, the simulation knows stories.</remarks>
internal sealed class Fold
{
    private readonly Dictionary<(string Product, string Serial), string> _at = [];
    private readonly Dictionary<string, RegisterBatch> _batches = [];
    private readonly Dictionary<string, ShipBatch> _shipped = [];
    private readonly Dictionary<(string Order, int Line), long> _outstanding = [];
    private readonly Dictionary<(string Product, string Serial), (string Order, int Line)> _lines = [];
    private readonly FoldRacks _racks;
    private readonly FoldClaims _claims;

    public Fold() => (_racks, _claims) = (new FoldRacks(this), new FoldClaims(this));

    /// <summary>Commands that a ledger would refuse, with the reason.</summary>
    public List<(ICommand Command, string Reason)> Refused { get; } = [];

    public IReadOnlyDictionary<(string Product, string Serial), string> Units => _at;

    public FoldRacks Racks => _racks;

    /// <summary>Units that can still be shipped, by order line.</summary>
    public IReadOnlyDictionary<(string Order, int Line), long> Outstanding => _outstanding;

    public Fold Play(IEnumerable<ICommand> commands)
    {
        foreach (var command in commands)
        {
            if (Apply(command) is { } reason) Refused.Add((command, reason));
        }

        return this;
    }

    /// <summary>Moves all of the units or none; says who is not where it should be.</summary>
    public string? Move(string product, IReadOnlyList<string> serials, string to, params string[] from)
    {
        if (serials.Distinct().Count() != serials.Count) return "a serial is there twice";
        if (serials.FirstOrDefault(serial => !from.Contains(At(product, serial))) is { } absent) return $"{product} {absent} is at {At(product, absent)}";
        foreach (var serial in serials) _at[(product, serial)] = to;
        return null;
    }

    public string At(string product, string serial) => _at.GetValueOrDefault((product, serial), "origin");

    public (string Product, ShipBatch Ship) Shipment(string batch) => (_batches[batch].Product, _shipped[batch]);

    /// <summary>Units count as shipped on a line: the one that they had counted on, unless another is named.</summary>
    public string? Count(string product, IReadOnlyList<string> serials, (string Order, int Line)? line = null)
    {
        foreach (var serial in serials) _outstanding[_lines[(product, serial)] = line ?? _lines[(product, serial)]]--;
        return null;
    }

    public string? Uncount(string product, IReadOnlyList<string> serials)
    {
        foreach (var serial in serials) _outstanding[_lines[(product, serial)]]++;
        return null;
    }

    private string? Apply(ICommand command) => command switch
    {
        PlaceOrder order => Place(order),
        ChangeOrder change => Change(change),
        CancelOrderLine cancel => Cancel(cancel),
        RegisterBatch batch =>
            _batches.TryAdd(batch.Batch, batch)
                ? Move(batch.Product, batch.Serials, $"site:{batch.Site}/inventory", "origin", $"site:{batch.Site}/returned") : "registered twice",
        ShipBatch ship => Ship(ship),
        VoidShipment undo => Void(undo),
        ReceiveBatch receive => Receive(receive),
        RejectUnits u => Move(u.Product, u.Serials, $"site:{u.Site}/quarantined", $"site:{u.Site}/received", $"site:{u.Site}/accepted"),
        _ => _claims.Apply(command) ?? _racks.Apply(command),
    };

    private string? Place(PlaceOrder order)
    {
        if (order.Order.EndsWith("TOO-MUCH", StringComparison.Ordinal)) return "beyond the commitment";
        foreach (var line in order.Lines) _outstanding.Add((order.Order, line.Line), line.Quantity);
        return null;
    }

    private string? Change(ChangeOrder change)
    {
        // The one change of the deal comes before anything is shipped of the line.
        foreach (var line in change.Lines) _outstanding[(change.Order, line.Line)] = line.Quantity ?? _outstanding[(change.Order, line.Line)];
        return null;
    }

    private string? Cancel(CancelOrderLine cancel) => _outstanding.Remove((cancel.Order, cancel.Line)) ? null : "no such line";

    private string? Ship(ShipBatch ship)
    {
        var batch = _batches[ship.Batch];
        if (_outstanding.GetValueOrDefault((ship.Order, ship.OrderLine)) < batch.Serials.Count && !_shipped.ContainsKey(ship.Batch)) return "over-shipment";
        if (Move(batch.Product, batch.Serials, Transit(ship.Batch), $"site:{batch.Site}/inventory") is { } absent) return absent;
        _shipped[ship.Batch] = ship;
        return Count(batch.Product, batch.Serials, (ship.Order, ship.OrderLine));
    }

    private string? Void(VoidShipment undo)
    {
        var (batch, ship) = (_batches[undo.Batch], _shipped[undo.Batch]);
        _shipped.Remove(undo.Batch);
        return Move(batch.Product, batch.Serials, $"site:{batch.Site}/inventory", Transit(undo.Batch)) ?? Uncount(batch.Product, batch.Serials);
    }

    private string? Receive(ReceiveBatch receive)
    {
        if (!_shipped.TryGetValue(receive.Batch, out var ship)) return "not shipped";
        var batch = _batches[receive.Batch];
        var (transit, missing) = (Transit(receive.Batch), $"transit:{receive.Batch}/missing");
        string[] pending = [.. batch.Serials.Where(serial => At(batch.Product, serial) == transit)];
        var seen = (receive.Serials ?? pending).Except(receive.Damaged ?? []).ToArray();
        string[] advised = [.. seen.Intersect(batch.Serials)];
        string[] strays = [.. seen.Except(batch.Serials).Where(serial => At(batch.Product, serial) != "origin")];

        return Move(batch.Product, advised, $"site:{ship.To}/received", transit, missing)
            ?? Move(batch.Product, receive.Damaged ?? [], $"site:{ship.To}/quarantined", transit)
            ?? Move(batch.Product, strays, $"site:{ship.To}/quarantined", [.. strays.Select(stray => At(batch.Product, stray)).Where(IsUnderWay)])
            ?? (receive.Final ?? true ? Move(batch.Product, [.. pending.Except(seen).Except(receive.Damaged ?? [])], missing, transit) : null);
    }

    private static bool IsUnderWay(string account) =>
        account.EndsWith("/inTransit", StringComparison.Ordinal) || account.EndsWith("/inventory", StringComparison.Ordinal);

    private static string Transit(string batch) => $"transit:{batch}/inTransit";
}
