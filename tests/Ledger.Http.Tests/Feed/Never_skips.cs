using Xunit.Abstractions;

namespace Ledger.Http.Tests.Feed;

/// <summary>
/// Goal: no reader ever misses an event that is committed late. Method: writers whose transactions are held open by chance after their positions were drawn,
/// some longer than the daemon waits at a gap, some to be rolled back at last; readers of every kind; and at the end what each has read against the table of
/// events.
/// </summary>
public sealed class Never_skips(OwnHost own, ITestOutputHelper output) : IClassFixture<OwnHost>
{
    private const int Writers = 8;
    private const int CommandsOfEach = 30;

    private volatile bool _isWritten;

    [Fact]
    public async Task Readers_of_every_kind_read_each_event_once_and_in_order_while_transactions_commit_late()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}.");
        var book = await own.BookAsync();
        await HoldCommitsAsync(seed);

        var follower = await Follower.OfAsync(book, own.Client);
        var readers = new Dictionary<string, Task<List<long>>>
        {
            ["pages"] = PagesAsync(book, follower, 7),
            ["large pages"] = PagesAsync(book, follower, 200),
            ["batches"] = BatchesAsync(book, follower),
            ["stream"] = StreamAsync(book, follower, null),
            ["stream that breaks off"] = StreamAsync(book, follower, new Random(seed)),
        };
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => WriteAsync(book, writer)));
        _isWritten = true;

        var recorded = await RecordedAsync(book);
        Assert.InRange(recorded.Count, Writers * CommandsOfEach / 2, Writers * CommandsOfEach * 2);
        foreach (var (kind, reader) in readers)
        {
            var read = await reader.WaitAsync(TimeSpan.FromSeconds(60));
            Assert.True(
                recorded.SequenceEqual(read),
                $"Seed {seed}, {kind}: missed {string.Join(", ", recorded.Except(read).Take(10))}; {read.Count} of {recorded.Count} were read.");
        }

        var late = (long)(await own.ScalarAsync("select count(*) from late where held > interval '0'"))!;
        output.WriteLine(
            $"{recorded.Count} events, {recorded[^1] - recorded[0] + 1 - recorded.Count} positions with nothing at them; {late} commits were held up.");
        Assert.True(late > 10, $"Seed {seed}: only {late} commits were held up.");
    }

    /// <summary>A deferred trigger runs when a transaction commits, long after its positions were drawn.</summary>
    private Task HoldCommitsAsync(int seed) => own.ExecuteAsync($"""
        create table late (position bigint, held interval);
        create function hold_commit() returns trigger language plpgsql security definer as $$
        declare chance int := abs(hashtext('{seed}/' || new.seq_id)) % 1000;
        begin
            if chance < 20 then raise exception 'rolled back by the test' using errcode = 'LG002', hint = '0'; end if;
            if chance < 200 then
                perform pg_sleep(case when chance < 28 then 4.5 when chance < 80 then 0.8 else 0.1 end);
                insert into late values (new.seq_id, make_interval(secs => 1));
            end if;
            return null;
        end $$;
        create constraint trigger hold_commit after insert on ledger.mt_events deferrable initially deferred for each row execute function hold_commit();
        """);

    private static async Task WriteAsync(TestBook book, int writer)
    {
        for (var i = 0; i < CommandsOfEach; i++)
        {
            // Refused where the test rolls it back.
            await book.PostAsync(
                "batches", new { batch = $"B-{writer}-{i}", product = TestBook.Gpu, site = TestBook.Factory, serials = book.Serials($"B{writer}-{i}", 1) });
        }
    }

    private async Task<List<long>> RecordedAsync(TestBook book)
    {
        var positions = new List<long>();
        await using var command =
            own.Database.CreateCommand(
                "select seq_id from ledger.mt_events where tenant_id = $1 and type <> 'tombstone' and type not like 'access.%' order by seq_id");
        command.Parameters.AddWithValue(book.Code);
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            positions.Add(rows.GetInt64(0));
        }

        return positions;
    }

    private async Task<bool> IsDoneAsync(TestBook book, List<long> read) => _isWritten && (read.Count > 0 ? read[^1] : 0) >= (await RecordedAsync(book))[^1];

    private async Task<List<long>> PagesAsync(TestBook book, Follower follower, int limit)
    {
        var (read, query) = (new List<long>(), $"?limit={limit}");
        while (!await IsDoneAsync(book, read))
        {
            var (events, next) = await follower.PageAsync(query);
            read.AddRange(events.Select(e => e.Number("position")));
            query = next;
            // Without a pause a fast machine comes to the limit of requests per minute.
            await Task.Delay(5);
        }

        return read;
    }

    private async Task<List<long>> BatchesAsync(TestBook book, Follower follower)
    {
        var (read, query) = (new List<long>(), "?limit=20");
        while (!await IsDoneAsync(book, read))
        {
            var (events, next) = await follower.BatchAsync(query);
            read.AddRange(events.Select(e => long.Parse((string)e["sequence"]!, System.Globalization.CultureInfo.InvariantCulture)));
            query = next;
            await Task.Delay(20);
        }

        return read;
    }

    /// <param name="chance">Breaks off after some events and comes back with the last id; null never does.</param>
    private async Task<List<long>> StreamAsync(TestBook book, Follower follower, Random? chance)
    {
        var read = new List<long>();
        while (!await IsDoneAsync(book, read))
        {
            // Longer than the host needs to notice that the stream before is gone; an app may have only so many.
            await Task.Delay(chance is null ? 0 : 100);
            using var end = new CancellationTokenSource(TimeSpan.FromSeconds(120));
            var patience = chance?.Next(1, 25) ?? int.MaxValue;
            await foreach (var item in follower.FollowAsync(lastEventId: read.Count > 0 ? $"{read[^1]}" : null, ct: end.Token))
            {
                read.Add(Follower.PositionOf(item));
                if (--patience == 0 || await IsDoneAsync(book, read))
                {
                    break;
                }
            }
        }

        return read;
    }
}
