using System.Text.Json.Serialization;

namespace Ledger.Cli.Simulate.Commands;

/// <summary>A line of the bulk format: the body of a command with its name as the first member, <c>type</c>.</summary>
/// <remarks>The shapes are the ones of the HTTP interface. They are written out here once more, because this tool speaks to the
/// ledger over HTTP only and must notice, as any partner would, when a shape changes.</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(OpenBook), nameof(OpenBook))]
[JsonDerivedType(typeof(AddParty), nameof(AddParty))]
[JsonDerivedType(typeof(RegisterProduct), nameof(RegisterProduct))]
[JsonDerivedType(typeof(RegisterSite), nameof(RegisterSite))]
[JsonDerivedType(typeof(SignAgreement), nameof(SignAgreement))]
[JsonDerivedType(typeof(AmendAgreement), nameof(AmendAgreement))]
[JsonDerivedType(typeof(ApproveSubstitution), nameof(ApproveSubstitution))]
[JsonDerivedType(typeof(CloseAgreement), nameof(CloseAgreement))]
[JsonDerivedType(typeof(ConfirmMilestone), nameof(ConfirmMilestone))]
[JsonDerivedType(typeof(DisputeMilestone), nameof(DisputeMilestone))]
[JsonDerivedType(typeof(WaiveMilestone), nameof(WaiveMilestone))]
[JsonDerivedType(typeof(PlaceOrder), nameof(PlaceOrder))]
[JsonDerivedType(typeof(AcknowledgeOrder), nameof(AcknowledgeOrder))]
[JsonDerivedType(typeof(ChangeOrder), nameof(ChangeOrder))]
[JsonDerivedType(typeof(CancelOrderLine), nameof(CancelOrderLine))]
[JsonDerivedType(typeof(RegisterBatch), nameof(RegisterBatch))]
[JsonDerivedType(typeof(ShipBatch), nameof(ShipBatch))]
[JsonDerivedType(typeof(VoidShipment), nameof(VoidShipment))]
[JsonDerivedType(typeof(ReceiveBatch), nameof(ReceiveBatch))]
[JsonDerivedType(typeof(AcceptUnits), nameof(AcceptUnits))]
[JsonDerivedType(typeof(RejectUnits), nameof(RejectUnits))]
[JsonDerivedType(typeof(ReturnUnits), nameof(ReturnUnits))]
[JsonDerivedType(typeof(DefineRackModel), nameof(DefineRackModel))]
[JsonDerivedType(typeof(PlanRack), nameof(PlanRack))]
[JsonDerivedType(typeof(InstallUnits), nameof(InstallUnits))]
[JsonDerivedType(typeof(RemoveUnit), nameof(RemoveUnit))]
[JsonDerivedType(typeof(PowerOnRack), nameof(PowerOnRack))]
[JsonDerivedType(typeof(RecordRackTest), nameof(RecordRackTest))]
[JsonDerivedType(typeof(CommissionRack), nameof(CommissionRack))]
[JsonDerivedType(typeof(AcceptRack), nameof(AcceptRack))]
[JsonDerivedType(typeof(ReplaceUnit), nameof(ReplaceUnit))]
[JsonDerivedType(typeof(DecommissionRack), nameof(DecommissionRack))]
internal abstract record Command
{
    /// <summary>When the partner says that it happened. The simulation fills it in from its clock unless a fact is reported late.</summary>
    [JsonPropertyOrder(1000)]
    public DateTimeOffset? OccurredAt { get; init; }
}
