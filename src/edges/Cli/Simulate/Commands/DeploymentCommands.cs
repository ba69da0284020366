namespace Ledger.Cli.Simulate.Commands;

internal sealed record DefineRackModel(string Model, string Name, bool Illustrative, IReadOnlyList<ModelPart> Parts) : Command;

internal sealed record ModelPart(string? Product, string? Family, int Count);

internal sealed record PlanRack(string Rack, string Model, string Site, RackPosition? Position = null) : Command;

internal sealed record RackPosition(string? Room = null, string? Row = null, string? Slot = null);

internal sealed record InstallUnits(string Rack, IReadOnlyList<InstalledProduct> Units) : Command;

internal sealed record InstalledProduct(string Product, IReadOnlyList<string> Serials);

internal sealed record RemoveUnit(string Rack, string Product, string Serial, string Condition, string Reason) : Command;

internal sealed record PowerOnRack(string Rack) : Command;

internal sealed record RecordRackTest(
    string Rack, string Test, string Procedure, string Outcome, string? Reference = null, string? Notes = null) : Command;

internal sealed record CommissionRack(string Rack, string? Reference = null) : Command;

internal sealed record AcceptRack(string Rack, string? Reference = null) : Command;

internal sealed record ReplaceUnit(
    string Rack, string OldProduct, string Old, string NewProduct, string New, string Reason) : Command;

internal sealed record DecommissionRack(string Rack, string Condition, string Reason) : Command;
