namespace Ledger.Contracts.Messages;

/// <summary>
/// Ordering tells: an order was placed or a line was raised; Agreements draws the quantities down. Each line is drawn by <c>(order, change)</c> once.
/// </summary>
/// <param name="Change">0 for the order itself, else the ordinal of the change to it.</param>
[ContractName("ordering.order-placed-notice.v1")]
public sealed record OrderPlacedNotice(string Order, int Change, string Agreement, IReadOnlyList<OrderedQuantity> Lines, DateTimeOffset OccurredAt);

/// <param name="QuantityUnits">Units to draw; negative gives back what a lowered or cancelled line no longer needs.</param>
public sealed record OrderedQuantity(int Line, int AgreementLine, string Product, long QuantityUnits);

/// <summary>Agreements answers: the commitment covers the order.</summary>
[ContractName("agreements.commitment-drawn-notice.v1")]
public sealed record CommitmentDrawnNotice(string Order, int Change, string Agreement);

/// <summary>Agreements answers: nothing was drawn, and why.</summary>
/// <param name="Code">Stable problem code, as a command's refusal would carry.</param>
[ContractName("agreements.commitment-refused-notice.v1")]
public sealed record CommitmentRefusedNotice(string Order, int Change, string Agreement, string Code, string Detail);

/// <summary>Ordering tells: a line was cancelled or lowered, and what it had drawn goes back to the commitment. Cannot be refused.</summary>
[ContractName("ordering.commitment-released-notice.v1")]
public sealed record CommitmentReleasedNotice(string Order, int Change, string Agreement, IReadOnlyList<OrderedQuantity> Lines, DateTimeOffset OccurredAt);
