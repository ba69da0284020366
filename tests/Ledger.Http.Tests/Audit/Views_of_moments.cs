using System.Globalization;
using System.Net;
using System.Text.Json;
using Ledger.Contracts.Ports;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Ledger.Http.Tests.Audit;

/// <summary>
/// Goal: every view answers on both axes of time. Method: a deal by chance, in which facts are told in any order, and what each view says of random moments
/// held against a plain fold of the events that were known and had happened by then.
/// </summary>
public sealed class Views_of_moments(ITestOutputHelper output)
{
    private const int MomentsCount = 24;

    [Fact]
    public async Task Are_what_the_events_come_to_that_were_known_and_had_happened()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}.");
        var (book, random) = (await TestBook.OpenAsync("rehearsal"), new Random(seed));
        await new RandomDeal(book, seed).PlayAsync(120);
        var events = await book.EventsAsync();
        await book.GetWhenAsync("stock", s => s.Number("position") >= events[^1].Number("position"));
        // Now each has its effective time.
        events = await book.EventsAsync();
        var (compared, missing) = (0, 0);
        for (var i = 0; i < MomentsCount; i++)
        {
            var (position, time) = (events[random.Next(events.Count)].Number("position"), RandomDeal.At(random.Next(400)));
            var counted = events.Where(e => (i % 3 == 0 || e.Number("position") <= position) && (i % 3 == 1 || Fold.EffectiveAt(e) <= time)).ToList();
            var moment =
                string.Join('&', new[] { i % 3 == 0 ? null : $"atPosition={position}", i % 3 == 1 ? null : $"effectiveAt={Write(time)}" }.OfType<string>());
            foreach (var (view, expected, told) in Questions(events, counted, random))
            {
                var reply = await book.GetAsync($"{view}?{moment}");
                var found = reply.Status == HttpStatusCode.OK ? told(reply.Json) : null;
                Assert.True(
                    reply.Status is HttpStatusCode.OK or HttpStatusCode.NotFound && found == expected,
                    $"Seed {seed}, {view}?{moment}: expected\n{expected}\nfound\n{found}\n{reply.Text}");
                Assert.Null(reply.ETag);
                (compared, missing) = (compared + 1, missing + (expected is null ? 1 : 0));
            }
        }

        output.WriteLine($"{events.Count} events, {compared} views compared, {missing} of what was not there by then.");
        Assert.True(compared - missing > MomentsCount, $"Only {compared - missing} of {compared} were there; seed {seed}.");
    }

    [Fact]
    public async Task Say_which_moment_they_stand_for_and_are_never_unchanged()
    {
        var book = await TestBook.OpenAsync("rehearsal");
        await book.MustPostAsync(
            "batches",
            new { batch = "B", product = TestBook.Gpu, site = TestBook.Factory, serials = book.Serials("B", 2), occurredAt = "2026-02-01T00:00:00Z" });
        var position = (await book.EventsAsync())[^1].Number("position");
        await book.GetWhenAsync("stock", s => s.Number("position") >= position);
        foreach (var view in new[] { "stock", "batches/B", $"units/{book.Serials("B", 1)[0]}" })
        {
            using var request =
                new HttpRequestMessage(HttpMethod.Get, $"/books/{book.Code}/{view}?atPosition={position}&effectiveAt=2026-02-01T01:00:00%2B01:00");
            request.Headers.TryAddWithoutValidation("If-None-Match", "*");
            using var answer = await (await LedgerHost.ClientAsync()).SendAsync(request);
            Assert.Equal(
                (200, $"{position}", "2026-02-01T00:00:00Z"),
                ((int)answer.StatusCode, answer.Headers.GetValues("Ledger-Position").Single(), answer.Headers.GetValues("Ledger-Effective-At").Single()));
        }

        // One second before, it had not happened; one position before, it was not known.
        foreach (var moment in new[] { "effectiveAt=2026-01-31T23:59:59Z", $"atPosition={position - 1}" })
        {
            (await book.GetAsync($"batches/B?{moment}")).MustRefuse(404, "unknown-batch");
            (await book.GetAsync($"units/{book.Serials("B", 1)[0]}?{moment}")).MustRefuse(404, "unknown-unit");
        }
    }

    [Theory]
    [InlineData("asOf=2026-02-01T00:00:00Z&effectiveAt=2026-02-01T00:00:00Z")]
    [InlineData("atPosition=1&knownAt=1")]
    [InlineData("knownAt=yesterday")]
    [InlineData("effectiveAt=0")]
    public async Task Take_one_name_of_each_axis(string query)
    {
        var book = await TestBook.OpenAsync();
        foreach (
            var view in new[] { "", "stock", "agreements/SA-1", "agreements/SA-1/progress", "orders/PO-1", "batches/B-1", "racks/R-1", "rack-models/M-1",
            "units/S-1", $"units/{TestBook.Gpu}/S-1" })
        {
            (await book.GetAsync($"{view}?{query}")).MustRefuse(400, "invalid-query");
        }
    }

    [Fact]
    public async Task Refuse_a_position_that_the_ledger_has_not_come_to()
    {
        var book = await TestBook.OpenAsync();
        await book.RegisterAsync("B-1", book.Serials("B-1", 1));
        foreach (var view in new[] { "", "stock", "batches/B-1", $"units/{book.Serials("B-1", 1)[0]}" })
        {
            (await book.GetAsync($"{view}?atPosition={long.MaxValue}")).MustRefuse(409, "position-not-reached");
        }
    }

    [Fact]
    public async Task Are_asked_for_by_what_the_log_held()
    {
        var book = await TestBook.OpenAsync("rehearsal");
        (await book.GetAsync("stock?knownAt=0")).MustBe(200);
        (await book.GetAsync("batches/A?knownAt=0")).MustRefuse(404, "unknown-batch");
        var (first, firstTime) = await RegisterAndSealAsync(book, "A", 2);
        var (second, _) = await RegisterAndSealAsync(book, "B", 3);

        foreach (var (known, units) in new[] { ($"{first}", 2L), (Write(firstTime), 2L), ($"{second}", 5L), ($"{second - 1}", 2L) })
        {
            var stock = (await book.GetAsync($"stock?knownAt={known}")).MustBe(200).Json;
            Assert.Equal(units, stock.List("rows").Sum(r => r.Number("quantityUnits")));
            Assert.Equal(units == 5 ? 200 : 404, (int)(await book.GetAsync($"batches/B?knownAt={known}")).Status);
        }

        using var answer = await (await LedgerHost.ClientAsync()).GetAsync($"/books/{book.Code}/batches/A?knownAt={second}");
        Assert.Equal($"{second}", answer.Headers.GetValues("Ledger-Known-At").Single());
        (await book.GetAsync($"batches/A?knownAt={second + 1_000_000}")).MustRefuse(409, "position-not-reached");
        (await book.GetAsync("batches/A?knownAt=2099-01-01T00:00:00Z")).MustRefuse(409, "position-not-reached");
        Assert.Empty((await book.GetAsync("stock?knownAt=2001-01-01T00:00:00Z")).MustBe(200).Json.List("rows"));
    }

    /// <returns>The size of the log that holds the batch, and a time after its head and before the next event.</returns>
    private static async Task<(long Size, DateTimeOffset At)> RegisterAndSealAsync(TestBook book, string batch, int units)
    {
        var recorded =
            (await book.PostAsync(
                "batches",
                new { batch, product = TestBook.Gpu, site = TestBook.Factory, serials = book.Serials(batch, units), occurredAt = "2026-02-01T00:00:00Z" }))
            .MustBe(201);
        var position = (await book.EventsAsync()).Single(e => e.Text("id") == recorded.Json.List("events")[0].Text("id")).Number("position");
        var seals = (await LedgerHost.AlbaAsync).Services.GetRequiredService<ISeals>();
        var seal = await seals.WaitAsync(book.Code, position, SealStatus.Sealed, TimeSpan.FromSeconds(20), CancellationToken.None);
        await book.GetWhenAsync("stock", s => s.Number("position") >= position);
        var head = (await seals.HeadAsync(book.Code, null, null, CancellationToken.None))!;
        Assert.Equal(seal.Index + 1, head.Size);
        return (head.Size, TimeProvider.System.GetUtcNow());
    }

    private static IEnumerable<(string View, string? Expected, Func<JsonElement, string> Told)> Questions(
        List<JsonElement> events, List<JsonElement> counted, Random random)
    {
        yield return ("agreements/SA-1", PlainFolds.Agreement(counted, "SA-1"), PlainFolds.AgreementView);
        yield return ("orders/PO-1", PlainFolds.Order(counted, "PO-1"), PlainFolds.OrderView);
        var (batch, rack) = (One("batch/"), One("rack/"));
        yield return ($"batches/{batch}", PlainFolds.Batch(counted, batch), PlainFolds.BatchView);
        yield return ($"racks/{rack}", PlainFolds.Rack(counted, rack), PlainFolds.RackView);
        var units = Fold.Of(events).Units.Keys.ToList();
        var (unit, then) = (units[random.Next(units.Count)], Fold.Of(counted).Units);
        yield return (
            $"units/{unit.Replace(' ', '/')}", then.TryGetValue(unit, out var there) ? $"{there.Account} {there.Line} {string.Join(' ', there.Trail)}" : null,
            view => $"{view.Text("account")} {view.TextOrNull("line")} {string.Join(' ', view.List("events").Select(e => e.Text("id")))}");

        string One(string kind)
        {
            var keys = events.Select(e => e.Text("stream")).Where(s => s.StartsWith(kind, StringComparison.Ordinal)).Distinct().ToList();
            return keys[random.Next(keys.Count)][kind.Length..];
        }
    }

    private static string Write(DateTimeOffset time) => time.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
}
