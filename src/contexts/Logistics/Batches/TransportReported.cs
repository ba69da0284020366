namespace Ledger.Logistics.Batches;

/// <summary>
/// The carrier reported the batch's transport status (X12 214, UN/EDIFACT IFTSTA). A report moves no units; only a receipt says that a batch has arrived.
/// </summary>
/// <param name="Shipment">The shipment of the batch that is reported on.</param>
/// <param name="Report">The carrier's own number of the report.</param>
/// <param name="Place">Where: a site of the book by its code, or any other place by its name.</param>
/// <param name="EstimatedArrival">When the carrier now expects to deliver.</param>
[ContractName("logistics.transport-reported.v1")]
public sealed record TransportReported(
    string Batch, int Shipment, string Report, TransportStatus Status, string? Place, string? Note, DateTimeOffset? EstimatedArrival, DateTimeOffset OccurredAt)
        : IFact
{
    IEnumerable<string> IFact.RestsOn(string stream) => [Step.Shipment(Batch, Shipment)];

    IEnumerable<string> IFact.Steps(string stream) => [];
}

/// <summary>
/// What carriers report, reduced to what a customer acts on. The names follow the shipment status codes of ASC X12 (transaction set 214, segment AT7, data
/// element 1650), which are given with each; UN/EDIFACT IFTSTA reports the same steps by the codes of UN/CEFACT Recommendation 24.
/// </summary>
public enum TransportStatus
{
    /// <summary>The carrier left the pick-up location with the shipment (X12: AF).</summary>
    PickedUp,

    /// <summary>It left a terminal on the way (X12: P1).</summary>
    Departed,

    /// <summary>It arrived at a terminal on the way, or at the place of delivery (X12: X4, X1).</summary>
    Arrived,

    /// <summary>It was unloaded at the place of delivery (X12: D1).</summary>
    Delivered,

    /// <summary>It will arrive later than planned (X12: SD).</summary>
    Delayed,

    /// <summary>Something else went wrong, described in the note: damage, a refusal, a hold (X12: A9, A7 and others).</summary>
    Exception,
}
