using Ledger.Cli.Shared;

namespace Ledger.Cli.Load;

/// <summary>Sends a file chunk by chunk and keeps its place. Ends when all is answered, when it is asked to stop, or when the ledger
/// stays away for longer than <c>patience</c>.</summary>
internal sealed class Loader(CommandFile file, BulkClient client, ResumeFile resume, LoadState state, TimeSpan patience, TimeProvider time)
{
    private readonly Backoff _backoff = new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(5), time);

    /// <summary>Asked for after the first chunk, when the book exists for certain.</summary>
    public Func<Task<string?>> FirstEvent { get; init; } = () => Task.FromResult<string?>(null);

    public Action<string> Say { get; init; } = _ => { };

    public async Task<int> Run(Meter meter, CancellationToken stop)
    {
        long? awaySince = null;
        meter.MoveTo(state.Line);
        while (file.Read(state.Offset, state.Line) is { Count: > 0 } lines)
        {
            if (stop.IsCancellationRequested) return ExitCode.Interrupted;
            var chunk = new ChunkPost(client, lines, time);
            try
            {
                // The stop is not passed on: a chunk in flight is read to its end, so that every line sent has its answer.
                await chunk.Run(line => meter.MoveTo(line.Number));
                awaySince = null;
                _backoff.Reset();
                Settle(chunk, meter);
                state.BookMark ??= await FirstEvent();
                resume.Write(state);
            }
            catch (LedgerAwayException away)
            {
                var settled = Settle(chunk, meter);
                if (settled > 0) awaySince = null;
                state.SentAgain += (away.MayHaveHappened ? lines.Count : Math.Max(settled, chunk.Answered)) - settled;
                resume.Write(state);
                awaySince ??= time.GetTimestamp();
                if (time.GetElapsedTime(awaySince.Value) > patience) return GiveUp(away);
                Say($"{away.Message}; trying again");
                if (!await Paused(away, stop)) return ExitCode.Interrupted;
            }
        }

        state.Done = true;
        resume.Write(state);
        return ExitCode.Done;
    }

    private int Settle(ChunkPost chunk, Meter meter)
    {
        var settled = 0;
        foreach (var (line, answer) in chunk.Settled)
        {
            state.Settle(line, answer);
            settled++;
        }

        meter.MoveTo(state.Line);
        if (state.RefusedLines > 0) meter.Note = $"{state.RefusedLines:N0} refused";
        return settled;
    }

    private int GiveUp(LedgerAwayException away)
    {
        Say($"{away.Message}; given up after {patience.TotalSeconds:N0} s");
        return ExitCode.LedgerAway;
    }

    private async Task<bool> Paused(LedgerAwayException away, CancellationToken stop)
    {
        try
        {
            await _backoff.Pause(stop, away.RetryAfter);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
