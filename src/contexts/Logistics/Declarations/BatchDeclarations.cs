using Ledger.Logistics.Batches;
using Ledger.Logistics.Inspections;

namespace Ledger.Logistics.Declarations;

/// <summary>Which facts about batches and units may be declared erroneous. Nearly all of them move units, so what is asked for is that these are back where they were.</summary>
public sealed class BatchDeclarations : IDeclarable
{
    public IReadOnlyDictionary<Type, DeclarationRule> Rules { get; } = new Dictionary<Type, DeclarationRule>
    {
        [typeof(BatchRegistered)] = DeclarationRule.Never("Units that have serials keep them; register the right ones with RegisterBatch, and leave these where they are."),
        [typeof(BatchShipped)] = DeclarationRule.OnceMovedBack("Void the shipment with VoidShipment; what was received of it did take place, and goes back with ReturnUnits."),
        [typeof(ShipmentVoided)] = DeclarationRule.OnceMovedBack("Ship the batch again with ShipBatch."),
        [typeof(BatchReceived)] = DeclarationRule.Never("What was received is there: reject it with RejectUnits, and send it back with ReturnUnits."),
        [typeof(TransportReported)] = DeclarationRule.When("Report what happened with ReportTransport, and name that report as corrective.", Reported),
        [typeof(UnitsAccepted)] = DeclarationRule.OnceMovedBack("Units that were in quarantine go back there with RejectUnits; others cannot be as if they had not been looked at."),
        [typeof(UnitsRejected)] = DeclarationRule.OnceMovedBack("Units that had been accepted become so again with AcceptUnits; others cannot be as if they had not been looked at."),
        [typeof(UnitsReturned)] = DeclarationRule.Never("What was returned has left the deal; it comes back as a batch of its own."),
    };

    /// <summary>Nothing rests on a report: a batch arrives by its receipt.</summary>
    private static string? Reported(DeclarationCase @case) =>
        @case.IsIncorrectData && !@case.Corrections.OfType<TransportReported>().Any() ? "No report among the corrective events is of this batch." : null;
}
