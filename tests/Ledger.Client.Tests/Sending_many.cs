using Ledger.Client.Bulk;
using Ledger.Client.Contracts;
using Ledger.Client.Outboxes;

namespace Ledger.Client.Tests;

public class Sending_many
{
    [Fact]
    public async Task All_are_recorded_in_order_each_under_a_key_of_its_own()
    {
        await using var ledger = await ScriptedLedger.StartAsync();
        using var client = ledger.Client();

        var sent = await client.SendManyAsync(Commands(450), new() { Key = c => $"void-{((VoidShipment)c).Batch}" }).ToListAsync();

        Assert.Equal(Enumerable.Range(1, 450).Select(n => $"void-B-{n}"), sent.Select(s => s.Key));
        Assert.Equal(sent.Select(s => s.Key), ledger.Seen.Select(s => s.Key));
        Assert.All(sent, s => Assert.False(Assert.IsType<Recorded>(s.Outcome).Replayed));
        Assert.Equal("""{"batch":"B-1","reason":"r"}""", ledger.Seen.First().Body);
    }

    [Fact]
    public async Task A_request_that_breaks_off_goes_on_with_the_first_line_without_an_answer()
    {
        await using var ledger = await ScriptedLedger.StartAsync(Play.Record, Play.Record, Play.CutAfter, Play.Record, Play.CutBefore);
        using var client = ledger.Client();

        var sent = await client.SendManyAsync(Commands(5)).ToListAsync();

        Assert.Equal([false, false, true, false, false], sent.Select(s => Assert.IsType<Recorded>(s.Outcome).Replayed));
        Assert.Equal(5, ledger.Effects);
        Assert.Equal(sent.Select(s => s.Key), ledger.Seen.Select(s => s.Key).Distinct());
    }

    [Fact]
    public async Task A_fault_is_asked_again_with_the_same_key_and_a_refusal_is_an_answer()
    {
        await using var ledger = await ScriptedLedger.StartAsync(Play.Record, Play.Fault, Play.Refuse, Play.Record);
        using var client = ledger.Client();

        var sent = await client.SendManyAsync(Commands(4)).ToListAsync();

        Assert.Equal("1 2 3 4 2 3", string.Join(' ', ledger.Seen.Select(seen => seen.Body[12])));

        // The refused one is asked once more, since the one before it was not settled; now the script is at its end, and it is accepted.
        Assert.Equal([false, true, false, false], sent.Select(s => Assert.IsType<Recorded>(s.Outcome).Replayed));
        Assert.Equal(4, ledger.Effects);
    }

    [Fact]
    public async Task What_has_no_answer_by_the_deadline_stays_in_the_outbox_with_its_key()
    {
        await using var ledger = await ScriptedLedger.StartAsync([Play.Record, .. Enumerable.Repeat(Play.CutAfter, 500)]);
        var outbox = new InMemoryOutbox();
        using var client = ledger.Client(o => o with { Outbox = outbox, Retry = o.Retry with { Deadline = TimeSpan.FromMilliseconds(200) } });

        var unknown =
            await Assert.ThrowsAsync<OutcomeUnknownException>(
                async () => await client.SendManyAsync(Commands(3), new() { Key = c => ((VoidShipment)c).Batch }).ToListAsync());

        Assert.Equal("B-2", unknown.Key);
        Assert.Equal(["B-2", "B-3"], outbox.Pending.Select(p => p.Key));

        await using var recovered = await ScriptedLedger.StartAsync();
        using var later = recovered.Client(o => o with { Outbox = outbox });
        Assert.Equal(2, (await later.ResumeAsync().ToListAsync()).Count);
        Assert.Equal("""{"batch":"B-2","reason":"r"}""", recovered.Seen.First().Body);
    }

    [Theory]
    [InlineData("""{"type":"T","n":1}""", """{"type":"T","key":"k","n":1}""")]
    [InlineData("""{ "type" : "T" }""", """{ "type" : "T","key":"k" }""")]
    [InlineData("""{"type":"T","key":"own","n":1}""", """{"type":"T","key":"own","n":1}""")]
    [InlineData("""{"n":1,"type":"T"}""", """{"n":1,"type":"T"}""")]
    [InlineData("[1", "[1")]
    [InlineData("", "")]
    public void A_line_of_a_file_gets_its_key_behind_its_type(string line, string expected) =>
        Assert.Equal(expected, System.Text.Encoding.UTF8.GetString(CommandLine.WithKey(System.Text.Encoding.UTF8.GetBytes(line), "k").Json.Span));

    private static async IAsyncEnumerable<ICommand> Commands(int count)
    {
        for (var n = 1; n <= count; n++)
        {
            await Task.Yield();
            yield return new VoidShipment($"B-{n}", "r");
        }
    }
}
