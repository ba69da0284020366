using Ledger.Deployment.Appointments;
using Ledger.Deployment.RackModels;
using Ledger.Deployment.Racks;

namespace Ledger.Deployment.Declarations;

/// <summary>Which facts about racks may be declared erroneous.</summary>
public sealed class RackDeclarations : IDeclarable
{
    public IReadOnlyDictionary<Type, DeclarationRule> Rules { get; } = new Dictionary<Type, DeclarationRule>
    {
        [typeof(IntegratorAppointed)] = DeclarationRule.Never("End the appointment with DismissIntegrator."),
        [typeof(IntegratorDismissed)] = DeclarationRule.Never("Appoint the integrator again with AppointIntegrator."),
        [typeof(RackModelDefined)] = DeclarationRule.Never("Racks may be based on it. Define another model with DefineRackModel."),
        [typeof(RackPlanned)] = DeclarationRule.When(
            "Withdraw the rack with DecommissionRack. If units were installed in it, its plan stays; plan another one with PlanRack.", Planned),
        [typeof(UnitsInstalled)] = DeclarationRule.OnceMovedBack("Remove each unit with RemoveUnit, in the condition accepted."),
        [typeof(UnitRemoved)] = DeclarationRule.OnceMovedBack(
            "Put the unit back with InstallUnits; if it is in quarantine, accept it with AcceptUnits first. If it was in service, put the rack back into "
            + "service with CommissionRack too."),
        [typeof(UnitReplaced)] =
            DeclarationRule.OnceMovedBack(
                "Remove the new unit with RemoveUnit, then put the old one back with AcceptUnits and InstallUnits. If it was in service, put the rack back "
                + "into service with CommissionRack too."),
        [typeof(RackPoweredOn)] = DeclarationRule.Never("Tests depend on it. Decommission the rack with DecommissionRack and plan another."),
        [typeof(RackTestRecorded)] = DeclarationRule.When("Record the right result with RecordRackTest, or change the rack's units.", Tested),
        [typeof(RackCommissioned)] =
            DeclarationRule.Never("Its units already count as commissioned. Remove them with RemoveUnit, or decommission the rack with DecommissionRack."),
        [typeof(RackAccepted)] = DeclarationRule.When("Record a failed test with RecordRackTest, or decommission the rack with DecommissionRack.", Accepted),
        [typeof(RackDecommissioned)] = DeclarationRule.Never(
            "Decommissioning is final. Units that were retired by mistake are accepted again with RestoreUnits; plan another rack for them with PlanRack."),
        [typeof(UnitsRestored)] = DeclarationRule.OnceMovedBack(
            "Retire the units again: install them in a rack with InstallUnits, and decommission that with DecommissionRack."),
    };

    private static string? Planned(DeclarationCase @case) =>
        @case.Later.Any(fact => fact is UnitsInstalled) ? "Units were installed in it."
        : !@case.Later.Any(fact => fact is RackDecommissioned) ? "Units may still be installed in it."
        : @case.IsIncorrectData && !@case.Correctives.Any(fact => fact.Data is RackPlanned) ? "None of the corrective events is a rack that replaces it."
        : null;

    private static string? Tested(DeclarationCase @case)
    {
        var decided = Decided(@case.Facts, (RackTestRecorded)@case.Wrong.Data);
        return decided.Commissioning ? "The rack was commissioned on the basis of this test, which therefore stays."
            : decided.Now ? "The rack's present state is based on this test."
            : @case.IsIncorrectData && !@case.Corrections.OfType<RackTestRecorded>().Any() ? "None of the corrective events is a test of this rack."
            : null;
    }

    private static string? Accepted(DeclarationCase @case) =>
        @case.Later.OfType<IRackFact>().LastOrDefault() is { State: not RackState.Accepted } ? null : "The rack is still accepted because of this event.";

    /// <summary>
    /// Was this the test that decided, when the rack was commissioned or as it is now? Decisive is the last one since the units changed, unless it took place
    /// before that.
    /// </summary>
    private static (bool Commissioning, bool Now) Decided(IEnumerable<object> facts, RackTestRecorded wrong)
    {
        var (changedAt, isDecisive, wasDecisive) = (DateTimeOffset.MinValue, false, false);
        foreach (var fact in facts)
        {
            switch (fact)
            {
                case RackPlanned e:
                    changedAt = e.OccurredAt;
                    break;
                case UnitsInstalled or UnitRemoved or UnitReplaced:
                    isDecisive = false;
                    changedAt = ((IRackFact)fact).OccurredAt is var at && at > changedAt ? at : changedAt;
                    break;
                case RackTestRecorded e when e.OccurredAt >= changedAt:
                    isDecisive = e.Test == wrong.Test;
                    break;
                case RackCommissioned:
                    wasDecisive |= isDecisive;
                    break;
                case RackDecommissioned:
                    isDecisive = false;
                    break;
            }
        }

        return (wasDecisive, isDecisive);
    }
}
