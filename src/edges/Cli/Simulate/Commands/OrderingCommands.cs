namespace Ledger.Cli.Simulate.Commands;

internal sealed record PlaceOrder(string Order, string Agreement, string ShipTo, IReadOnlyList<OrderedLine> Lines) : Command;

internal sealed record OrderedLine(int Line, int AgreementLine, string Product, long Quantity, DateOnly RequestedDelivery);

internal sealed record AcknowledgeOrder(string Order, string Acknowledgement, IReadOnlyList<AcknowledgedLine> Lines) : Command;

internal sealed record AcknowledgedLine(int Line, string Status, DateOnly? PromisedDelivery = null, string? Reason = null);

internal sealed record ChangeOrder(string Order, string Change, IReadOnlyList<ChangedLine> Lines) : Command;

internal sealed record ChangedLine(int Line, long? Quantity = null, DateOnly? RequestedDelivery = null);

internal sealed record CancelOrderLine(string Order, int Line, string Reason) : Command;
