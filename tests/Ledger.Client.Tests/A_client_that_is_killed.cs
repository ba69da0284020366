using System.Diagnostics;
using Ledger.Client.Outboxes;

namespace Ledger.Client.Tests;

/// <summary>A real process is killed at the two moments that matter, and the next one finds out what became of its command.</summary>
public sealed class A_client_that_is_killed : IDisposable
{
    private readonly string _outbox = Directory.CreateTempSubdirectory("ledger-outbox-").FullName;

    public void Dispose() => Directory.Delete(_outbox, true);

    [Fact]
    public async Task Between_keeping_and_sending_the_command_is_sent_by_the_next()
    {
        await using var ledger = await ScriptedLedger.StartAsync();
        using (var child = Start(ledger))
        {
            Assert.Equal("kept", await child.StandardOutput.ReadLineAsync());
            await KillAsync(child);
        }

        Assert.Empty(ledger.Seen);
        Assert.False(await ResumeAsync(ledger));
    }

    [Fact]
    public async Task Between_sending_and_the_answer_the_next_gets_the_first_answer()
    {
        await using var ledger = await ScriptedLedger.StartAsync(Play.Hold);
        using (var child = Start(ledger))
        {
            Assert.Equal("kept", await child.StandardOutput.ReadLineAsync());
            await child.StandardInput.WriteLineAsync();
            await ledger.Holding.WaitAsync(TimeSpan.FromSeconds(30));
            await KillAsync(child);
        }

        Assert.True(await ResumeAsync(ledger));
        Assert.Equal(2, ledger.Seen.Count);
        Assert.Single(ledger.Seen.Distinct());
    }

    [Fact]
    public async Task While_it_lives_nobody_else_opens_its_outbox()
    {
        await using var ledger = await ScriptedLedger.StartAsync();
        using var child = Start(ledger);
        Assert.Equal("kept", await child.StandardOutput.ReadLineAsync());

        Assert.Throws<OutboxInUseException>(() => new FileOutbox(_outbox));

        await child.StandardInput.WriteLineAsync();
        await child.WaitForExitAsync();
        using var free = new FileOutbox(_outbox);
        Assert.Empty(free.Pending);
    }

    private async Task<bool> ResumeAsync(ScriptedLedger ledger)
    {
        using var outbox = new FileOutbox(_outbox);
        Assert.Equal("k-1", Assert.Single(outbox.Pending).Key);
        using var client = ledger.Client(o => o with { Outbox = outbox });
        var resumed = Assert.Single(await client.ResumeAsync().ToListAsync());
        Assert.Equal(1, ledger.Effects);
        Assert.Empty(outbox.Pending);
        return Assert.IsType<Recorded>(resumed.Outcome).Replayed;
    }

    private Process Start(ScriptedLedger ledger) => Process.Start(new ProcessStartInfo(
        Environment.ProcessPath!, [typeof(A_client_that_is_killed).Assembly.Location, ledger.Url.AbsoluteUri, _outbox, "k-1", "B-1"])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    private static async Task KillAsync(Process child)
    {
        child.Kill();
        await child.WaitForExitAsync();
    }
}
