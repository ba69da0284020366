namespace Ledger.Cli.Simulate.Commands;

internal sealed record RegisterBatch(string Batch, string Product, string Site, IReadOnlyList<string> Serials) : Command;

internal sealed record ShipBatch(
    string Batch, string Order, int OrderLine, string To, string Carrier, string DespatchAdvice, DateOnly? ExpectedArrival = null) : Command;

internal sealed record VoidShipment(string Batch, string Reason) : Command;

internal sealed record ReceiveBatch(
    string Batch, string Receipt, IReadOnlyList<string>? Serials = null, IReadOnlyList<string>? Damaged = null, bool? Final = null) : Command;

internal sealed record AcceptUnits(
    string Inspection, string Site, string Product, IReadOnlyList<string> Serials, string? Reference = null) : Command;

internal sealed record RejectUnits(
    string Inspection, string Site, string Product, IReadOnlyList<string> Serials, string Reason, string? Reference = null) : Command;

internal sealed record ReturnUnits(
    string Return, string Site, string Product, IReadOnlyList<string> Serials, string To, string Reason) : Command;
