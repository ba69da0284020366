using JasperFx.Events;
using Ledger.Logistics.Shipments;

namespace Ledger.Logistics.Batches;

/// <summary>Serialised units were registered as a batch, new ones or returned ones; they are in the inventory of a factory or warehouse.</summary>
[ContractName("logistics.batch-registered.v1")]
[Moves("origin", "site/inventory")]
[Moves("site/returned", "site/inventory")]
public sealed record BatchRegistered(string Batch, string Product, string Site, IReadOnlyList<Movement> Movements, DateTimeOffset OccurredAt) : IMovesUnits;

/// <summary>The batch was shipped under one despatch advice (X12 856).</summary>
/// <param name="Shipment">The number of this shipment: 1 for the first, higher after a void.</param>
/// <param name="OrderedUnits">The order line's quantity when the batch was shipped, with what was credited of it.</param>
/// <param name="After">Steps that made room on the order line and are later than the shipment is told to be; absent where there are none.</param>
[ContractName("logistics.batch-shipped.v1")]
[Moves("site/inventory", "transit/inTransit")]
public sealed record BatchShipped(
    string Batch, int Shipment, string Order, int OrderLine, long OrderedUnits, string From, string To, string Carrier, string DespatchAdvice,
    DateOnly? ExpectedArrival,
    IReadOnlyList<Movement> Movements, DateTimeOffset OccurredAt, IReadOnlyList<string>? After = null) : IMovesUnits, ICountsAsShipped
{
    IEnumerable<ShippedChange> ICountsAsShipped.Changes => [new(Order, OrderLine, Movements.Sum(movement => (long)movement.QuantityUnits), OrderedUnits)];

    IEnumerable<string> IFact.RestsOn(string stream) => [stream, Step.Order(Order), .. After ?? []];

    IEnumerable<string> IFact.Steps(string stream) => [stream, Step.Shipment(Batch, Shipment)];
}

/// <summary>The shipment did not take place; the units are back where they were.</summary>
[ContractName("logistics.shipment-voided.v1")]
[Moves("transit/inTransit", "site/inventory")]
[Moves("transit/missing", "site/inventory")]
public sealed record ShipmentVoided(
    string Batch, int Shipment, string Order, int OrderLine, string Reason, IReadOnlyList<Movement> Movements, DateTimeOffset OccurredAt)
    : IMovesUnits, ICountsAsShipped
{
    IEnumerable<ShippedChange> ICountsAsShipped.Changes =>
        [new(Order, OrderLine, -Movements.Sum(movement => (long)movement.QuantityUnits), Step: Step.Void(Batch, Shipment))];

    IEnumerable<string> IFact.Steps(string stream) => [stream, Step.Void(Batch, Shipment)];
}

/// <summary>What arrived, unit by unit (X12 861), and how it differs from what was advised.</summary>
/// <param name="AdvisedUnitsSeen">The batch's units that this receipt records as arrived.</param>
/// <param name="IsFinal">Nothing more is expected: what was advised and not seen is missing.</param>
/// <param name="Discrepancies">Empty when everything is as advised.</param>
[ContractName("logistics.batch-received.v1")]
[Moves("site/inventory", "site/quarantined")]
[Moves("site/lost", "site/quarantined")]
[Moves("transit/inTransit", "site/quarantined")]
[Moves("transit/inTransit", "site/received")]
[Moves("transit/inTransit", "transit/missing")]
[Moves("transit/missing", "site/quarantined")]
[Moves("transit/missing", "site/received")]
[Moves("transit/writtenOff", "site/quarantined")]
public sealed record BatchReceived(
    string Batch, string Receipt, string Site, bool IsFinal, long AdvisedUnitsSeen, IReadOnlyList<Discrepancy> Discrepancies,
    IReadOnlyList<Movement> Movements, DateTimeOffset OccurredAt) : IMovesUnits
{
    IEnumerable<string> IFact.Steps(string stream) => [Step.Receipt(Batch, Receipt)];
}

