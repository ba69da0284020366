using System.Text.Json.Serialization;

namespace Ledger.Ordering.Orders;

public enum OrderState
{
    Placed,
    Confirmed,
    Refused,
    Closed,
}

/// <summary>A purchase order: a call-off against an agreement's commitment, with its delivery status.</summary>
public sealed class Order : IShowsDeclarations
{
    [JsonIgnore]
    public string Id { get; set; } = "";

    [JsonPropertyName("order")]
    public string Number { get; set; } = "";

    public string Agreement { get; set; } = "";

    public string ShipTo { get; set; } = "";

    public DateTimeOffset PlacedAt { get; set; }

    public OrderState State { get; set; }

    /// <summary>Why it was refused.</summary>
    public DrawRefusal? Refusal { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    public List<OrderLine> Lines { get; set; } = [];

    public List<string> Acknowledgements { get; set; } = [];

    public List<ChangeNote> Changes { get; set; } = [];

    public IReadOnlyList<DeclarationNote>? Declarations { get; set; }

    /// <summary>Ordinal of the last draw or release; the order itself was drawn under 0.</summary>
    [JsonIgnore]
    public int LastDraw { get; set; }

    /// <summary>The pending change, which waits for its draw.</summary>
    [JsonIgnore]
    public ChangeRequested? Pending { get; set; }

    /// <summary>Keys of the delivery messages that are already counted.</summary>
    [JsonIgnore]
    public HashSet<string> CountedDeliveries { get; set; } = [];

    /// <summary>
    /// Units of a batch that came with others: told of when they came, and told of by the batch's own final receipt. The same units are in both.
    /// </summary>
    [JsonIgnore]
    public Dictionary<string, (long Astray, long Otherwise)> CameOtherwise { get; set; } = [];

    [JsonIgnore]
    public int NextDraw => LastDraw + 1;

    public static string KeyOf(string order) => $"order/{order}";

    public OrderLine? Line(int line) => Lines.Find(l => l.Line == line);

    public void Apply(OrderPlaced e)
    {
        (Number, Agreement, ShipTo, PlacedAt) = (e.Order, e.Agreement, e.ShipTo, e.OccurredAt);
        Lines =
        [
            .. e.Lines.Select(l => new OrderLine
            {
                Line = l.Line,
                AgreementLine = l.AgreementLine,
                Product = l.Product,
                Quantity = l.Quantity,
                RequestedDelivery = l.RequestedDelivery,
                OutsideWindow = e.OutsideWindow?.Contains(l.Line) is true ? true : null,
            }),
        ];
    }

    public void Apply(OrderConfirmed _)
    {
        State = OrderState.Confirmed;
        Lines.ForEach(l => l.State = LineState.Confirmed);
    }

    public void Apply(OrderRefused e)
    {
        (State, Refusal) = (OrderState.Refused, new DrawRefusal(e.Code, e.Detail));
        Lines.ForEach(l => l.State = LineState.Refused);
    }

    public void Apply(OrderAcknowledged e)
    {
        Acknowledgements.Add(e.Acknowledgement);
        LastDraw = e.Draw ?? LastDraw;
        foreach (var line in e.Lines)
        {
            Line(line.Line)!.Acknowledge(line);
        }
    }

    public void Apply(ChangeRequested e)
    {
        (Pending, LastDraw) = (e, e.Draw);
        Changes.Add(new ChangeNote { Change = e.Change });
    }

    public void Apply(OrderChanged e)
    {
        Decided(e.Change).State = ChangeState.Applied;
        LastDraw = e.Draw ?? LastDraw;
        foreach (var line in e.Lines)
        {
            Line(line.Line)!.Change(line, e.OutsideWindow?.Contains(line.Line) is true);
        }
    }

    public void Apply(ChangeRefused e)
    {
        var change = Decided(e.Change);
        (change.State, change.Refusal) = (ChangeState.Refused, new DrawRefusal(e.Code, e.Detail));
    }

    public void Apply(OrderLineCancelled e)
    {
        LastDraw = e.Draw;
        Line(e.Line)!.Cancel(e.Reason, e.ReleasedUnits);
    }

    public void Apply(CancelledUnitsReleased e)
    {
        LastDraw = e.Draw;
        Line(e.Line)!.Release(e.ReleasedUnits);
    }

    /// <summary>A shipment whose void arrived first never counted.</summary>
    public void Apply(LineShipped e)
    {
        CountedDeliveries.Add(DeliveryKey.Shipped(e.Batch, e.Shipment));
        Line(e.Line)!.Shipped += CountedDeliveries.Contains(DeliveryKey.Voided(e.Batch, e.Shipment)) ? 0 : e.QuantityUnits;
    }

    public void Apply(LineShipmentVoided e)
    {
        CountedDeliveries.Add(DeliveryKey.Voided(e.Batch, e.Shipment));
        Line(e.Line)!.Missing -= e.MissingUnits ?? 0;
        Line(e.Line)!.Shipped -= CountedDeliveries.Contains(DeliveryKey.Shipped(e.Batch, e.Shipment)) ? e.QuantityUnits : 0;
    }

    public void Apply(LineReceived e)
    {
        CountedDeliveries.Add(e.IsAstray ? DeliveryKey.Astray(e.Batch, e.Receipt) : DeliveryKey.Received(e.Batch, e.Receipt));
        var (astray, otherwise) = CameOtherwise.GetValueOrDefault(e.Batch);
        CameOtherwise[e.Batch] = (astray + (e.IsAstray ? e.QuantityUnits : 0), otherwise + (e.CameOtherwise ?? 0));
        var (line, found) = (Line(e.Line)!, e.FoundUnits ?? 0);
        (line.Received, line.Missing, line.Found) = (line.Received + e.QuantityUnits, line.Missing - found, line.Found + found);
    }

    public void Apply(LineWrittenOff e)
    {
        CountedDeliveries.Add(DeliveryKey.WrittenOff(e.Batch, e.WriteOff));
        var (line, units) = (Line(e.Line)!, e.QuantityUnits);
        (line.Shipped, line.Missing, line.WrittenOff) = (line.Shipped - units, line.Missing - units, line.WrittenOff + units);
    }

    public void Apply(LineTakenBack e)
    {
        CountedDeliveries.Add(DeliveryKey.TakenBack(e.Batch, e.TakeBack));
        var line = Line(e.Line)!;
        (line.Shipped, line.Missing) = (line.Shipped - e.QuantityUnits, line.Missing - e.MissingUnits);
    }

    public void Apply(LineDiscrepancyNoted e)
    {
        CountedDeliveries.Add(DeliveryKey.Discrepancy(e.Batch, e.Receipt));
        var line = Line(e.Line)!;
        (line.Missing, line.Damaged, line.NotAdvised) = (line.Missing + e.MissingUnits, line.Damaged + e.DamagedUnits, line.NotAdvised + e.NotAdvisedUnits);
    }

    public void Apply(LineAttributed e)
    {
        CountedDeliveries.Add(DeliveryKey.Attributed(e.Batch, e.Attribution));
        var line = Line(e.Line)!;
        (line.Shipped, line.Received) = (line.Shipped + e.QuantityUnits, line.Received + e.QuantityUnits);
    }

    public void Apply(LineReceiptCorrected e)
    {
        CountedDeliveries.Add(DeliveryKey.Corrected(e.Batch, e.Correction));
        var line = Line(e.Line)!;
        (line.Received, line.Missing) = (line.Received - e.QuantityUnits, line.Missing + e.MissingUnits);
    }

    public void Apply(LineReturned e)
    {
        CountedDeliveries.Add(DeliveryKey.Returned(e.Return, e.Line));
        var (line, units) = (Line(e.Line)!, e.QuantityUnits);
        (line.Shipped, line.Received, line.Returned) = (line.Shipped - units, line.Received - units, line.Returned + units);
    }

    public void Apply(LineReturnCancelled e)
    {
        CountedDeliveries.Add(DeliveryKey.ReturnCancelled(e.Return, e.Cancellation, e.Line));
        var (line, units) = (Line(e.Line)!, e.QuantityUnits);
        (line.Shipped, line.Received, line.Returned) = (line.Shipped + units, line.Received + units, line.Returned - units);
    }

    public void Apply(LineCredited e)
    {
        CountedDeliveries.Add(DeliveryKey.Credited(e.Return, e.Credit, e.Line));
        LastDraw = e.Draw ?? LastDraw;
        Line(e.Line)!.Credited += e.QuantityUnits;
        Line(e.Line)!.Release(e.ReleasedUnits);
    }

    public void Apply(OrderReopened _) => (State, ClosedAt) = (OrderState.Confirmed, null);

    public void Apply(OrderClosed e) => (State, ClosedAt) = (OrderState.Closed, e.OccurredAt);

    private ChangeNote Decided(string change)
    {
        Pending = null;
        var note = Changes.Find(c => c.Change == change);
        if (note is null)
        {
            Changes.Add(note = new ChangeNote { Change = change });
        }

        return note;
    }
}

/// <summary>Why the commitment was not drawn.</summary>
public sealed record DrawRefusal(string Code, string Detail);

public enum ChangeState
{
    Pending,
    Applied,
    Refused,
}

public sealed class ChangeNote
{
    public string Change { get; set; } = "";

    public ChangeState State { get; set; }

    public DrawRefusal? Refusal { get; set; }
}
