using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Ledger.Audit.Witnesses;

/// <summary>
/// Brings each new head to the witnesses that have an address, off the path of those who record and of the sealer. Heads that come while a witness is slow or
/// away are
/// not queued: it gets the newest one then, which covers all before it. Each is asked once after a start even when it has signed everything, for it may know of
/// more.
/// </summary>
internal sealed partial class WitnessPusher(
    WitnessRosters rosters, CosignedHeads heads, HeadSubmission submission, WitnessGate gate, TimeProvider clock,
    ILogger<WitnessPusher> log) : RepeatedWork(TimeSpan.FromMilliseconds(250), clock, log)
{
    private const int SubmissionsMax = 8;

    private static readonly TimeSpan RosterGood = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseMax = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string Book, string Witness), Line> _lines = new();
    private IReadOnlyList<WitnessRoster> _wanted = [];
    private long _wantedAt;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(_lines.Values.Select(line => line.Running));
    }

    protected override async Task TakeTurnAsync(CancellationToken ct)
    {
        if (Clock.GetElapsedTime(_wantedAt) >= RosterGood)
        {
            (_wanted, _wantedAt) = (await rosters.WithAddressAsync(ct), Clock.GetTimestamp());
        }

        var wanted = _wanted;
        string[] books = [.. wanted.Select(roster => roster.TenantId!)];
        if (books.Length == 0)
        {
            return;
        }

        var (newest, cosigned) = (await heads.NewestAsync(books, ct), await heads.CosignedAsync(books, ct));
        foreach (var roster in wanted.Where(roster => newest.ContainsKey(roster.TenantId!)))
        {
            Begin(newest[roster.TenantId!], roster, cosigned, ct);
        }
    }

    /// <summary>
    /// All witnesses of a book get the same head, and the next one when they have done with it: signatures on different heads would make none of them
    /// countersigned.
    /// </summary>
    private void Begin(NewestHead head, WitnessRoster roster, IReadOnlyDictionary<(string Book, string Witness), long> cosigned, CancellationToken ct)
    {
        var lines = (from witness in roster.Witnesses
                     where witness.Url is not null
                     let key = (head.Book, witness.Witness)
                     select (Witness: witness, Line: _lines.GetOrAdd(key, _ => new()), Signed: cosigned.GetValueOrDefault(key))).ToList();
        var now = Clock.GetUtcNow();
        var due = lines.Where(l => (!l.Line.IsKnown || l.Signed < head.Size) && now >= l.Line.NotBefore).ToList();
        var busy = _lines.Values.Count(line => !line.Running.IsCompleted);
        if (lines.TrueForAll(l => l.Line.Running.IsCompleted) && (busy == 0 || busy + due.Count <= SubmissionsMax))
        {
            due.ForEach(l => l.Line.Running = SubmitAsync(l.Line, head, l.Witness, l.Signed, ct));
        }
    }

    private async Task SubmitAsync(Line line, NewestHead head, AppointedWitness witness, long cosigned, CancellationToken ct)
    {
        // The loop goes on at once; a submission takes as long as its witness does.
        await Task.Yield();
        try
        {
            var outcome = await submission.SubmitAsync(head, witness, line.IsKnown ? cosigned : head.Size, ct);
            await gate.NoteAsync(head.Book, witness, outcome, ct);
            line.IsKnown |= outcome.End == SubmissionEnd.Signed;
            Rest(line, head.Book, witness.Witness, outcome.End == SubmissionEnd.Signed ? null : outcome.Sentence);
        }
        catch (Exception e)
        {
            Rest(line, head.Book, witness.Witness, e.Message);
        }
    }

    private void Rest(Line line, string book, string witness, string? trouble)
    {
        if (trouble is null)
        {
            (line.Failures, line.NotBefore) = (0, default);
            return;
        }

        if (line.Failures++ == 0)
        {
            LogTrouble(book, witness, trouble);
        }

        var pause = Math.Min(PauseMax.TotalSeconds, Math.Pow(2, Math.Min(line.Failures, 10) - 1)) * (0.75 + (Random.Shared.NextDouble() / 2));
        line.NotBefore = Clock.GetUtcNow().AddSeconds(pause);
    }

    /// <summary>What is known of one witness of one book.</summary>
    private sealed class Line
    {
        /// <summary>It has answered since the start, and knew of nothing more than we do.</summary>
        public bool IsKnown { get; set; }

        public int Failures { get; set; }

        public DateTimeOffset NotBefore { get; set; }

        public Task Running { get; set; } = Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Warning, "Witness {Witness} of book {Book} has not signed: {Trouble}")]
    private partial void LogTrouble(string book, string witness, string trouble);
}