/// <summary>
/// Units that receipts had recorded as arrived did not arrive: they are on their way or, where a receipt was final, missing. What was not advised is where it
/// was.
/// </summary>
/// <param name="CameOtherwise">
/// Those of the units that had come with another batch, so that their own still counts them as expected or missing; absent where there are none.
/// </param>
/// <param name="Unknown">Serials that a receipt had reported and the book does not know, and that were not seen either; absent where there are none.</param>
/// <param name="Receipts">Receipts that had reported those; absent with them.</param>
/// <param name="Product">Product of the units, where that is not the batch's own.</param>
[ContractName("logistics.receipt-corrected.v1")]
[Moves("site/quarantined", "site/inventory")]
[Moves("site/quarantined", "site/lost")]
[Moves("site/quarantined", "site/returned")]
[Moves("site/quarantined", "transit/inTransit")]
[Moves("site/quarantined", "transit/missing")]
[Moves("site/quarantined", "transit/writtenOff")]
[Moves("site/received", "transit/inTransit")]
[Moves("site/received", "transit/missing")]
public sealed record ReceiptCorrected(
    string Batch, string Correction, string Reason, IReadOnlyList<Movement> Movements, DateTimeOffset OccurredAt,
    long? CameOtherwise = null, IReadOnlyList<string>? Unknown = null, IReadOnlyList<string>? Receipts = null, string? Product = null) : IMovesUnits
{
    /// <summary>How many units were not seen.</summary>
    internal long QuantityUnits => Movements.Sum(movement => (long)movement.QuantityUnits) + (Unknown?.Count ?? 0);

    IEnumerable<string> IFact.RestsOn(string stream) => [stream, .. (Receipts ?? []).Select(receipt => Step.Receipt(Batch, receipt))];

    IEnumerable<string> IFact.Steps(string stream) => [Step.ReceiptCorrection(Batch, Correction)];
}

/// <param name="Kind"><c>missing</c>, <c>damaged</c>, <c>notAdvised</c>, or <c>writtenOff</c> for a unit that turned up after it was given up.</param>
/// <param name="Product">Product of the units, where that is not the batch's own.</param>
public sealed record Discrepancy(string Kind, IReadOnlyList<string> Serials, string? Product = null)
{
    public const string Missing = "missing";
    public const string Damaged = "damaged";
    public const string NotAdvised = "notAdvised";
    public const string WrittenOff = "writtenOff";
}

public enum BatchState
{
    Registered,
    Shipped,
    PartlyReceived,
    Received,
}

/// <summary>Serialised units of one product that are shipped together, as a decision sees them.</summary>
public sealed class Batch
{
    /// <summary>Stream key.</summary>
    public string Id { get; set; } = "";

    public string Number { get; set; } = "";

    public string Product { get; set; } = "";

    /// <summary>The site where the batch was registered, and to which a void returns it.</summary>
    public string Site { get; set; } = "";

    /// <summary>The party that registered it; null for batches older than this field.</summary>
    public string? Supplier { get; set; }

    public BatchState State { get; set; }

    public IReadOnlyList<string> Serials { get; set; } = [];

    public int Shipments { get; set; }

    public Shipment? Shipment { get; set; }

    /// <summary>The shipment before, of which units may have been given up.</summary>
    public Shipment? VoidedShipment { get; set; }

    /// <summary>Units of this batch that are still on their way.</summary>
    public HashSet<string> Outstanding { get; set; } = [];

    /// <summary>Units of this batch that a final receipt did not see and that have not turned up since.</summary>
    public HashSet<string> Missing { get; set; } = [];

    /// <summary>Units of the shipment that its receipts saw.</summary>
    public HashSet<string> Arrived { get; set; } = [];

    /// <summary>Units of the shipment came with another batch.</summary>
    public bool CameOtherwise { get; set; }

