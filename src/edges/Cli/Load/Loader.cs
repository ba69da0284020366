using Ledger.Cli.Keys;
using Ledger.Cli.Shared;
using Ledger.Client.Bulk;

namespace Ledger.Cli.Load;

/// <summary>Sends a file chunk by chunk, each run of lines with a key that may post them, and keeps its place. Ends when all is answered, when it is asked to
/// stop, or when the ledger stays away.</summary>
internal sealed class Loader(CommandFile file, KeyRing ring, ResumeFile resume, LoadState state)
{
    public Action<string> Say { get; init; } = _ => { };

    public async Task<int> Run(Meter meter, CancellationToken stop)
    {
        meter.MoveTo(state.Line);
        while (file.Read(state.Offset, state.Line) is { Count: > 0 } chunk)
        {
            for (var begin = 0; begin < chunk.Count;)
            {
                if (stop.IsCancellationRequested) return ExitCode.Interrupted;
                var (key, count) = await ring.Next(chunk, begin, stop);
                if (await Post(key, [.. chunk.Skip(begin).Take(count)], meter, stop) is { } ended) return ended;
                begin += count;
            }
        }

        state.Done = true;
        await resume.WriteAsync(state);
        return ExitCode.Done;
    }

    /// <returns>Null when every line has its answer, else how the load ends.</returns>
    private async Task<int?> Post(KeyClient key, IReadOnlyList<CommandLine> lines, Meter meter, CancellationToken stop)
    {
        // The stop ends pauses only: what is in flight is read to its end, so that every line sent has its answer.
        var options = new LineOptions { Stop = stop, Waiting = Say, Answered = index => meter.MoveTo(lines[index].Number) };
        try
        {
            Settle(lines, await key.Ledger.PostLinesAsync([.. lines.Select(line => line.ToSend(state))], options, CancellationToken.None), meter);
            state.FirstEvent ??= await FirstEvent.ReadAsync(key.Ledger, CancellationToken.None);
            return null;
        }
        catch (LinesUnansweredException away)
        {
            Settle(lines, away.Answers, meter);
            if (stop.IsCancellationRequested) return ExitCode.Interrupted;
            Say($"{away.Message}; giving up");
            return ExitCode.NoAnswer;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        finally
        {
            await resume.WriteAsync(state);
        }
    }

    private void Settle(IReadOnlyList<CommandLine> lines, IReadOnlyList<LineAnswer> answers, Meter meter)
    {
        foreach (var (line, answer) in lines.Zip(answers)) state.Settle(line, answer.Outcome);
        meter.MoveTo(state.Line);
        if (state.RefusedLines > 0) meter.Note = $"{state.RefusedLines:N0} refused";
    }
}
