namespace Ledger.Logistics.Returns;

/// <summary>What arrived of a return that a carrier brought, unit by unit.</summary>
/// <param name="IsFinal">Nothing more is expected: what was sent and not seen is missing.</param>
[ContractName("logistics.return-received.v1")]
[Moves("return/notReturned", "site/returned")]
[Moves("return/returning", "return/notReturned")]
[Moves("return/returning", "site/returned")]
[Moves("return/writtenOff", "site/returned")]
public sealed record ReturnReceived(
    string Return, string Receipt, string Site, bool IsFinal, IReadOnlyList<Movement> Movements, DateTimeOffset OccurredAt) : IMovesUnits
{
    /// <summary>A receipt does not rest on another one: both rest on the sending.</summary>
    IEnumerable<string> IFact.Steps(string stream) => [];
}

/// <summary>Units of a return that did not arrive were given up.</summary>
/// <param name="By">Party that gave them up; absent where the ledger itself did.</param>
/// <param name="Liable">Party that answers for the loss.</param>
/// <param name="Claim">Reference of the claim against it.</param>
[ContractName("logistics.return-written-off.v1")]
[Moves("return/notReturned", "return/writtenOff")]
public sealed record ReturnWrittenOff(
    string Return, string WriteOff, string? By, string Liable, string? Claim, string Reason, IReadOnlyList<Movement> Movements, DateTimeOffset OccurredAt)
    : IMovesUnits
{
    IEnumerable<string> IFact.Steps(string stream) => [];
}
