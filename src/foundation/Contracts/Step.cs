namespace Ledger.Contracts;

/// <summary>
/// Names of steps that facts rest on. A stream's own step is its key: what was told last about the document. Other steps are named within their stream, because
/// what follows rests on them alone: a receipt rests on its shipment, whatever was told about other batches of the order in between.
/// </summary>
public static class Step
{
    public static string Agreement(string agreement) => $"agreement/{agreement}";

    public static string Order(string order) => $"order/{order}";

    public static string Return(string number) => $"return/{number}";

    /// <summary>That returned units were credited.</summary>
    public static string Credit(string number, string credit) => $"{Return(number)}#credit-{credit}";

    /// <summary>That units were returned, whatever became of them.</summary>
    public static string Returned(string number) => $"{Return(number)}#returned";

    /// <summary>That a return, or a part of it, was cancelled.</summary>
    public static string ReturnCancelled(string number, string cancellation) => $"{Return(number)}#cancelled-{cancellation}";

    public static string Batch(string batch) => $"batch/{batch}";

    /// <summary>What was told last about a milestone.</summary>
    public static string Milestone(string agreement, string milestone) => $"{agreement}#milestone-{milestone}";

    /// <summary>What was told last about a proposal to change an agreement.</summary>
    public static string Proposal(string agreement, int proposal) => $"{agreement}#proposal-{proposal}";

    /// <summary>What an order asked the commitment for, or gave back to it.</summary>
    /// <param name="draw">0 for the order itself, else the ordinal of the change to it.</param>
    public static string Draw(string order, int draw) => $"{Order(order)}#draw-{draw}";

    /// <summary>Deliveries on a line of an order.</summary>
    /// <param name="order">Key of the order's stream.</param>
    public static string Deliveries(string order, int line) => $"{order}#deliveries-{line}";

    /// <summary>All deliveries on an order.</summary>
    /// <param name="order">Key of the order's stream.</param>
    public static string Deliveries(string order) => $"{order}#deliveries";

    public static string Shipment(string batch, int shipment) => $"{Batch(batch)}#shipment-{shipment}";

    public static string Void(string batch, int shipment) => $"{Batch(batch)}#void-{shipment}";

    public static string WriteOff(string batch, string writeOff) => $"{Batch(batch)}#write-off-{writeOff}";

    public static string TakeBack(string batch, string takeBack) => $"{Batch(batch)}#take-back-{takeBack}";

    public static string ReceiptCorrection(string batch, string correction) => $"{Batch(batch)}#correction-{correction}";

    /// <summary>That units which came with the batch and were not advised were attributed to an order line.</summary>
    public static string Attribution(string batch, string attribution) => $"{Batch(batch)}#attribution-{attribution}";

    public static string Receipt(string batch, string receipt) => $"{Batch(batch)}#receipt-{receipt}";
}
