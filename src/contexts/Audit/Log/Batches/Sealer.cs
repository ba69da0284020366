using Ledger.Sealing.Trees;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ledger.Audit.Log.Batches;

/// <summary>
/// Gives every committed event of every book its leaf, off the path of those who record. It follows the high-water mark, below which no event can still appear;
/// and
/// should one appear there all the same, a look through everything from time to time finds it, and it becomes a later leaf. Nothing is kept in memory that a
/// restart
/// would miss: what is unsealed is what has no leaf.
/// </summary>
internal sealed partial class Sealer(
    SealerSource source, PositionWatch watch, SealBatch batch, ISealingGate gate, SealerAlarms alarms, SealerMetrics metrics, TimeProvider clock,
    ILogger<Sealer> log) : RepeatedWork(TimeSpan.FromSeconds(1), clock, log)
{
    /// <summary>Positions that are looked at in one go.</summary>
    private const int FoundMax = 10_000;

    /// <summary>A look through everything comes this often at most, and takes a twentieth of the time at most.</summary>
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(15);
    private const int SweepShare = 20;

    private readonly Dictionary<string, CompactRange> _trees = new(StringComparer.Ordinal);
    private readonly HashSet<string> _stopped = new(StringComparer.Ordinal);

    protected override async Task TakeTurnAsync(CancellationToken ct)
    {
        // What is not sealed when the turn is interrupted has no leaf, and is found again.
        await using var turn = await SealerTurn.TryTakeAsync(source.Database, ct);
        if (turn is not null)
        {
            await SealAsync(turn.Connection, ct);
        }
    }

    private async Task SealAsync(NpgsqlConnection turn, CancellationToken ct)
    {
        // Whoever had the turn before may have sealed on, or another key may be in place.
        _trees.Clear();
        var scanned = 0L;
        var (sweptAt, sweepPause) = (0L, TimeSpan.Zero);
        for (var positions = await watch.ReadAsync(ct); ; positions = await watch.NextAsync(ct))
        {
            var begun = Clock.GetTimestamp();
            if (scanned == 0 || Clock.GetElapsedTime(sweptAt) >= sweepPause)
            {
                _stopped.Clear();
                scanned = await SealRangeAsync(turn, 0, positions.HighWaterMark, ct);
                sweptAt = Clock.GetTimestamp();
                sweepPause = TimeSpan.FromTicks(Math.Max(SweepEvery.Ticks, Clock.GetElapsedTime(begun).Ticks * SweepShare));
            }
            else if (scanned < positions.HighWaterMark)
            {
                scanned = await SealRangeAsync(turn, scanned, positions.HighWaterMark, ct);
            }
        }
    }

    /// <returns>Position up to which everything is sealed that can be.</returns>
    private async Task<long> SealRangeAsync(NpgsqlConnection turn, long after, long upTo, CancellationToken ct)
    {
        while (true)
        {
            var found = await turn.FindUnsealedAsync(after, upTo, FoundMax, ct);
            metrics.Found(found.Count);
            foreach (var book in found.GroupBy(f => f.Book))
            {
                await SealBookAsync(book.Key, [.. book.Select(f => f.Position)], ct);
            }

            if (found.Count < FoundMax)
            {
                return upTo;
            }

            after = found[^1].Position;
        }
    }

    private async Task SealBookAsync(string book, long[] positions, CancellationToken ct)
    {
        for (var rest = positions.AsMemory(); rest.Length > 0 && !_stopped.Contains(book);)
        {
            var wanted = rest[..Math.Min(rest.Length, SealBatch.EventsMax)].ToArray();
            try
            {
                if (await gate.RefuseAsync(book, ct) is { } closed)
                {
                    await StopAsync(book, closed, ct);
                    return;
                }

                var done = await batch.RunAsync(book, wanted, _trees.GetValueOrDefault(book), ct);
                _trees[book] = done.Tree;
                metrics.Note(done);
                if (done.Stop is { } reason)
                {
                    await StopAsync(book, reason, ct);
                }

                var left = rest.Span.IndexOfAnyInRange(done.UpTo + 1, long.MaxValue);
                if (left == 0)
                {
                    // The first of them waits for another that is found at the next look through everything.
                    return;
                }

                rest = left < 0 ? default : rest[left..];
            }
            catch (Exception e) when (e is BrokenLogException or Keys.MissingKeyException or FormatException)
            {
                _trees.Remove(book);
                await StopAsync(book, $"Sealing has stopped: {e.Message}.", ct);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
            {
                // Somebody has given an event that has its leaf another place: that book's matter, and no other's.
                _trees.Remove(book);
                await StopAsync(book, $"A sealed event has moved in the event table. {e.Detail}", ct);
            }
            catch
            {
                // Whether the batch was committed is not known here; the log itself knows.
                _trees.Remove(book);
                throw;
            }
        }
    }

    private async Task StopAsync(string book, string reason, CancellationToken ct)
    {
        _stopped.Add(book);
        if (await alarms.RaiseAsync(book, reason, ct))
        {
            metrics.Stopped();
            LogStopped(book, reason);
        }
    }

    [LoggerMessage(LogLevel.Critical, "Sealing of book {Book} has stopped. {Reason}")]
    private partial void LogStopped(string book, string reason);
}