    /// <summary>A receipt saw units of the shipment, so it took place.</summary>
    public bool HasArrivals => Arrived.Count > 0 || CameOtherwise;

    /// <summary>A receipt of the shipment said that nothing more is expected.</summary>
    public bool HasFinalReceipt { get; set; }

    public HashSet<string> Receipts { get; set; } = [];

    /// <summary>Numbers of the documents that take back what receipts said.</summary>
    public HashSet<string> Corrections { get; set; } = [];

    public HashSet<string> WriteOffs { get; set; } = [];

    public HashSet<string> TakeBacks { get; set; } = [];

    /// <summary>Units that receipts reported and that count toward no order line: they were not advised, or had been given up.</summary>
    public List<Stray> Strays { get; set; } = [];

    /// <summary>What became of such units: order lines that they were attributed to.</summary>
    public List<Attributed> Attributed { get; set; } = [];

    /// <summary>Numbers of the carriers' reports.</summary>
    public HashSet<string> Reports { get; set; } = [];

    public static string Key(string batch) => $"batch/{batch}";

    public void Apply(IEvent<BatchRegistered> recorded)
    {
        var e = recorded.Data;
        (Number, Product, Site, State) = (e.Batch, e.Product, e.Site, BatchState.Registered);
        (Supplier, Serials) = (Recorder.Of(recorded), [.. e.Movements.SelectMany(movement => movement.Serials)]);
    }

    public void Apply(BatchShipped e)
    {
        (State, Shipments, HasFinalReceipt) = (BatchState.Shipped, e.Shipment, false);
        ForgetArrivals();
        Shipment = new(e.Order, e.OrderLine, e.Movements[0].Line!, e.To, e.Carrier);
        Outstanding = [.. e.Movements[0].Serials];
    }

    public void Apply(ShipmentVoided e)
    {
        (State, VoidedShipment, Shipment) = (BatchState.Registered, Shipment, null);
        ForgetArrivals();
        Outstanding.Clear();
        Missing.Clear();
    }

    public void Apply(TransportReported e) => Reports.Add(e.Report);

    public void Apply(UnitsWrittenOff e)
    {
        WriteOffs.Add(e.WriteOff);
        Missing.ExceptWith(e.Movements.SelectMany(movement => movement.Serials));
    }

    /// <summary>What is taken back leaves the batch: it goes out again as part of another.</summary>
    public void Apply(UnitsTakenBack e)
    {
        TakeBacks.Add(e.TakeBack);
        var taken = e.Movements.SelectMany(movement => movement.Serials).ToHashSet(StringComparer.Ordinal);
        Serials = [.. Serials.Where(serial => !taken.Contains(serial))];
        Outstanding.ExceptWith(taken);
        Missing.ExceptWith(taken);
        State = Shipment is null || Outstanding.Count > 0 ? State : BatchState.Received;
    }

    public void Apply(UnitsAttributed e)
    {
        foreach (var movement in e.Movements)
        {
            Settle(movement.Product, movement.Serials);
            Attributed.Add(new(e.Attribution, movement.Product, movement.Serials, e.Order, e.OrderLine, movement.Line!));
        }
    }

    public void Apply(ReceiptCorrected e)
    {
        Corrections.Add(e.Correction);
        foreach (var movement in e.Movements)
        {
            if (movement.To == Account.MissingFrom(e.Batch))
            {
                Missing.UnionWith(movement.Serials);
            }
            else if (movement.To == Account.InTransit(e.Batch))
            {
                Outstanding.UnionWith(movement.Serials);
                State = BatchState.PartlyReceived;
            }

            // A unit of another product may have the same serial.
            Arrived.ExceptWith(movement.Product == Product ? movement.Serials : []);
            Settle(movement.Product, movement.Serials);
        }

        Settle(e.Product ?? Product, e.Unknown ?? []);
    }

