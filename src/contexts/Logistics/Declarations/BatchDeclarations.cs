using Ledger.Logistics.Batches;
using Ledger.Logistics.Counts;
using Ledger.Logistics.Inspections;
using Ledger.Logistics.Returns;

namespace Ledger.Logistics.Declarations;

/// <summary>
/// Which facts about batches and units may be declared erroneous. Nearly all of them move units, so what is asked for is that these are back where they were.
/// </summary>
public sealed class BatchDeclarations : IDeclarable
{
    public IReadOnlyDictionary<Type, DeclarationRule> Rules { get; } = new Dictionary<Type, DeclarationRule>
    {
        [typeof(BatchRegistered)] =
            DeclarationRule.Never(
                "Registered serials are permanent. Register the right ones with RegisterBatch, and take the wrong ones out of the inventory with ScrapUnits."),
        [typeof(BatchShipped)] = DeclarationRule.OnceMovedBack(
            "Void the shipment with VoidShipment, and name a receipt that found units missing too. Received units go back with ReturnUnits."),
        [typeof(ShipmentVoided)] = DeclarationRule.OnceMovedBack(
            "Ship the batch again with ShipBatch. If units of it were missing, find them missing again with ReceiveBatch, and name that receipt too."),
        [typeof(BatchReceived)] =
            DeclarationRule.Never(
                "Units that did not arrive are taken off the receipt with CorrectReceipt. Those that did are physically present: reject them with RejectUnits "
                + "and send them back with ReturnUnits. A shipment of which nothing arrived is voided with VoidShipment."),
        [typeof(ReceiptCorrected)] = DeclarationRule.OnceMovedBack("Record the units as received again with ReceiveBatch."),
        [typeof(UnitsIdentified)] = DeclarationRule.Never(
            "The customer sends the units back with ReturnUnits; those that are not to be in the deal at all leave it with ScrapUnits."),
        [typeof(UnitsAttributed)] = DeclarationRule.Never(
            "The customer sends the units back with ReturnUnits; their supplier registers them in a new batch with RegisterBatch, and ships that."),
        [typeof(UnitsWrittenOff)] =
            DeclarationRule.Never("A unit that turns up is received with ReceiveBatch, or taken back with TakeBackUnits."),
        [typeof(UnitsTakenBack)] = DeclarationRule.Never("Send the units again: register them in a new batch with RegisterBatch, and ship it with ShipBatch."),
        [typeof(TransportReported)] =
            DeclarationRule.When("Report what really happened with ReportTransport, and name that report as a corrective event.", Reported),
        [typeof(UnitsAccepted)] =
            DeclarationRule.OnceMovedBack(
                "Take it back with CorrectInspection. Once something else has happened to the units it stays; RejectUnits takes them out of the stock."),
        [typeof(UnitsRejected)] =
            DeclarationRule.OnceMovedBack(
                "Take it back with CorrectInspection. Once something else has happened to the units it stays; AcceptUnits puts them into the stock."),
        [typeof(InspectionCorrected)] = DeclarationRule.OnceMovedBack("Inspect the units again, with AcceptUnits or RejectUnits as before."),
        [typeof(ReturnRequested)] = DeclarationRule.Never("Withdraw it with CancelReturn while nothing was sent."),
        [typeof(ReturnAuthorised)] = DeclarationRule.Never(
            "Refuse it with RefuseReturn while nothing was sent, or authorise it otherwise with AuthoriseReturn."),
        [typeof(ReturnRefused)] = DeclarationRule.Never("Authorise the return with AuthoriseReturn."),
        [typeof(ReturnWithdrawn)] = DeclarationRule.Never("Ask for another return with RequestReturn."),
        [typeof(ReturnReceived)] = DeclarationRule.Never(
            "A unit that is still at the customer's is taken back with CancelReturn; one that is nowhere is counted with CountStock, as missing."),
        [typeof(ReturnWrittenOff)] =
            DeclarationRule.Never("A unit that turns up is received with ReceiveReturn, or taken back with CancelReturn."),
        [typeof(UnitsReturned)] = DeclarationRule.OnceMovedBack(
            "Cancel the return with CancelReturn, while its units are under way or lie where they were sent. Else their supplier registers them again with "
            + "RegisterBatch, and ships them with ShipBatch."),
        [typeof(ReturnCancelled)] = DeclarationRule.OnceMovedBack("Send the units back again with ReturnUnits."),
        [typeof(ReturnCredited)] = DeclarationRule.Never("Other orders may already have drawn the credited units. Place another order with PlaceOrder."),
        [typeof(StockCounted)] = DeclarationRule.OnceMovedBack(
            "Count again with CountStock, and name as found what is there after all, or as missing what is not."),
        [typeof(UnitsScrapped)] = DeclarationRule.Never("Scrapped units do not come back. Register others with RegisterBatch, and ship those."),
    };

    /// <summary>Nothing rests on a report: a batch arrives by its receipt.</summary>
    private static string? Reported(DeclarationCase @case) =>
        @case.IsIncorrectData
            && !@case.Corrections.OfType<TransportReported>().Any() ? "None of the corrective events is a transport report on this batch." : null;
}
