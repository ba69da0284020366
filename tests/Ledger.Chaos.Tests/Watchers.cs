namespace Ledger.Chaos.Tests;

/// <summary>
/// Follows a connection to PostgreSQL. Of the answers it looks for a word, which may lie across two pieces, so it keeps the end of the piece before.
/// </summary>
internal sealed class DatabaseWatcher(Trigger trigger) : Relay.Watcher
{
    private readonly Statements _sent = new();
    private byte[] _answeredBefore = [];
    private bool _hasAppended;
    private bool _commits;
    private bool _hasSealed;
    private bool _commitsSeal;

    public override bool Sent(ReadOnlySpan<byte> toServer) => _sent.Read(toServer).TrueForAll(MayPass);

    private bool MayPass(string statement)
    {
        if (statement.Contains("insert into wolverine.wolverine_deduplicated_responses", StringComparison.Ordinal))
        {
            return !trigger.Passes(KillPoint.BeforeClaim);
        }

        _hasAppended |= statement.Contains("mt_quick_append_events", StringComparison.Ordinal);
        _hasSealed |= statement.Contains("insert into ledger_log.head", StringComparison.Ordinal);
        if (!statement.StartsWith("COMMIT", StringComparison.Ordinal) || (!_hasAppended && !_hasSealed))
        {
            return true;
        }

        var point = _hasSealed ? KillPoint.AfterHead : KillPoint.AfterAppend;
        (_commitsSeal, _commits, _hasSealed, _hasAppended) = (_hasSealed, _hasAppended, false, false);
        return !trigger.Passes(point);
    }

    public override bool Answered(ReadOnlySpan<byte> toClient)
    {
        if ((!_commits && !_commitsSeal) || Join(ref _answeredBefore, toClient).IndexOf("COMMIT\0"u8) < 0)
        {
            return true;
        }

        var point = _commitsSeal ? KillPoint.AfterSeal : KillPoint.AfterCommit;
        (_commits, _commitsSeal) = (false, false);
        return !trigger.Passes(point);
    }

    private static ReadOnlySpan<byte> Join(ref byte[] before, ReadOnlySpan<byte> now)
    {
        byte[] joined = [.. before, .. now];
        before = joined[^Math.Min(joined.Length, 64)..];
        return joined;
    }
}

/// <summary>Follows a connection of a caller: every answer that comes back is one that the caller may not get.</summary>
internal sealed class CallerWatcher(Trigger trigger) : Relay.Watcher
{
    public override bool Answered(ReadOnlySpan<byte> toClient) => !toClient.StartsWith("HTTP/1.1 2"u8) || !trigger.Passes(KillPoint.BeforeAnswer);
}
