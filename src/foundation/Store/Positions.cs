namespace Ledger.Store;

/// <summary>How far the ledger can be read, at one moment.</summary>
/// <param name="HighWaterMark">Below it no event can still appear: what is committed up to here is all there will ever be.</param>
/// <param name="Views">Position that every asynchronous projection includes.</param>
public sealed record Positions(long HighWaterMark, long Views);
