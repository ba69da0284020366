using Ledger.Client;
using Ledger.Client.Contracts;

namespace Ledger.Cli.Tests.Simulate;

/// <summary>The racks of a <see cref="Fold"/>: which parts are in them, and which state they are in.</summary>
internal sealed class FoldRacks(Fold units)
{
    private readonly Dictionary<string, string> _families = [];
    private readonly Dictionary<string, DefineRackModel> _models = [];
    private readonly Dictionary<string, Rack> _racks = [];

    public IReadOnlyDictionary<string, Rack> All => _racks;

    public string? Apply(ICommand command) => command switch
    {
        RegisterProduct product => _families.TryAdd(product.Product, product.Family) ? null : "registered twice",
        DefineRackModel model => _models.TryAdd(model.Model, model) ? null : "defined twice",
        PlanRack plan => _racks.TryAdd(plan.Rack, new Rack(plan, _models[plan.Model])) ? null : "planned twice",
        InstallUnits install =>
            install.Units.Select(part => Install(_racks[install.Rack], part.Product, part.Serials)).FirstOrDefault(refused => refused is not null),
        RemoveUnit remove => Remove(_racks[remove.Rack], remove.Product, remove.Serial, remove.Condition),
        ReplaceUnit replace => Remove(_racks[replace.Rack], replace.OldProduct, replace.Old, "quarantined")
            ?? Install(_racks[replace.Rack], replace.NewProduct, [replace.New]),
        PowerOnRack on => _racks[on.Rack].Step("on", _racks[on.Rack].IsComplete ? null : "rack-incomplete"),
        RecordRackTest test => _racks[test.Rack].Step(
            test.Outcome == TestOutcome.Passed ? "passed" : "failed", _racks[test.Rack].State is "planned" ? "rack-not-powered" : null),
        CommissionRack commission => Commission(_racks[commission.Rack]),
        AcceptRack accept => _racks[accept.Rack].Step("accepted", _racks[accept.Rack].State == "commissioned" ? null : "rack-in-wrong-state"),
        DecommissionRack end => Decommission(_racks[end.Rack], end.Condition),
        _ => null,
    };

    private string? Install(Rack rack, string product, IReadOnlyList<string> serials)
    {
        var family = _families[product];
        if (rack.Room(family) < serials.Count) return "rack-full";
        if (units.Move(product, serials, $"rack:{rack.Plan.Rack}/installed", $"site:{rack.Plan.Site}/accepted") is { } absent) return absent;
        rack.Parts.AddRange(serials.Select(serial => (family, product, serial)));
        return null;
    }

    private string? Remove(Rack rack, string product, string serial, string condition)
    {
        var refused = units.Move(
            product, [serial], $"site:{rack.Plan.Site}/{condition}", $"rack:{rack.Plan.Rack}/installed", $"rack:{rack.Plan.Rack}/active");
        if (refused is not null) return refused;
        rack.Parts.Remove((_families[product], product, serial));
        return rack.Step(rack.State is "planned" ? "planned" : "on", null);
    }

    private string? Commission(Rack rack)
    {
        if (rack.State != "passed" || !rack.IsComplete) return "rack-not-tested";
        MoveAll(rack, $"rack:{rack.Plan.Rack}/active");
        return rack.Step("commissioned", null);
    }

    private string? Decommission(Rack rack, string condition)
    {
        MoveAll(rack, $"site:{rack.Plan.Site}/{condition}");
        rack.Parts.Clear();
        return rack.Step("decommissioned", null);
    }

    private void MoveAll(Rack rack, string to)
    {
        foreach (var (_, product, serial) in rack.Parts)
        {
            Assert.Null(units.Move(product, [serial], to, $"rack:{rack.Plan.Rack}/installed", $"rack:{rack.Plan.Rack}/active"));
        }
    }

    internal sealed record Rack(PlanRack Plan, DefineRackModel Model)
    {
        public List<(string Family, string Product, string Serial)> Parts { get; } = [];

        public string State { get; private set; } = "planned";

        public bool IsComplete => Model.Parts.All(part => Room(part.Family!) == 0);

        public int Room(string family) => Model.Parts.Where(part => part.Family == family).Sum(part => part.Count) - Parts.Count(part => part.Family == family);

        public string? Step(string state, string? refused)
        {
            State = refused is null ? state : State;
            return refused;
        }
    }
}
