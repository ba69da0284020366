using Ledger.Client.Contracts;
using Ledger.Client.Outboxes;

namespace Ledger.Client.Tests;

/// <summary>Whatever happens on the way: the command is recorded once, and the sender learns what became of it.</summary>
public class Sending_a_command
{
    private static readonly VoidShipment Command = new("B-1", "wrong <lorry> & ü");

    [Theory]
    [InlineData(Play.Record, false)]
    [InlineData(Play.CutBefore, false)]
    [InlineData(Play.CutAfter, true)]
    [InlineData(Play.Hold, true)]
    [InlineData(Play.Away, false)]
    [InlineData(Play.Busy, false)]
    [InlineData(Play.Fault, true)]
    [InlineData(Play.Gateway, false)]
    [InlineData(Play.Garbage, true)]
    [InlineData(Play.NotYet, false)]
    public async Task It_is_recorded_once_with_one_key_and_one_body(Play first, bool replayed)
    {
        await using var ledger = await ScriptedLedger.StartAsync(first);
        using var client = ledger.Client();

        var recorded = Assert.IsType<Recorded>(await client.SendAsync(Command));

        Assert.Equal((replayed, 1L, "batch/B-1", 2L), (recorded.Replayed, recorded.Position!.Value, recorded.Stream, recorded.Version));
        Assert.Equal(1, ledger.Effects);
        Assert.Single(ledger.Seen.Distinct());
        Assert.Equal("""{"batch":"B-1","reason":"wrong <lorry> & ü"}""", ledger.Seen.First().Body);
    }

    [Fact]
    public async Task A_row_of_failures_is_outlived()
    {
        await using var ledger = await ScriptedLedger.StartAsync(Play.CutBefore, Play.Gateway, Play.CutAfter, Play.Fault, Play.CutAfter);
        using var client = ledger.Client();

        Assert.True(Assert.IsType<Recorded>(await client.SendAsync(Command)).Replayed);

        Assert.Equal((1, 6), (ledger.Effects, ledger.Seen.Count));
    }

    [Fact]
    public async Task A_refusal_is_final_and_leaves_nothing_in_the_outbox()
    {
        await using var ledger = await ScriptedLedger.StartAsync(Play.Refuse);
        var outbox = new InMemoryOutbox();
        using var client = ledger.Client(o => o with { Outbox = outbox });

        var refused = Assert.IsType<Refused>(await client.SendAsync(Command));

        Assert.Equal(("already-shipped", Retryable.No, 409), (refused.Problem.Code, refused.Problem.Retryable, refused.Problem.Status));
        Assert.Single(ledger.Seen);
        Assert.Empty(outbox.Pending);
    }

    [Fact]
    public async Task What_is_refused_for_the_time_being_until_the_deadline_is_refused()
    {
        await using var ledger = await ScriptedLedger.StartAsync([.. Enumerable.Repeat(Play.NotYet, 500)]);
        using var client = ledger.Client(o => o with { Retry = o.Retry with { Deadline = TimeSpan.FromMilliseconds(300) } });

        var refused = Assert.IsType<Refused>(await client.SendAsync(Command));

        Assert.Equal(Retryable.Yes, refused.Problem.Retryable);
        Assert.True(ledger.Seen.Count > 3);
    }

    [Theory]
    [InlineData(Play.Busy)]
    [InlineData(Play.Away)]
    public async Task Nobody_comes_back_before_the_ledger_asked_for_it(Play first)
    {
        await using var ledger = await ScriptedLedger.StartAsync(first);
        using var client = ledger.Client();

        Assert.IsType<Recorded>(await client.SendAsync(Command));

        // Timers count in milliseconds, and may be one short.
        Assert.InRange(TimeProvider.System.GetElapsedTime(ledger.Times.First(), ledger.Times.Last()), TimeSpan.FromMilliseconds(995), TimeSpan.MaxValue);
    }

    [Fact]
    public async Task Without_an_answer_by_the_deadline_the_outcome_is_unknown_and_the_command_kept_until_it_is_resumed()
    {
        await using var ledger = await ScriptedLedger.StartAsync([.. Enumerable.Repeat(Play.CutAfter, 500)]);
        var outbox = new InMemoryOutbox();
        using var client = ledger.Client(o => o with { Outbox = outbox, Retry = o.Retry with { Deadline = TimeSpan.FromMilliseconds(200) } });
        var unknown = await Assert.ThrowsAsync<OutcomeUnknownException>(() => client.SendAsync(Command, new() { Key = "k-1" }));
        Assert.Equal(("k-1", "k-1"), (unknown.Key, Assert.Single(outbox.Pending).Key));

        await using var recovered = await ScriptedLedger.StartAsync();
        using var later = recovered.Client(o => o with { Outbox = outbox });
        var resumed = await later.ResumeAsync().ToListAsync();

        Assert.IsType<Recorded>(Assert.Single(resumed).Outcome);
        Assert.Equal(ledger.Seen.First(), Assert.Single(recovered.Seen));
        Assert.Empty(outbox.Pending);
    }

    [Fact]
    public async Task Shut_out_after_an_answer_was_lost_the_outcome_is_unknown_but_shut_out_at_once_it_is_known()
    {
        await using var ledger = await ScriptedLedger.StartAsync(Play.CutAfter, Play.WhoAreYou, Play.WhoAreYou);
        using var client = ledger.Client();

        await Assert.ThrowsAsync<OutcomeUnknownException>(() => client.SendAsync(Command, new() { Key = "k-1" }));
        Assert.Equal("not-authenticated", Assert.IsType<Refused>(await client.SendAsync(Command, new() { Key = "k-2" })).Problem.Code);

        var resumed = Assert.Single(await client.ResumeAsync().ToListAsync());
        Assert.Equal(("k-1", true), (resumed.Command.Key, Assert.IsType<Recorded>(resumed.Outcome).Replayed));
    }

    [Fact]
    public async Task A_ledger_that_starts_a_moment_later_is_waited_for()
    {
        var port = FreePort();
        using var client =
            new LedgerClient(
                new()
                {
                    Url = new Uri($"http://127.0.0.1:{port}"),
                    Book = "deal",
                    Retry = new() { Deadline = TimeSpan.FromMilliseconds(300), FirstPause = TimeSpan.FromMilliseconds(5) }
                });
        var unanswered = await Assert.ThrowsAsync<OutcomeUnknownException>(() => client.SendAsync(Command));
        Assert.Contains("refused", unanswered.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_version_that_it_was_decided_on_goes_with_it_and_the_key_of_the_caller()
    {
        await using var ledger = await ScriptedLedger.StartAsync();
        using var client = ledger.Client(o => o with { Credential = new Credentials.ApiKey("lgk_live_x\n") });
        await client.SendAsync(Command, new() { IfVersion = 12 });
        Assert.Equal("Bearer lgk_live_x", Assert.Single(ledger.Bearers));
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