    public void Apply(BatchReceived e)
    {
        Receipts.Add(e.Receipt);
        HasFinalReceipt |= e.IsFinal;
        foreach (var movement in e.Movements)
        {
            if (movement.From == Account.InTransit(e.Batch))
            {
                Outstanding.ExceptWith(movement.Serials);
            }

            if (movement.From == Account.MissingFrom(e.Batch))
            {
                Missing.ExceptWith(movement.Serials);
            }

            if (movement.To == Account.MissingFrom(e.Batch))
            {
                Missing.UnionWith(movement.Serials);
            }
            else if (Account.PlaceOf(movement.From) == Account.PlaceOf(Account.InTransit(e.Batch)))
            {
                Arrived.UnionWith(movement.Serials);
            }
        }

        // What two receipts report is one unit.
        var strays = StraysOf(e).ToList();
        foreach (var units in strays.GroupBy(stray => stray.Product))
        {
            Settle(units.Key, [.. units.Select(stray => stray.Serial)]);
        }

        Strays.AddRange(strays);
        CameOtherwise |= e.AdvisedUnitsSeen > e.Movements.Where(IsArrival).Sum(movement => movement.QuantityUnits);

        // What is neither seen nor missing came with another batch: a final receipt leaves nothing outstanding.
        if (e.IsFinal)
        {
            Outstanding.Clear();
        }

        State = Outstanding.Count == 0 ? BatchState.Received : BatchState.PartlyReceived;

        bool IsArrival(Movement movement) => movement.From == Account.InTransit(e.Batch) && movement.To != Account.MissingFrom(e.Batch)
            || movement.From == Account.MissingFrom(e.Batch);
    }

    /// <summary>What counts toward no agreement line: a unit of another batch that was on its way counts for its own order at once.</summary>
    private IEnumerable<Stray> StraysOf(BatchReceived e)
    {
        if (!e.Discrepancies.Any(IsOfStrays))
        {
            return [];
        }

        var moved = new Dictionary<(string Product, string Serial), Movement>();
        foreach (var movement in e.Movements)
        {
            movement.Serials.ToList().ForEach(serial => moved[(movement.Product, serial)] = movement);
        }

        return e.Discrepancies.Where(IsOfStrays)
            .SelectMany(discrepancy => discrepancy.Serials.Select(serial => (Product: discrepancy.Product ?? Product, Serial: serial)))
            .Select(unit => (Unit: unit, Movement: moved.GetValueOrDefault(unit))).Where(stray => stray.Movement?.Line is null)
            .Select(stray => new Stray(stray.Unit.Product, stray.Unit.Serial, e.Receipt, e.Site, Shipment!.Line, stray.Movement?.From));

        static bool IsOfStrays(Discrepancy discrepancy) => discrepancy.Kind is Discrepancy.NotAdvised or Discrepancy.WrittenOff;
    }

    private void Settle(string product, IReadOnlyList<string> serials)
    {
        if (Strays.Count > 0)
        {
            var settled = serials.ToHashSet(StringComparer.Ordinal);
            Strays.RemoveAll(stray => stray.Product == product && settled.Contains(stray.Serial));
        }
    }

    private void ForgetArrivals()
    {
        Arrived.Clear();
        CameOtherwise = false;
    }
}

/// <param name="Line">Agreement line that the shipment counts toward.</param>
public sealed record Shipment(string Order, int OrderLine, string Line, string To, string Carrier);

/// <summary>A unit that came with the batch and counts toward no order line.</summary>
/// <param name="Receipt">Number of the receipt that reported it.</param>
/// <param name="Site">Where it came to.</param>
/// <param name="Line">Agreement line that the batch was shipped for: it says who received the unit, and from whom.</param>
/// <param name="From">Account that the ledger had it in; null when it did not know it.</param>
public sealed record Stray(string Product, string Serial, string Receipt, string Site, string Line, string? From);

/// <param name="AgreementLine">Agreement line that the units count toward since.</param>
public sealed record Attributed(string Attribution, string Product, IReadOnlyList<string> Serials, string Order, int OrderLine, string AgreementLine);
