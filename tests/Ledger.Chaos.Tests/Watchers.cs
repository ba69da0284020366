namespace Ledger.Chaos.Tests;

/// <summary>Follows a connection to PostgreSQL. It looks for words, which may lie across two pieces, so it keeps the end of the piece before.</summary>
internal sealed class DatabaseWatcher(Trigger trigger) : Relay.Watcher
{
    private byte[] _sentBefore = [];
    private byte[] _answeredBefore = [];
    private bool _hasAppended;
    private bool _commits;
    private bool _hasSealed;
    private bool _commitsSeal;

    public override bool Sent(ReadOnlySpan<byte> toServer)
    {
        var seen = Join(ref _sentBefore, toServer);
        if (seen.IndexOf("insert into wolverine.wolverine_deduplicated_responses"u8) >= 0 && trigger.Passes(KillPoint.BeforeClaim))
        {
            return false;
        }

        if (seen.IndexOf("mt_quick_append_events"u8) >= 0)
        {
            _hasAppended = true;
        }

        if (seen.IndexOf("insert into ledger_log.head"u8) >= 0)
        {
            _hasSealed = true;
        }
        else if (_hasSealed && seen.IndexOf("COMMIT"u8) >= 0)
        {
            (_hasSealed, _commitsSeal) = (false, true);
            return !trigger.Passes(KillPoint.AfterHead);
        }

        if (_hasAppended && seen.IndexOf("COMMIT"u8) >= 0)
        {
            (_hasAppended, _commits) = (false, true);
            return !trigger.Passes(KillPoint.AfterAppend);
        }

        return true;
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
