namespace Ledger.Verification.Views;

/// <summary>
/// The steps that an event rests on, and those that it is. A stream's own step has the stream's name; others are named within it. Whatever is not named here
/// rests on the last step of its stream, and is the next.
/// </summary>
internal static class Steps
{
    public static (string[] RestsOn, string[] Is) Of(string type, string stream, Members fact)
    {
        return type switch
        {
            "agreements.party-added.v1" => ([], [stream]),
            "agreements.agreement-signed.v1" or "agreements.agreement-amended.v1" or "agreements.substitution-approved.v1"
                or "agreements.agreement-closed.v1" or "agreements.terms-erased.v1" when fact.Has("consent") =>
                ([stream, $"{stream}#proposal-{fact["consent"]}"], [stream]),
            "agreements.signing-proposed.v1" or "agreements.amendment-proposed.v1" or "agreements.substitution-proposed.v1"
                or "agreements.closing-proposed.v1" or "agreements.erasure-proposed.v1" => ([$"agreement/{fact["agreement"]}", Proposal()], [Proposal()]),
            "agreements.terms-proposed.v1" or "agreements.proposal-accepted.v1" or "agreements.proposal-rejected.v1"
                or "agreements.proposal-withdrawn.v1" or "agreements.proposal-expired.v1" => ([Proposal()], [Proposal()]),
            "agreements.commitment-drawn.v1" or "agreements.commitment-refused.v1" or "agreements.commitment-released.v1" =>
                ([$"order/{fact["order"]}#draw-{fact["change"]}"], []),
            "agreements.milestone-reached.v1" or "agreements.milestone-fell-back.v1" or "agreements.milestone-missed.v1" => ([stream], [Milestone()]),
            "agreements.milestone-confirmed.v1" or "agreements.milestone-disputed.v1" or "agreements.milestone-dispute-withdrawn.v1"
                or "agreements.milestone-waived.v1" =>
                ([stream, Milestone()], [Milestone()]),
            "logistics.batch-shipped.v1" => ([stream, $"order/{fact["order"]}", .. fact.After], [stream, $"batch/{fact["batch"]}#shipment-{fact["shipment"]}"]),
            "logistics.shipment-voided.v1" => ([stream], [stream, $"batch/{fact["batch"]}#void-{fact["shipment"]}"]),
            "logistics.batch-received.v1" => ([stream], [$"batch/{fact["batch"]}#receipt-{fact["receipt"]}"]),
            "logistics.units-returned.v1" => ([stream], [stream, $"{stream}#returned"]),
            "logistics.return-received.v1" or "logistics.return-written-off.v1" => ([stream], []),
            "logistics.return-cancelled.v1" => ([stream, .. fact.After], [stream, $"{stream}#cancelled-{fact["cancellation"]}"]),
            "logistics.return-credited.v1" => ([stream, .. fact.After], [stream, $"{stream}#credit-{fact["credit"]}"]),
            "logistics.receipt-corrected.v1" => ([stream, .. Receipts()], [$"batch/{fact["batch"]}#correction-{fact["correction"]}"]),
            "logistics.units-identified.v1" => ([stream, .. Receipts()], []),
            "logistics.units-attributed.v1" =>
                ([stream, $"order/{fact["order"]}", .. Receipts(), .. fact.After], [$"batch/{fact["batch"]}#attribution-{fact["attribution"]}"]),
            "logistics.units-written-off.v1" => ([stream], [$"batch/{fact["batch"]}#write-off-{fact["writeOff"]}"]),
            "logistics.units-taken-back.v1" => ([stream], [$"batch/{fact["batch"]}#take-back-{fact["takeBack"]}"]),
            "logistics.transport-reported.v1" => ([$"batch/{fact["batch"]}#shipment-{fact["shipment"]}"], []),
            "ordering.order-placed.v1" => ([stream, $"agreement/{fact["agreement"]}"], [stream, $"order/{fact["order"]}#draw-0"]),
            "ordering.order-confirmed.v1" or "ordering.order-refused.v1" => ([stream], []),
            "ordering.line-returned.v1" => ([$"return/{fact["return"]}#returned"], Delivery()),
            "ordering.line-return-cancelled.v1" => ([$"return/{fact["return"]}#cancelled-{fact["cancellation"]}"], Delivery()),
            "ordering.line-credited.v1" =>
                ([$"return/{fact["return"]}#credit-{fact["credit"]}", $"{stream}#deliveries-{fact["line"]}"], [.. Delivery(), .. Draw().Skip(1)]),
            "ordering.order-closed.v1" or "ordering.order-reopened.v1" => ([stream, $"{stream}#deliveries"], []),
            "ordering.line-shipped.v1" => ([$"batch/{fact["batch"]}#shipment-{fact["shipment"]}"], Delivery()),
            "ordering.line-shipment-voided.v1" => ([$"batch/{fact["batch"]}#void-{fact["shipment"]}"], Delivery()),
            "ordering.line-received.v1" when fact.Has("cameWith") => ([$"batch/{fact["cameWith"]}#receipt-{fact["receipt"]}"], Delivery()),
            "ordering.line-received.v1" or "ordering.line-discrepancy-noted.v1" => ([$"batch/{fact["batch"]}#receipt-{fact["receipt"]}"], Delivery()),
            "ordering.line-receipt-corrected.v1" => ([$"batch/{fact["batch"]}#correction-{fact["correction"]}"], Delivery()),
            "ordering.line-attributed.v1" => ([$"batch/{fact["batch"]}#attribution-{fact["attribution"]}"], Delivery()),
            "ordering.line-written-off.v1" => ([$"batch/{fact["batch"]}#write-off-{fact["writeOff"]}"], Delivery()),
            "ordering.line-taken-back.v1" => ([$"batch/{fact["batch"]}#take-back-{fact["takeBack"]}"], Delivery()),
            "ordering.order-acknowledged.v1" => ([stream], Draw()),
            "ordering.change-requested.v1" or "ordering.order-changed.v1" => ([stream, .. fact.Lines.Select(line => $"{stream}#deliveries-{line}")], Draw()),
            "ordering.order-line-cancelled.v1" or "ordering.cancelled-units-released.v1" => ([stream, $"{stream}#deliveries-{fact["line"]}"], Draw()),
            _ => ([stream], [stream]),
        };

        string Proposal() => $"agreement/{fact["agreement"]}#proposal-{fact["proposal"]}";

        string Milestone() => $"{stream}#milestone-{fact["milestone"]}";

        string[] Receipts() => [.. fact.Receipts.Select(receipt => $"batch/{fact["batch"]}#receipt-{receipt}")];

        string[] Delivery() => [$"{stream}#deliveries-{fact["line"]}", $"{stream}#deliveries"];

        string[] Draw() => fact.Has("draw") ? [stream, $"{stream}#draw-{fact["draw"]}"] : [stream];
    }
}
