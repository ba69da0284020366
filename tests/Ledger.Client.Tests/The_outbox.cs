using System.Text;
using CsCheck;
using Ledger.Client.Outboxes;

namespace Ledger.Client.Tests;

public sealed class The_outbox : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("ledger-outbox-").FullName;

    private string Log => Path.Combine(_directory, "outbox.jsonl");

    public void Dispose() => Directory.Delete(_directory, true);

    [Fact]
    public async Task Keeps_the_very_bytes_and_their_order_over_a_restart()
    {
        byte[] bytes = [.. "{\"a\":\"ü\\u0041\" }"u8, 0xFF, 0x00, (byte)'\n'];
        using (var outbox = new FileOutbox(_directory))
        {
            await outbox.AddAsync(
                [Command("b") with { Body = bytes, IfVersion = 3, WaitSeconds = 5, Simulate = "delay-2s" }, Command("a"), Command("c")], default);
            await outbox.RemoveAsync(["a"], default);
        }

        using var again = new FileOutbox(_directory);
        Assert.Equal(["b", "c"], again.Pending.Select(p => p.Key));
        Assert.Equal(bytes, again.Pending[0].Body.ToArray());
        Assert.Equal((3, 5, "delay-2s"), (again.Pending[0].IfVersion, again.Pending[0].WaitSeconds, again.Pending[0].Simulate));
    }

    [Fact]
    public async Task Cut_off_anywhere_it_holds_every_whole_line_before_the_cut()
    {
        using (var outbox = new FileOutbox(_directory))
        {
            await outbox.AddAsync([Command("a")], default);
            await outbox.AddAsync([Command("b")], default);
        }

        var whole = await File.ReadAllBytesAsync(Log);
        var first = Array.IndexOf(whole, (byte)'\n') + 1;
        Gen.Int[0, whole.Length].Sample(
            length =>
            {
                File.WriteAllBytes(Log, whole[..length]);
                using var outbox = new FileOutbox(_directory);
                var expected = length < first ? 0 : length < whole.Length ? 1 : 2;
                return outbox.Pending.Count == expected;
            },
            threads: 1, iter: 100);
    }

    [Fact]
    public async Task After_a_torn_line_it_goes_on()
    {
        await File.WriteAllTextAsync(Log, "0123456789abcdef {\"ke");
        using (var outbox = new FileOutbox(_directory))
        {
            await outbox.AddAsync([Command("a")], default);
        }

        using var again = new FileOutbox(_directory);
        Assert.Equal("a", Assert.Single(again.Pending).Key);
    }

    [Fact]
    public async Task Damage_before_its_end_is_not_passed_over()
    {
        using (var outbox = new FileOutbox(_directory))
        {
            await outbox.AddAsync([Command("a"), Command("b")], default);
        }

        var text = await File.ReadAllTextAsync(Log);
        await File.WriteAllTextAsync(Log, 'x' + text[1..]);
        Assert.Throws<InvalidDataException>(() => new FileOutbox(_directory));
    }

    [Fact]
    public async Task A_key_is_for_one_command()
    {
        using var outbox = new FileOutbox(_directory);
        await outbox.AddAsync([Command("a")], default);
        await outbox.AddAsync([Command("a")], default);
        await Assert.ThrowsAsync<ArgumentException>(async () => await outbox.AddAsync([Command("a") with { Body = "{}"u8.ToArray() }], default));
        Assert.Single(outbox.Pending);
    }

    [Fact]
    public async Task What_is_answered_does_not_pile_up()
    {
        using var outbox = new FileOutbox(_directory);
        for (var i = 0; i < 60; i++)
        {
            await outbox.AddAsync([Command($"k{i}") with { Body = new byte[30_000] }], default);
            await outbox.RemoveAsync([$"k{i}"], default);
        }

        Assert.InRange(new FileInfo(Log).Length, 0, 1_100_000);
    }

    private static PendingCommand Command(string key) => new("deal", "VoidShipment", "batches/void", key, Encoding.UTF8.GetBytes($"{{\"batch\":\"{key}\"}}"));
}
