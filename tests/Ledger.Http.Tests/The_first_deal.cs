using System.Text.Json;

namespace Ledger.Http.Tests;

/// <summary>Loads ops/first-deal.jsonl as it lies in the repository, and compares with what was worked out by hand from its lines.</summary>
public sealed class The_first_deal : IClassFixture<The_first_deal.Loaded>
{
    private readonly TestBook _book;
    private readonly List<JsonElement> _answers;

    public The_first_deal(Loaded loaded) => (_book, _answers) = (loaded.Book, loaded.Answers);

    [Fact]
    public void Of_thirty_six_lines_the_second_shipment_of_a_batch_is_refused()
    {
        Assert.Equal(36, _answers.Count);
        var refused = Assert.Single(_answers, a => a.Number("status") >= 300);
        Assert.Equal(17, refused.Number("line"));
        Assert.Equal("already-shipped", refused.GetProperty("problem").Text("code"));
    }

    [Fact]
    public void The_second_order_is_recorded_and_then_refused_by_the_agreement()
    {
        // 10 GPUs are committed, PO-1 takes 7; 3 are left, PO-2 asks for 4.
        var (first, second) = (_answers[9].GetProperty("answer").GetProperty("order"), _answers[10].GetProperty("answer").GetProperty("order"));
        Assert.Equal("confirmed", first.Text("status"));
        Assert.Equal(("refused", "commitment-exceeded"), (second.Text("status"), second.Text("reason")));
    }

    [Fact]
    public async Task Every_unit_is_where_the_lines_bring_it()
    {
        // G1, G2, G3 and G5 are in the rack, G7 was on neither lorry, G4 was damaged and G6 failed: both went back.
        var stock = await _book.GetWhenAsync("stock", s => s.List("rows").Length == 5);
        Assert.Equal(
            [
                "acme:cpu-1 rack:RACK-1 active 2", "acme:gpu-1 rack:RACK-1 active 4", "acme:gpu-1 site:FAB returned 2", "acme:gpu-1 transit:B-1 missing 1",
                "acme:switch-1 rack:RACK-1 active 1",
            ],
            stock.Json.List("rows").Select(Row));
        var units = await _book.PagesAsync("units", 3);
        Assert.Equal(
            ["C1 rack:RACK-1/active", "C2 rack:RACK-1/active", "G1 rack:RACK-1/active", "G2 rack:RACK-1/active", "G3 rack:RACK-1/active",
                "G4 site:FAB/returned",
             "G5 rack:RACK-1/active", "G6 site:FAB/returned", "G7 transit:B-1/missing", "S1 rack:RACK-1/active"],
            units.Select(u => $"{u.Text("serial")[..2]} {u.Text("account")}"));
    }

    [Fact]
    public async Task Between_the_two_lorries_it_was_another_picture()
    {
        // 9 April: G1 to G3 are received, G4 is damaged, G5 to G7 are on the road.
        await _book.GetWhenAsync("stock", s => s.List("rows").Length == 5);
        var stock = (await _book.GetAsync("stock?asOf=2026-04-10T00:00:00Z&product=acme:gpu-1")).MustBe(200).Json;
        Assert.Equal(
            ["acme:gpu-1 site:DC1 quarantined 1", "acme:gpu-1 site:DC1 received 3", "acme:gpu-1 transit:B-1 inTransit 3"], stock.List("rows").Select(Row));
    }

    [Fact]
    public async Task The_agreement_s_lines_come_out_as_worked_by_hand()
    {
        // 7 shipped, 2 went back: 5. 1 of them is missing: 4 are received, accepted, installed and active.
        var progress =
            await _book.GetWhenAsync(
                "agreements/SA-1/progress", p => p.List("lines").All(l => l.Number("commissioned") > 0) && p.List("lines")[0].Number("shipped") == 5);
        Assert.Equal(["10 7 5 4 4 4 4", "2 2 2 2 2 2 2", "1 1 1 1 1 1 1"], progress.Json.List("lines").Select(line => string.Join(
            ' ', new[] { "committed", "ordered", "shipped", "received", "accepted", "installed", "commissioned" }.Select(metric => line.Number(metric)))));
    }

