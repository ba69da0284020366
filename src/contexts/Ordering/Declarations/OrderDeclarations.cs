using Ledger.Ordering.Orders;

namespace Ledger.Ordering.Declarations;

/// <summary>Which facts about orders may be declared erroneous.</summary>
public sealed class OrderDeclarations(IShipments shipments) : IDeclarable
{
    private static readonly DeclarationRule Changed = DeclarationRule.Never(
        "The commitment was drawn or released for it. Change the order again with ChangeOrder; if the order is closed, place another one with PlaceOrder.");

    public IReadOnlyDictionary<Type, DeclarationRule> Rules { get; } = new Dictionary<Type, DeclarationRule>
    {
        [typeof(OrderPlaced)] = DeclarationRule.When(
            "Void its shipments with VoidShipment, or send back what was received with ReturnUnits, and cancel its lines with CancelOrderLine.", Placed),
        [typeof(OrderConfirmed)] = DeclarationRule.Never("It is the agreement's answer to the order. Cancel the order's lines with CancelOrderLine."),
        [typeof(OrderRefused)] = DeclarationRule.Never(
            "It is the agreement's answer to the order. Place another order with PlaceOrder, for less or after the agreement was amended with AmendAgreement."),
        [typeof(OrderClosed)] = DeclarationRule.Never(
            "Nothing more was expected. It opens again when units that did not arrive are taken off their receipt with CorrectReceipt, or units are sent back "
            + "with ReturnUnits. For other units place another order with PlaceOrder."),
        [typeof(OrderAcknowledged)] = DeclarationRule.When(
            "Acknowledge each of its lines again with AcknowledgeOrder, and name those acknowledgements as corrective events. For a line that was rejected the "
            + "customer places another order with PlaceOrder.", Acknowledged),
        [typeof(ChangeRequested)] = Changed,
        [typeof(OrderChanged)] = Changed,
        [typeof(ChangeRefused)] = Changed,
        [typeof(OrderLineCancelled)] = DeclarationRule.Never("Other orders may already have drawn the released units. Place another order with PlaceOrder."),
        [typeof(CancelledUnitsReleased)] = DeclarationRule.Never(
            "The line is cancelled, and other orders may already have drawn the released units. Place another order with PlaceOrder."),
        [typeof(LineShipped)] = DeclarationRule.Never("It follows from a batch. Void the shipment with VoidShipment."),
        [typeof(LineShipmentVoided)] = DeclarationRule.Never("It follows from a batch. Ship the batch again with ShipBatch."),
        [typeof(LineReceived)] = DeclarationRule.Never(
            "It follows from a receipt. Take units that did not arrive off it with CorrectReceipt, or send units back with ReturnUnits."),
        [typeof(LineWrittenOff)] = DeclarationRule.Never(
            "It follows from a loss. A unit that turns up is received with ReceiveBatch, or taken back with TakeBackUnits."),
        [typeof(LineReceiptCorrected)] = DeclarationRule.Never("It follows from a correction. Record units that did arrive as received with ReceiveBatch."),
        [typeof(LineTakenBack)] = DeclarationRule.Never(
            "It follows from a loss. The supplier registers the units again with RegisterBatch, and ships them with ShipBatch."),
        [typeof(LineAttributed)] = DeclarationRule.Never("It follows from an attribution. The customer sends the units back with ReturnUnits."),
        [typeof(LineReturned)] = DeclarationRule.Never("It follows from a return. While its units lie where they were sent, cancel that with CancelReturn."),
        [typeof(LineReturnCancelled)] = DeclarationRule.Never("It follows from a return that was cancelled. Send the units back again with ReturnUnits."),
        [typeof(LineCredited)] = DeclarationRule.Never("It follows from a credit. Place another order with PlaceOrder for units in place of those credited."),
        [typeof(OrderReopened)] = DeclarationRule.Never(
            "Units are expected again. They are received with ReceiveBatch; cancel them with CancelOrderLine if they are not wanted."),
        [typeof(LineDiscrepancyNoted)] = DeclarationRule.Never(
            "It follows from a receipt. Missing units that turn up are received with ReceiveBatch, and damaged ones that are sound after all are accepted "
            + "with AcceptUnits."),
    };

    /// <summary>A shipment may have left whose message has not arrived yet.</summary>
    public async Task<string?> ElsewhereAsync(string book, RecordedFact wrong, CancellationToken ct)
    {
        foreach (var line in wrong.Data is OrderPlaced placed ? placed.Lines : [])
        {
            if (await shipments.UnitsAsync(book, ((OrderPlaced)wrong.Data).Order, line.Line, ct) is > 0 and var units)
            {
                return $"{units} units of line {line.Line} are shipped.";
            }
        }

        return null;
    }

    /// <summary>Only an order on which nothing is expected and nothing is shipped can be treated as never placed.</summary>
    private static string? Placed(DeclarationCase @case)
    {
        var order = Fold(@case.Facts);
        return order.Lines.Find(line => line.ShippedAtLeast > 0) is { } shipped ? $"{shipped.ShippedAtLeast} units of line {shipped.Line} are shipped."
            : order.Lines.Find(line => line.IsLive) is { } live ? $"Line {live.Line} is {live.State.ToString().ToLowerInvariant()}."
            : @case.IsIncorrectData && !@case.Correctives.Any(fact => fact.Data is OrderPlaced) ? "None of the corrective events is an order that replaces it."
            : null;
    }

    /// <summary>A rejected line returned its quantity to the commitment, which no later acknowledgement undoes.</summary>
    private static string? Acknowledged(DeclarationCase @case)
    {
        var answers = @case.Corrections.OfType<OrderAcknowledged>().SelectMany(e => e.Lines).ToList();
        return ((OrderAcknowledged)@case.Wrong.Data).Lines.Select(line => line.Status == AcknowledgedStatus.Rejected
                ? $"The acknowledgement rejected line {line.Line}, and its quantity returned to the commitment."
                : answers.Exists(answer => answer.Line == line.Line && (line.PromisedDelivery is null || answer.PromisedDelivery is not null)) ? null
                : $"No corrective acknowledgement covers line {line.Line}.")
            .FirstOrDefault(standing => standing is not null);
    }

    private static Order Fold(IEnumerable<object> facts)
    {
        var order = new Order();
        foreach (var fact in facts)
        {
            ((Action)(fact switch
            {
                OrderPlaced e => () => order.Apply(e),
                OrderConfirmed e => () => order.Apply(e),
                OrderRefused e => () => order.Apply(e),
                OrderAcknowledged e => () => order.Apply(e),
                ChangeRequested e => () => order.Apply(e),
                OrderChanged e => () => order.Apply(e),
                ChangeRefused e => () => order.Apply(e),
                OrderLineCancelled e => () => order.Apply(e),
                CancelledUnitsReleased e => () => order.Apply(e),
                LineShipped e => () => order.Apply(e),
                LineShipmentVoided e => () => order.Apply(e),
                LineReceived e => () => order.Apply(e),
                LineAttributed e => () => order.Apply(e),
                LineWrittenOff e => () => order.Apply(e),
                LineReceiptCorrected e => () => order.Apply(e),
                LineTakenBack e => () => order.Apply(e),
                LineReturned e => () => order.Apply(e),
                LineReturnCancelled e => () => order.Apply(e),
                LineCredited e => () => order.Apply(e),
                OrderReopened e => () => order.Apply(e),
                LineDiscrepancyNoted e => () => order.Apply(e),
                OrderClosed e => () => order.Apply(e),
                _ => () => { }
                ,
            }))();
        }

        return order;
    }
}
