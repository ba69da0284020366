using Ledger.Cli.Shared;

namespace Ledger.Cli.Tests.Load;

/// <summary>What happens to the place in the file when a load does not run through.</summary>
public class Going_on : LoadFixture
{
    [Fact]
    public async Task After_a_stop_the_chunk_in_flight_is_finished_and_the_next_run_sends_the_rest()
    {
        Lines(1_000);
        using var stop = new CancellationTokenSource();
        Ledger.Before = async n =>
        {
            if (n == 250) await stop.CancelAsync();
        };

        Assert.Equal(ExitCode.Interrupted, await Load(stop.Token));
        Assert.Equal((400, false), (State().Line, State().Done));

        Assert.Equal(ExitCode.Done, await Load());
        Assert.Equal(Enumerable.Range(1, 1_000), Ledger.Seen);
        Assert.Equal((1_000, 0), (State().Accepted, State().Replayed));
    }

    [Fact]
    public async Task When_the_connection_is_cut_only_the_lines_without_an_answer_are_sent_again()
    {
        Lines(300);
        var cut = false;
        Ledger.Before = n => n == 120 && !cut ? Task.FromException(new IOException((cut = true).ToString())) : Task.CompletedTask;

        Assert.Equal(ExitCode.Done, await Load());

        // Answers on their way when the line was cut may be lost with it; then the line is sent again with its key, and answered as before.
        Assert.Equal(Enumerable.Range(1, 300), Ledger.Seen.Distinct());
        Assert.Equal(300, State().Accepted);
        Assert.Equal(Ledger.Seen.Count - 300, State().Replayed);
        Assert.Equal(300, Ledger.Keys.Select(sent => sent.Key).Distinct().Count());
    }

    [Fact]
    public async Task A_load_that_was_killed_sends_its_lines_with_the_same_keys_and_each_gets_its_first_answer()
    {
        // Killed: the ledger has recorded the lines, and neither the answers nor the resume file got to the disk.
        Lines(250);
        await Load();
        Forget();

        Assert.Equal(ExitCode.Done, await Load());

        Assert.Equal((250, 250, 0), (State().Accepted, State().Replayed, State().RefusedLines));
        Assert.All(Ledger.Keys.GroupBy(sent => sent.Line), line => Assert.Single(line.Select(sent => sent.Key).Distinct()));
    }

    [Fact]
    public async Task A_ledger_that_is_away_for_a_moment_is_waited_for()
    {
        Lines(10);
        Ledger.Whole = request => request <= 3 ? 503 : 0;

        Assert.Equal(ExitCode.Done, await Load());

        Assert.Equal((10, 0), (State().Accepted, State().Replayed));
    }

    [Fact]
    public async Task A_ledger_that_stays_away_ends_the_load_and_the_next_run_goes_on()
    {
        Lines(300);
        Patience = TimeSpan.FromSeconds(1);
        Ledger.Whole = request => request > 1 ? 503 : 0;
        Assert.Equal(ExitCode.NoAnswer, await Load());
        Assert.Equal(200, State().Line);

        Ledger.Whole = _ => 0;
        Assert.Equal(ExitCode.Done, await Load());
        Assert.Equal(Enumerable.Range(1, 300), Ledger.Seen);
    }

    [Fact]
    public async Task A_line_whose_fault_does_not_pass_ends_the_load_before_that_line()
    {
        Lines(10);
        Patience = TimeSpan.FromSeconds(1);
        Ledger.Answer = (n, _) => n == 4 ? ("fault", "same-key") : null;

        Assert.Equal(ExitCode.NoAnswer, await Load());

        Assert.Equal((3, 3), (State().Line, State().Accepted));
        Assert.Empty(State().Refused);
    }

    [Fact]
    public async Task A_request_that_is_refused_as_a_whole_ends_the_load_at_once()
    {
        Lines(10);
        Ledger.Whole = _ => 415;

        Assert.Equal(ExitCode.Failed, await Load());

        Assert.Equal(1, Ledger.Requests);
    }

    [Fact]
    public async Task What_is_loaded_is_not_sent_again_unless_the_book_is_another_one_or_one_insists()
    {
        Lines(5);
        await Load();
        await Load();
        Assert.Equal(5, Ledger.Seen.Count);

        Ledger.FirstEvent = "e2";
        await Load();
        Assert.Equal(10, Ledger.Seen.Count);

        Ledger.FirstEvent = null;
        await Load();
        Assert.Equal(15, Ledger.Seen.Count);

        Ledger.FirstEvent = "e2";
        await Load(again: true);
        Assert.Equal(20, Ledger.Seen.Count);
    }

    [Fact]
    public async Task The_same_book_at_another_address_is_known_by_its_first_event()
    {
        Lines(5);
        await Load();
        await using var moved = await FakeLedger.Start();
        moved.FirstEvent = Ledger.FirstEvent;

        Assert.Equal(ExitCode.Done, await Load(at: moved.Url));

        Assert.Empty(moved.Seen);
    }
}
