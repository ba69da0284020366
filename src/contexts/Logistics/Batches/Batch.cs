using JasperFx.Events;

namespace Ledger.Logistics.Batches;

/// <summary>Serialised units were registered as a batch, new ones or returned ones; they are in the inventory of a factory or warehouse.</summary>
[ContractName("logistics.batch-registered.v1")]
[Moves("origin", "site/inventory")]
[Moves("site/returned", "site/inventory")]
public sealed record BatchRegistered(string Batch, string Product, string Site, IReadOnlyList<Movement> Movements, DateTimeOffset OccurredAt) : IMovesUnits;

/// <summary>The batch was shipped under one despatch advice (X12 856).</summary>
/// <param name="Shipment">The number of this shipment: 1 for the first, higher after a void.</param>
/// <param name="OrderedUnits">The order line's quantity when the batch was shipped, with what was credited of it.</param>
[ContractName("logistics.batch-shipped.v1")]
[Moves("site/inventory", "transit/inTransit")]
public sealed record BatchShipped(
    string Batch, int Shipment, string Order, int OrderLine, long OrderedUnits, string From, string To, string Carrier, string DespatchAdvice,
    DateOnly? ExpectedArrival,
    IReadOnlyList<Movement> Movements, DateTimeOffset OccurredAt) : IMovesUnits
{
    IEnumerable<string> IFact.RestsOn(string stream) => [stream, Step.Order(Order)];

    IEnumerable<string> IFact.Steps(string stream) => [stream, Step.Shipment(Batch, Shipment)];
}

/// <summary>The shipment did not take place; the units are back where they were.</summary>
[ContractName("logistics.shipment-voided.v1")]
[Moves("transit/inTransit", "site/inventory")]
[Moves("transit/missing", "site/inventory")]
public sealed record ShipmentVoided(
    string Batch, int Shipment, string Order, int OrderLine, string Reason, IReadOnlyList<Movement> Movements, DateTimeOffset OccurredAt) : IMovesUnits
{
    IEnumerable<string> IFact.Steps(string stream) => [stream, Step.Void(Batch, Shipment)];
}

/// <summary>What arrived, unit by unit (X12 861), and how it differs from what was advised.</summary>
/// <param name="AdvisedUnitsSeen">The batch's units that this receipt records as arrived.</param>
/// <param name="IsFinal">Nothing more is expected: what was advised and not seen is missing.</param>
/// <param name="Discrepancies">Empty when everything is as advised.</param>
[ContractName("logistics.batch-received.v1")]
[Moves("site/inventory", "site/quarantined")]
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

/// <summary>Units that receipts had recorded as arrived did not arrive: they are on their way or, where a receipt was final, missing.</summary>
[ContractName("logistics.receipt-corrected.v1")]
[Moves("site/received", "transit/inTransit")]
[Moves("site/received", "transit/missing")]
public sealed record ReceiptCorrected(string Batch, string Correction, string Reason, IReadOnlyList<Movement> Movements, DateTimeOffset OccurredAt)
    : IMovesUnits
{
    IEnumerable<string> IFact.Steps(string stream) => [Step.ReceiptCorrection(Batch, Correction)];
}

/// <param name="Kind"><c>missing</c>, <c>damaged</c>, <c>notAdvised</c>, or <c>writtenOff</c> for a unit that turned up after it was given up.</param>
public sealed record Discrepancy(string Kind, IReadOnlyList<string> Serials)
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

    public void Apply(ReceiptCorrected e)
    {
        Corrections.Add(e.Correction);
        foreach (var movement in e.Movements)
        {
            (movement.To == Account.MissingFrom(e.Batch) ? Missing : Outstanding).UnionWith(movement.Serials);
            Arrived.ExceptWith(movement.Serials);
        }

        State = Outstanding.Count == 0 ? State : BatchState.PartlyReceived;
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

    private void ForgetArrivals()
    {
        Arrived.Clear();
        CameOtherwise = false;
    }
}

/// <param name="Line">Agreement line that the shipment counts toward.</param>
public sealed record Shipment(string Order, int OrderLine, string Line, string To, string Carrier);
