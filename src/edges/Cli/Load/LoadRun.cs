using Ledger.Cli.Shared;

namespace Ledger.Cli.Load;

/// <summary>One call of <c>ledger load</c>: finds the place to go on from, sends, and tells the outcome.</summary>
internal static class LoadRun
{
    public static Task<int> Run(CommandFile file, Connection at, LoadOptions options, CancellationToken stop) =>
        Failures.Handle(at.Url, "Nothing of this request was recorded. Correct the cause and run the same command again.", async () =>
        {
            var (sha256, lines) = file.Measure();
            var fresh = new LoadState { File = file.Path, Sha256 = sha256, Url = at.Url.AbsoluteUri, Book = at.Book, Lines = lines };
            await using var ring = await KeyRing.Open(at, options.Keys, options.OperatorKey, Terminal.Say, stop);
            return await Send(file, fresh, ring, options, stop);
        });

    private static async Task<int> Send(CommandFile file, LoadState fresh, KeyRing ring, LoadOptions options, CancellationToken stop)
    {
        var resume = new ResumeFile(fresh);
        var state = options.Again ? fresh : await Resumed(resume, fresh, () => FirstEvent.ReadAsync(ring.Any.Ledger, stop));
        if (state.Done)
        {
            LoadSummary.Remind(state, options.Json);
            return ExitCode.Done;
        }

        if (state.Line > 0) Terminal.Say($"going on after line {state.Line:N0} of {state.Lines:N0}");
        var loader = new Loader(file, ring, resume, state) { Say = Terminal.Say };
        var meter = new Meter(state.Lines);
        using var stopping = stop.Register(() => meter.Stopping = "finishing what is in flight; Ctrl-C again ends at once");
        var outcome = await MeterView.Run($"loading {state.Book}", "lines", meter, plainLines: true, () => loader.Run(meter, stop));
        LoadSummary.Print(state, options.Json, outcome switch
        {
            ExitCode.Done => "all lines are answered",
            ExitCode.Interrupted => $"stopped after line {state.Line:N0} of {state.Lines:N0}; the same command goes on there",
            _ => $"the ledger is away; {state.Line:N0} of {state.Lines:N0} lines are answered, the same command goes on there",
        });
        return outcome;
    }

    private static async Task<LoadState> Resumed(ResumeFile resume, LoadState fresh, Func<Task<string?>> firstEvent)
    {
        var found = resume.Read();
        var mark = await firstEvent();
        if (mark is null || found?.FirstEvent is { } known && known != mark)
        {
            if (found is not null) Terminal.Say("the book is not the one that this file was loaded into before; starting at line 1");
            return fresh;
        }

        return found ?? resume.Moved(mark) ?? fresh;
    }
}
