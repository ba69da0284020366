namespace Ledger.Agreements.Agreements;

/// <summary>The agreement's answer to an order. It takes effect with what the order asked for, whatever was told about the agreement in between.</summary>
public interface ICommitmentFact : IFact
{
    string Order { get; }

    int Change { get; }

    IEnumerable<string> IFact.RestsOn(string stream) => [Step.Draw(Order, Change)];

    IEnumerable<string> IFact.Steps(string stream) => [];
}

/// <summary>An order, or a change to one, drew its quantities from the commitment.</summary>
/// <param name="Change">0 for the order itself, else the ordinal of the change.</param>
[ContractName("agreements.commitment-drawn.v1")]
public sealed record CommitmentDrawn(string Order, int Change, IReadOnlyList<DrawnLine> Lines, DateTimeOffset OccurredAt) : ICommitmentFact;

/// <summary>The commitment did not cover an order or a change to one; nothing was drawn.</summary>
/// <param name="Code">The problem code of the refusal.</param>
[ContractName("agreements.commitment-refused.v1")]
public sealed record CommitmentRefused(string Order, int Change, string Code, string Detail, DateTimeOffset OccurredAt) : ICommitmentFact;

/// <summary>An order returned quantities that it no longer needs to the commitment.</summary>
[ContractName("agreements.commitment-released.v1")]
public sealed record CommitmentReleased(string Order, int Change, IReadOnlyList<DrawnLine> Lines, DateTimeOffset OccurredAt) : ICommitmentFact;

/// <param name="OrderLine">Line of the order.</param>
/// <param name="Line">Line of the agreement.</param>
/// <param name="QuantityUnits">Units of the product.</param>
/// <param name="DrawnUnits">Committed units that they count for: a decimal or a fraction in a string.</param>
public sealed record DrawnLine(int OrderLine, int Line, string Product, long QuantityUnits, string DrawnUnits);
