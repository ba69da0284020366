namespace Ledger.Contracts.Messages;

/// <summary>
/// Inventory tells: the units of an agreement line moved. Only a nudge: the totals are read through <see cref="Ports.ILineProgress"/>, so a lost order or a
/// repeat does no harm.
/// </summary>
/// <param name="Line">Agreement line, <c>SA-1/2</c>.</param>
/// <param name="Position">Position of the last movement that the totals include.</param>
[ContractName("inventory.line-progressed.v1")]
public sealed record LineProgressed(string Line, long Position);
