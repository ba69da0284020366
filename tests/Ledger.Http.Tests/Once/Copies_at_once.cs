using System.Text.Json;

namespace Ledger.Http.Tests.Once;

/// <summary>
/// Copies of a request that come at the same time, as from a client that does not wait for its time-out: one effect, and the same answer to all of them.
/// </summary>
public sealed class Copies_at_once
{
    private const int Copies = 10;

    [Fact]
    public async Task Ten_copies_of_each_of_a_thousand_commands_have_a_thousand_effects_and_identical_answers()
    {
        const int Commands = 1000;
        var book = await TestBook.OpenAsync();
        var before = await book.EventCountAsync();
        var answers = new (string Text, int Status)[Commands][];
        await Parallel.ForAsync(0, Commands, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (i, _) =>
        {
            // Sites make a stream, batches also pass the custody guard: two ways to lose a race.
            var (route, body) = i % 2 == 0
                ? ("sites", JsonSerializer.Serialize(new { site = $"S-{i}", name = "A port", kind = "port" }))
                : ("batches",
                    JsonSerializer.Serialize(new { batch = $"B-{i}", product = TestBook.Gpu, site = TestBook.Factory, serials = book.Serials($"B{i}", 3) }));
            var replies = await Task.WhenAll(Enumerable.Range(0, Copies).Select(_ => book.PostAsync(route, body, key: $"k-{i}")));
            answers[i] = [.. replies.Select(r => (r.Text.ButForItsSeal(), (int)r.Status))];
        });

        Assert.All(answers, copies => Assert.Equal((Copies, 201), (copies.Length, Assert.Single(copies.Distinct()).Status)));
        Assert.Equal(before + Commands, await book.EventCountAsync());
    }

    [Fact]
    public async Task Copies_under_keys_of_their_own_are_told_that_the_document_is_there()
    {
        var book = await TestBook.OpenAsync();
        for (var i = 0; i < 20; i++)
        {
            var batch = new { batch = $"B-{i}", product = TestBook.Gpu, site = TestBook.Factory, serials = book.Serials($"B{i}", 3) };
            var replies = await Task.WhenAll(Enumerable.Range(0, Copies).Select(_ => book.PostAsync("batches", batch)));
            Assert.All(replies, r => Assert.True((int)r.Status is 200 or 201, r.Text));
            Assert.Equal(1, replies.Count(r => (int)r.Status == 201));
            Assert.Equal(Copies - 1, replies.Count(r => (int)r.Status == 200 && r.Json.GetProperty("alreadyRecorded").GetBoolean()));
            Assert.Single(replies.Select(r => r.Json.GetProperty("events").GetRawText()).Distinct());
            Assert.Single(replies.Select(r => r.Json.Number("position")).Distinct());
        }
    }
}
