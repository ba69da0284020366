using Marten;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Ledger.Logistics.Batches;

/// <summary>A batch for reading: counts instead of serials, every receipt with its discrepancies, and its transport reports.</summary>
public sealed class BatchView : IShowsDeclarations
{
    /// <summary>How many of the latest reports are shown. The event feed has all of them.</summary>
    public const int TransportShownMax = 20;

    /// <summary>Stream key.</summary>
    public string Id { get; set; } = "";

    public string Batch { get; set; } = "";

    public string Product { get; set; } = "";

    public string Site { get; set; } = "";

    public BatchState State { get; set; }

    public long QuantityUnits { get; set; }

    public long OutstandingUnits { get; set; }

    public List<ShipmentView> Shipments { get; set; } = [];

    public List<ReceiptView> Receipts { get; set; } = [];

    /// <summary>What became of units that never arrived.</summary>
    public List<LossView> Losses { get; set; } = [];

    /// <summary>What was taken back of what receipts say; absent when nothing was.</summary>
    public List<CorrectionView>? Corrections { get; set; }

    /// <summary>Order lines to which units that came unadvised were attributed; absent when none was.</summary>
    public List<AttributionView>? Attributions { get; set; }

    /// <summary>The carriers' last reports, in the order in which they were recorded.</summary>
    public List<TransportView> Transport { get; set; } = [];

    public IReadOnlyList<DeclarationNote>? Declarations { get; set; }

    public void Apply(BatchRegistered e)
    {
        (Id, Batch, Product, Site) = (Logistics.Batches.Batch.Key(e.Batch), e.Batch, e.Product, e.Site);
        QuantityUnits = e.Movements.Sum(m => (long)m.QuantityUnits);
    }

    public void Apply(BatchShipped e)
    {
        (State, OutstandingUnits) = (BatchState.Shipped, e.Movements.Sum(m => (long)m.QuantityUnits));
        Shipments.Add(new(e.Shipment, e.Order, e.OrderLine, e.From, e.To, e.Carrier, e.DespatchAdvice, e.ExpectedArrival, e.OccurredAt));
    }

    public void Apply(ShipmentVoided e)
    {
        (State, OutstandingUnits) = (BatchState.Registered, 0);
        // As of an effective time the shipment itself may be left out.
        var voided = Shipments.FindLastIndex(s => s.Shipment == e.Shipment);
        if (voided >= 0)
        {
            Shipments[voided] = Shipments[voided] with { Voided = e.Reason };
        }
    }

    public void Apply(TransportReported e)
    {
        Transport.Add(new(e.Shipment, e.Report, e.Status, e.Place, e.Note, e.EstimatedArrival, e.OccurredAt));
        if (Transport.Count > TransportShownMax)
        {
            Transport.RemoveAt(0);
        }
    }

    public void Apply(UnitsWrittenOff e) => Losses.Add(
        new(e.WriteOff, LossOutcome.WrittenOff, e.Movements.Sum(m => (long)m.QuantityUnits), e.Reason, e.OccurredAt, e.By, e.Liable, e.Claim));

    public void Apply(UnitsTakenBack e)
    {
        Losses.Add(new(e.TakeBack, LossOutcome.TakenBack, e.Movements.Sum(m => (long)m.QuantityUnits), e.Reason, e.OccurredAt, To: e.To));
        OutstandingUnits = Math.Max(0, OutstandingUnits - e.Movements.Where(m => m.From == Account.InTransit(e.Batch)).Sum(m => (long)m.QuantityUnits));
        State = State == BatchState.Registered || OutstandingUnits > 0 ? State : BatchState.Received;
    }

    public void Apply(UnitsAttributed e) => (Attributions ??= []).Add(
        new(e.Attribution, e.Order, e.OrderLine, e.Movements.Sum(m => (long)m.QuantityUnits), e.OccurredAt));

    public void Apply(ReceiptCorrected e)
    {
        (Corrections ??= []).Add(new(e.Correction, e.QuantityUnits, e.Reason, e.OccurredAt));
        if (e.Movements.Where(m => m.To == Account.InTransit(e.Batch)).Sum(m => (long)m.QuantityUnits) is > 0 and var expected)
        {
            (OutstandingUnits, State) = (OutstandingUnits + expected - (e.CameOtherwise ?? 0), BatchState.PartlyReceived);
        }
    }

    public void Apply(BatchReceived e)
    {
        OutstandingUnits = e.IsFinal ? 0
            : Math.Max(0, OutstandingUnits - e.Movements.Where(m => m.From == Account.InTransit(e.Batch)).Sum(m => m.QuantityUnits));
        State = OutstandingUnits == 0 ? BatchState.Received : BatchState.PartlyReceived;
        Receipts.Add(new(e.Receipt, e.Site, e.IsFinal, e.AdvisedUnitsSeen, e.Discrepancies, e.OccurredAt));
    }
}

/// <param name="Voided">Why the shipment was voided, if it was.</param>
public sealed record ShipmentView(
    int Shipment, string Order, int OrderLine, string From, string To, string Carrier, string DespatchAdvice, DateOnly? ExpectedArrival,
    DateTimeOffset OccurredAt, string? Voided = null);

public sealed record TransportView(
    int Shipment, string Report, TransportStatus Status, string? Place, string? Note, DateTimeOffset? EstimatedArrival, DateTimeOffset OccurredAt);

public sealed record ReceiptView(
    string Receipt, string Site, bool IsFinal, long ReceivedUnits, IReadOnlyList<Discrepancy> Discrepancies, DateTimeOffset OccurredAt);

/// <param name="Correction">Number of the document.</param>
/// <param name="QuantityUnits">Units that did not arrive.</param>
public sealed record CorrectionView(string Correction, long QuantityUnits, string Reason, DateTimeOffset OccurredAt);

/// <param name="Attribution">Number of the document.</param>
public sealed record AttributionView(string Attribution, string Order, int OrderLine, long QuantityUnits, DateTimeOffset OccurredAt);

public enum LossOutcome
{
    WrittenOff,
    TakenBack,
}

/// <param name="Document">Number of the write-off or take-back.</param>
/// <param name="By">Party that gave the units up.</param>
/// <param name="Liable">Party that answers for the loss.</param>
/// <param name="Claim">Reference of the claim against it.</param>
/// <param name="To">Site where units that were taken back are.</param>
public sealed record LossView(
    string Document, LossOutcome Outcome, long QuantityUnits, string Reason, DateTimeOffset OccurredAt, string? By = null, string? Liable = null,
    string? Claim = null, string? To = null);

public static class BatchReads
{
    /// <summary>Lists the book's batches.</summary>
    [WolverineGet("/books/{book}/batches", OperationId = "ListBatches")]
    [Allows(RoleSets.Everyone)]
    [Answers<Page<BatchView>>]
    public static Task<IResult> List(HttpRequest request, IQuerySession session, CancellationToken ct) =>
        session.PageAsync<BatchView>(request, view => view.Id, ct);

    /// <summary>Returns a batch: its shipments, the carriers' latest reports, and every receipt with its discrepancies.</summary>
    [WolverineGet("/books/{book}/batches/{batch}", OperationId = "ReadBatch")]
    [Allows(RoleSets.Everyone)]
    [Answers<BatchView>(TakesForm = true, From = ReadFrom.Stream)]
    public static Task<IResult> Get(string batch, HttpContext context, IQuerySession session, CancellationToken ct) =>
        session.StreamViewAsync<BatchView>(context, Batch.Key(batch), LogisticsProblems.UnknownBatch, ct);
}
