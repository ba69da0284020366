namespace Ledger.Agreements.Agreements;

/// <summary>An order, or a change to one, drew its quantities from the commitment.</summary>
/// <param name="Change">0 for the order itself, else the ordinal of the change.</param>
[ContractName("agreements.commitment-drawn.v1")]
public sealed record CommitmentDrawn(string Order, int Change, IReadOnlyList<DrawnLine> Lines, DateTimeOffset OccurredAt) : IFact;

/// <summary>The commitment did not cover an order or a change to one; nothing was drawn.</summary>
/// <param name="Code">The problem code of the refusal.</param>
[ContractName("agreements.commitment-refused.v1")]
public sealed record CommitmentRefused(string Order, int Change, string Code, string Detail, DateTimeOffset OccurredAt) : IFact;

/// <summary>An order returned quantities that it no longer needs to the commitment.</summary>
[ContractName("agreements.commitment-released.v1")]
public sealed record CommitmentReleased(string Order, int Change, IReadOnlyList<DrawnLine> Lines, DateTimeOffset OccurredAt) : IFact;

/// <param name="OrderLine">Line of the order.</param>
/// <param name="Line">Line of the agreement.</param>
/// <param name="QuantityUnits">Units of the product.</param>
/// <param name="DrawnUnits">Committed units that they count for: a decimal or a fraction in a string.</param>
public sealed record DrawnLine(int OrderLine, int Line, string Product, long QuantityUnits, string DrawnUnits);
