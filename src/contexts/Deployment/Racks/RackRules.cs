using System.Diagnostics.CodeAnalysis;

namespace Ledger.Deployment.Racks;

/// <summary>Rules that several commands on a rack share.</summary>
internal static class RackRules
{
    /// <summary>Nothing more can happen to a rack that is not planned, or that has been taken apart.</summary>
    /// <param name="by">Who works on it: the integrator that planned it, and nobody else.</param>
    public static bool IsClosed([NotNullWhen(false)] Rack? rack, string code, Sender by, [NotNullWhen(true)] out Refusal? refusal)
    {
        refusal = rack is null ? Unknown(code) : Owner.Refuse(by, $"work on rack {code}", rack.Integrator) ?? Decommissioned(rack);
        return refusal is not null;
    }

    public static Refusal Unknown(string code) => new(DeploymentProblems.UnknownRack, $"Rack {code} does not exist in this book.");

    public static Refusal? Decommissioned(Rack rack) => rack.State == RackState.Decommissioned
        ? new(DeploymentProblems.RackInWrongState, $"Rack {rack.Code} is decommissioned. Plan another one with PlanRack.")
        : null;

    public static Refusal NotPowered(Rack rack) =>
        new(DeploymentProblems.RackNotPowered, $"Rack {rack.Code} has not been powered on. Power it on with PowerOnRack first.");

    /// <summary>Parts that are missing, and what is still to come before a rack can go on.</summary>
    public static bool IsIncomplete(Rack rack, [NotNullWhen(true)] out Refusal? refusal)
    {
        var missing = Bill.Of(rack.Parts, rack.Content.Units).Parts.Where(p => p.Installed < p.Required).ToList();
        var list = string.Join(", ", missing.Select(p => $"{p.Required - p.Installed} of {p.Required} {p.Product ?? p.Family}"));
        refusal = missing is [] ? null : new(DeploymentProblems.RackIncomplete, $"Missing: {list}. Install them with InstallUnits first.");
        return refusal is not null;
    }

    /// <summary>Units that must be accepted at the rack's site before they can go into it.</summary>
    public static bool AreElsewhere(
        Rack rack,
        IEnumerable<(string Product, string Serial)> wanted,
        IReadOnlyDictionary<(string, string), UnitAt> located,
        [NotNullWhen(true)] out Refusal? refusal)
    {
        var shelf = Account.AtSite(rack.Site, Condition.Accepted);
        var elsewhere = wanted.Where(w => located.GetValueOrDefault(w)?.Account != shelf).ToList();
        refusal = elsewhere is [var first, ..]
            ? new(
                elsewhere.All(IsComing) ? Problems.UnitNotThereYet : Problems.UnitNotThere,
                $"The units must be in {shelf}, but {first.Serial} {Whereabouts(first)}.", [.. elsewhere.Select(w => w.Serial)])
            : null;
        return refusal is not null;

        bool IsComing((string, string) unit) => located.TryGetValue(unit, out var at)
            && (UnitMoves.IsOnItsWay(at.Account) || at.Account == Account.AtSite(rack.Site, Condition.Received)
                || at.Account == Account.AtSite(rack.Site, Condition.Quarantined));

        string Whereabouts((string, string) unit) => located.TryGetValue(unit, out var at) ? $"is in {at.Account}" : "is not registered";
    }

    /// <summary>A product that no part of the rack's model could be.</summary>
    public static bool IsForeign(Rack rack, ProductInfo product, IReadOnlyList<string> serials, [NotNullWhen(true)] out Refusal? refusal)
    {
        refusal = rack.Parts.Any(p => p.Takes(product.Product, product.Family))
            ? null
            : new(
                DeploymentProblems.PartNotInModel,
                $"Rack {rack.Code} takes neither {product.Product} nor any {product.Family}. Install them in a rack of another model.", serials);
        return refusal is not null;
    }

    /// <summary>Units that would come in, on top of those that stay, and for which the model has no room.</summary>
    public static bool DoNotFit(Rack rack, IEnumerable<RackUnit> staying, IReadOnlyList<RackUnit> coming, [NotNullWhen(true)] out Refusal? refusal)
    {
        var surplus = Bill.Of(rack.Parts, staying.Concat(coming)).Surplus;
        refusal = surplus is []
            ? null
            : new(
                DeploymentProblems.RackFull,
                $"There is no room for {surplus.Count} of these units: {surplus[0].Product} {surplus[0].Serial} is the first. "
                + "Leave them out, or put them in place of others with ReplaceUnit.",
                [.. surplus.Select(u => u.Serial)]);
        return refusal is not null;
    }

    public static Refusal NotInside(Rack rack, string product, string serial) =>
        new(Problems.UnitNotThere, $"{product} {serial} is not in rack {rack.Code}.", [serial]);

    /// <summary>The state as partners read it in answers.</summary>
    public static string Name(RackState state) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(state.ToString());
}
