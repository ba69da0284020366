using System.Diagnostics;

namespace Ledger.Chaos.Tests;

/// <summary>
/// One round: load, a kill, recovery, and a retry of all that was left without an answer. What was acknowledged must be there exactly once; what was not, at
/// most once; and each retry must come to an answer soon, and have had its effect exactly once then. Projections must go on after an
/// outage of PostgreSQL. The sealed log must be dense and complete in the end.
/// </summary>
internal sealed class Round(Arena arena, Random dice)
{
    private const int ClientsCount = 8;
    private const int OutageMs = 500;
    private static readonly TimeSpan LoadMax = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan RetryMax = TimeSpan.FromSeconds(5);
    private readonly List<string> _faults = [];

    public KillPoint Point { get; private set; }

    public int Acknowledged { get; private set; }

    public int Unanswered { get; private set; }

    /// <summary>Of the unanswered, those that were recorded all the same: their retry must be told so.</summary>
    public int RecordedUnanswered { get; private set; }

    public TimeSpan SlowestRetry { get; private set; }

    public IReadOnlyList<string> Faults => _faults;

    /// <param name="checksLog">Whether to wait until all of it is sealed, and to look at the log.</param>
    public async Task RunAsync(KillPoint point, bool checksLog)
    {
        Point = point;
        var commands = await LoadAsync();
        Check(await arena.EventsAsync(), commands, mayMiss: true);
        await arena.RecoverAsync();
        await RetryAsync([.. commands.Where(c => c.Event is null)]);
        Check(await arena.EventsAsync(), commands, mayMiss: false);
        if (point == KillPoint.Postgres)
        {
            // The host has outlived the kill, and so must its projections, which had work.
            _faults.AddRange(await arena.ViewFaultsAsync());
        }

        if (checksLog)
        {
            _faults.AddRange(await arena.LogFaultsAsync());
        }
    }

    /// <summary>
    /// Clients send until the kill. Each stops at its first command without an answer, and the others, which a short outage of PostgreSQL may spare, soon after
    /// it.
    /// </summary>
    private async Task<List<Command>> LoadAsync()
    {
        using var patience = new CancellationTokenSource(LoadMax);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(patience.Token);
        var killing = Point == KillPoint.Postgres ? KillPostgresAsync(dice.Next(50, 500), over) : Task.CompletedTask;
        if (Point != KillPoint.Postgres)
        {
            // Batches of the log hold what some commands recorded: there are fewer of them.
            arena.Trigger.Arm(Point, dice.Next(1, Point is KillPoint.AfterHead or KillPoint.AfterSeal ? 6 : 60));
        }

        var commands = await Task.WhenAll(Enumerable.Range(0, ClientsCount).Select(async _ =>
        {
            var sent = new List<Command>();
            while (!over.IsCancellationRequested)
            {
                var command = arena.Partner.Next();
                sent.Add(command);
                Note(await arena.Partner.SendAsync(command));
                if (command.Event is null)
                {
                    break;
                }
            }

            return sent;
        }));
        await killing;
        if (patience.IsCancellationRequested)
        {
            _faults.Add($"{Point} was not reached within {LoadMax.TotalSeconds:N0} s of load.");
        }

        return [.. commands.SelectMany(c => c)];
    }

    private async Task KillPostgresAsync(int afterMs, CancellationTokenSource over)
    {
        await Task.Delay(afterMs);
        await arena.KillPostgresAsync();
        over.CancelAfter(OutageMs);
    }

    private async Task RetryAsync(List<Command> unanswered)
    {
        Unanswered = unanswered.Count;
        await Task.WhenAll(unanswered.Select(async command =>
        {
            var since = Stopwatch.StartNew();
            while (command.Event is null && since.Elapsed < RetryMax)
            {
                Note(await arena.Partner.SendAsync(command));
                if (command.Event is null)
                {
                    await Task.Delay(50);
                }
            }

            command.Resolved = since.Elapsed;
            if (command.Event is null)
            {
                _faults.Add($"{command.Key} on {command.Stream} was not answered within {RetryMax.TotalSeconds:N0} s of retries: {command.Failure}");
            }
        }));
        SlowestRetry = unanswered.Select(c => c.Resolved!.Value).DefaultIfEmpty().Max();
    }

    private void Check(ILookup<string, Guid> events, List<Command> commands, bool mayMiss)
    {
        foreach (var command in commands)
        {
            Guid[] there = [.. events[command.Stream]];
            if (command.Event is { } acknowledged ? there is not [var one] || one != acknowledged : !mayMiss || there.Length > 1)
            {
                _faults.Add(
                    $"{command.Key} on {command.Stream}: {(command.Event is null ? "not answered" : $"acknowledged as {command.Event}")}, recorded as "
                    + $"[{string.Join(", ", there)}].");
            }
        }

        if (mayMiss)
        {
            Acknowledged = commands.Count(c => c.Event is not null);
            RecordedUnanswered = commands.Count(c => c.Event is null && events[c.Stream].Any());
        }
    }

    private void Note(string? fault)
    {
        if (fault is not null)
        {
            lock (_faults)
            {
                _faults.Add(fault);
            }
        }
    }
}