    [Fact]
    public async Task The_first_milestone_is_reached_with_the_rack_and_confirmed()
    {
        var progress = await _book.GetWhenAsync("agreements/SA-1/progress", p => p.List("milestones").Any(m => m.Text("state") == "confirmed"));
        var (m1, m2) = (progress.Json.List("milestones")[0], progress.Json.List("milestones")[1]);
        Assert.Equal(("confirmed", 4), (m1.Text("state"), m1.GetProperty("reached").Number("count")));
        Assert.Equal(
            _answers[33].GetProperty("answer").List("events")[0].Text("id"),
            (await _book.EventsAsync()).Single(e => e.Number("position") == m1.GetProperty("reached").Number("position")).Text("id"));
        Assert.Equal(
            DateTimeOffset.Parse("2026-04-27T09:00:00Z", System.Globalization.CultureInfo.InvariantCulture),
            m1.GetProperty("reached").GetProperty("occurredAt").GetDateTimeOffset());
        Assert.Equal("planned", m2.Text("state"));
    }

    [Fact]
    public async Task The_balances_hold()
    {
        var checks = (await _book.GetAsync("checks")).MustBe(200).Json;
        Assert.True(checks.GetProperty("holds").GetBoolean(), checks.ToString());
        Assert.Equal(10, checks.Number("units"));
    }

    /// <summary>The deal's serials are the same in every book; each book has units of its own.</summary>
    [Fact]
    public async Task It_loads_a_second_time_into_another_book()
    {
        var second = new Loaded();
        await second.InitializeAsync();
        Assert.Equal(17, Assert.Single(second.Answers, a => a.Number("status") >= 300).Number("line"));
        var (first, again) = (await _book.PagesAsync("units", 100), await second.Book.PagesAsync("units", 100));
        Assert.Equal(first.Select(u => $"{u.Text("serial")} {u.Text("account")}"), again.Select(u => $"{u.Text("serial")} {u.Text("account")}"));
        Assert.True((await second.Book.GetAsync("checks")).MustBe(200).Json.GetProperty("holds").GetBoolean());
    }

    private static string Row(JsonElement row) => $"{row.Text("product")} {row.Text("place")} {row.Text("condition")} {row.Number("quantityUnits")}";

    public sealed class Loaded : IAsyncLifetime
    {
        public TestBook Book { get; private set; } = null!;

        public List<JsonElement> Answers { get; } = [];

        public async Task InitializeAsync()
        {
            Book = await TestBook.UnopenedAsync();
            foreach (var chunk in (await File.ReadAllLinesAsync(PathOf("ops/first-deal.jsonl"))).Select((line, i) => (line, i)))
            {
                // Confirming M1 needs it to be reached, which follows the rack's commissioning within moments.
                var reply = await SendAsync(chunk.line);
                for (var attempt = 0; reply.Number("status") == 409 && reply.GetProperty("problem").Text("retryable") == "yes" && attempt < 200; attempt++)
                {
                    await Task.Delay(50);
                    reply = await SendAsync(chunk.line);
                }

                Answers.Add(JsonElement.Parse(reply.GetRawText().Replace("\"line\":1,", $"\"line\":{chunk.i + 1},")));
            }
        }

        public Task DisposeAsync() => Task.CompletedTask;

        private async Task<JsonElement> SendAsync(string line) => (await Book.PostAsync("commands", line, "application/x-ndjson", "wait=20")).MustBe(200).Json;

        private static string PathOf(string file)
        {
            var directory = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(directory.FullName, "Ledger.sln")))
            {
                directory = directory.Parent!;
            }

            return Path.Combine(directory.FullName, file);
        }
    }
}
