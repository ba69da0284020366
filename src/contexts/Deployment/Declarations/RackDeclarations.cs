using Ledger.Deployment.RackModels;
using Ledger.Deployment.Racks;

namespace Ledger.Deployment.Declarations;

/// <summary>Which facts about racks may be declared erroneous.</summary>
public sealed class RackDeclarations : IDeclarable
{
    public IReadOnlyDictionary<Type, DeclarationRule> Rules { get; } = new Dictionary<Type, DeclarationRule>
    {
        [typeof(RackModelDefined)] = DeclarationRule.Never("Racks are planned by it; define another model with DefineRackModel."),
        [typeof(RackPlanned)] = DeclarationRule.When("Take it out of the plans with DecommissionRack.", Planned),
        [typeof(UnitsInstalled)] = DeclarationRule.OnceMovedBack("Take each unit out with RemoveUnit, as accepted."),
        [typeof(UnitRemoved)] = DeclarationRule.OnceMovedBack("Put the unit back with InstallUnits, after AcceptUnits where it is in quarantine."),
        [typeof(UnitReplaced)] = DeclarationRule.OnceMovedBack("Take the new unit out with RemoveUnit; put the old one back with AcceptUnits and InstallUnits."),
        [typeof(RackPoweredOn)] = DeclarationRule.Never("Tests rest on it; take the rack apart with DecommissionRack, and plan another."),
        [typeof(RackTestRecorded)] = DeclarationRule.When("Record what was tested with RecordRackTest, or change the rack's units.", Tested),
        [typeof(RackCommissioned)] = DeclarationRule.Never("Its units count as commissioned; take them out with RemoveUnit, or the rack apart with DecommissionRack."),
        [typeof(RackAccepted)] = DeclarationRule.When("Record a failed test with RecordRackTest, or take the rack apart with DecommissionRack.", Accepted),
        [typeof(RackDecommissioned)] = DeclarationRule.Never("A rack is taken apart for ever; plan another with PlanRack."),
    };

    private static string? Planned(DeclarationCase @case) =>
        @case.Later.Any(fact => fact is UnitsInstalled) ? "Units were installed in it."
        : !@case.Later.Any(fact => fact is RackDecommissioned) ? "Units may still be installed in it."
        : @case.IsIncorrectData && !@case.Correctives.Any(fact => fact.Data is RackPlanned) ? "No rack among the corrective events takes its place."
        : null;

    private static string? Tested(DeclarationCase @case)
    {
        var decided = Decided(@case.Facts, (RackTestRecorded)@case.Wrong.Data);
        return decided.Commissioning ? "The rack was commissioned on this test."
            : decided.Now ? "It is the test that the rack's state rests on."
            : @case.IsIncorrectData && !@case.Corrections.OfType<RackTestRecorded>().Any() ? "No test among the corrective events is of this rack."
            : null;
    }

    private static string? Accepted(DeclarationCase @case) =>
        @case.Later.OfType<IRackFact>().LastOrDefault() is { State: not RackState.Accepted } ? null : "The rack is accepted by it.";

    /// <summary>Was this the test that decided, when the rack was commissioned or as it is now? Decisive is the last one since the units changed, unless it took place before that.</summary>
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
