using System.Text.Json;
using Ledger.Cli.Shared;

namespace Ledger.Cli.Load;

/// <summary>One call of <c>ledger load</c>: finds the place to go on from, sends, and tells the outcome.</summary>
internal static class LoadRun
{
    /// <summary>The longest answer to one line is a wait of 15 seconds; four of those without a word mean that nobody is there.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);

    public static async Task<int> Run(CommandFile file, Uri url, string book, LoadOptions options, CancellationToken stop)
    {
        try
        {
            return await Send(file, url, book, options, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Terminal.Error("interrupted before anything was sent.", "", ExitCode.Interrupted);
        }
        catch (RequestRefusedException refused)
        {
            return Terminal.Error(refused.Message, "Nothing of this request was recorded. Correct the cause and run the same command again.");
        }
        catch (LedgerAwayException away)
        {
            return Terminal.Error($"{url} does not answer: {away.Message}", "Is the ledger running there? ./ops/run starts one.", ExitCode.LedgerAway);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return Terminal.Error($"{url} answers something else than expected: {e.Message}", "Is this a ledger, and of the same version?");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Terminal.Error(e.Message, "The file must be readable, and its directory writable for the resume file.");
        }
    }

    private static async Task<int> Send(CommandFile file, Uri url, string book, LoadOptions options, CancellationToken stop)
    {
        var (sha256, lines) = file.Measure();
        var fresh = new LoadState { File = file.Path, Sha256 = sha256, Url = url.AbsoluteUri, Book = book, Lines = lines };
        var resume = new ResumeFile(fresh);
        using var http = LedgerHttp.Client(url);
        var state = options.Again ? fresh : await Resumed(resume, fresh, () => BookMark.Wait(http, book, options.Patience, stop));
        if (state.Done)
        {
            LoadSummary.Remind(state, options.Json);
            return ExitCode.Done;
        }

        var loader = new Loader(file, new BulkClient(http, book, Silence), resume, state, options.Patience, TimeProvider.System)
        {
            FirstEvent = () => BookMark.Read(http, book, CancellationToken.None),
            Say = Terminal.Say,
        };
        if (state.Line > 0) Terminal.Say($"going on after line {state.Line:N0} of {state.Lines:N0}");
        var meter = new Meter(lines);
        using var stopping = stop.Register(() => meter.Stopping = "finishing what is in flight; Ctrl-C again ends at once");
        var outcome = await MeterView.Run($"loading {book}", "lines", meter, plainLines: true, () => loader.Run(meter, stop));
        LoadSummary.Print(state, options.Json, outcome switch
        {
            ExitCode.Done => "all lines are answered",
            ExitCode.Interrupted => $"stopped after line {state.Line:N0} of {lines:N0}; the same command goes on there",
            _ => $"the ledger is away; {state.Line:N0} of {lines:N0} lines are answered, the same command goes on there",
        });
        return outcome;
    }

    private static async Task<LoadState> Resumed(ResumeFile resume, LoadState fresh, Func<Task<string?>> bookMark)
    {
        var found = resume.Read();
        var mark = await bookMark();
        if (mark is null || found?.BookMark is { } known && known != mark)
        {
            if (found is not null) Terminal.Say("the book is not the one that this file was loaded into before; starting at line 1");
            return fresh;
        }

        return found ?? resume.Moved(mark) ?? fresh;
    }
}
