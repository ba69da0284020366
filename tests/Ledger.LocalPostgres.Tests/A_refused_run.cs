using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Ledger.LocalPostgres.Tests;

/// <summary>
/// Goal: a refused <c>ops/run</c> says why in a line and takes nothing from the one that runs. Method: clones whose ledger another process has open.
/// </summary>
public sealed class A_refused_run : IAsyncDisposable
{
    private readonly ScratchClone clones = new();

    public ValueTask DisposeAsync() => clones.DisposeAsync();

    [Fact]
    public async Task Leaves_log_and_witnesses_to_the_run_that_is_at_work()
    {
        await clones.StoppedAsync();
        using var host = await OtherHost.StartAsync($"{clones.One}/.ledger");
        Directory.CreateDirectory($"{clones.One}/.ledger/witness");
        var files = new Dictionary<string, string> { ["host.log"] = "of the host\n", ["witness/customer.pid"] = "1\n", ["witness/port"] = "5080\n" };
        foreach (var (file, text) in files)
        {
            await File.WriteAllTextAsync($"{clones.One}/.ledger/{file}", text);
        }

        var before = Directory.GetFiles($"{clones.One}/.ledger").Order(StringComparer.Ordinal).ToList();
        var (code, said) = await RunAsync("--port", $"{FreePort()}");
        Assert.Equal(1, code);
        Assert.Matches(@"^The ledger of this clone is running already \(pid \d+\)\. Stop it first, with Ctrl-C where it runs\.\n$", said);
        Assert.Equal(before, Directory.GetFiles($"{clones.One}/.ledger").Order(StringComparer.Ordinal));
        foreach (var (file, text) in files)
        {
            Assert.Equal(text, await File.ReadAllTextAsync($"{clones.One}/.ledger/{file}"));
        }

        host.Kill();
        await using var adopted = await ScratchClone.StartAsync(clones.One);
    }

    [Fact]
    public async Task Is_the_second_of_two_that_start_at_once()
    {
        await clones.StoppedAsync();
        await File.WriteAllTextAsync($"{clones.One}/.ledger/run.pid", $"{Environment.ProcessId}\n");
        // Ours is the pid of no ops/run, so that the file counts for nothing.
        var (_, said) = await RunAsync("--port", $"{FreePort()}");
        Assert.DoesNotContain("Another ops/run", said, StringComparison.Ordinal);

        using var first = System.Diagnostics.Process.Start("bash", ["-c", $"exec 9<{clones.One}/ops/run; sleep 60"]);
        await File.WriteAllTextAsync($"{clones.One}/.ledger/run.pid", $"{first.Id}\n");
        (var code, said) = await RunAsync("--port", $"{FreePort()}");
        Assert.Equal((1, $"Another ops/run of this clone is at work (pid {first.Id}). Stop it first, with Ctrl-C where it runs.\n"), (code, said));
        first.Kill(entireProcessTree: true);
    }

    [Theory]
    [InlineData("--port", "0")]
    [InlineData("--port", "65534")]
    [InlineData("--port", "99999999999999999999")]
    [InlineData("--port", "-1")]
    [InlineData("--port", "0x50")]
    [InlineData("--port", "")]
    [InlineData("--units", "999")]
    [InlineData("--units", "2000001")]
    [InlineData("--units", "18446744073709551616")]
    [InlineData("--units", "many")]
    public async Task Says_which_numbers_it_takes(string option, string value)
    {
        Directory.CreateDirectory(clones.One);
        await Script.InstallAsync(clones.One);
        var (code, said) = await RunAsync(option, value);
        Assert.Equal(2, code);
        Assert.Matches($@"^{option} must be a whole number from \d+ to \d+, and not '{value}'\.\n$", said);
        Assert.False(Directory.Exists($"{clones.One}/.ledger"));
    }

    [Fact]
    public async Task Proposes_a_port_that_is_free_with_those_of_the_witnesses()
    {
        Directory.CreateDirectory($"{clones.One}/.ledger/witness");
        await Script.InstallAsync(clones.One);
        using var taken = Taken();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        Assert.True(await ProposedAsync($"Port {port} is taken.", port) > port);
        // A witness is to listen there, in a first run; later ones keep to their own ports.
        Assert.True(await ProposedAsync($"Port {port}, where a witness is to listen, is taken.", port - 1) > port);
        await File.WriteAllTextAsync($"{clones.One}/.ledger/witness/port", $"{port + 2}\n");
        Assert.True(await ProposedAsync("A witness of the demonstration listens on port", port + 3) > port + 4);
        Assert.True(await ProposedAsync($"Port {port} is taken.", port) > port + 4);
    }

    private async Task<int> ProposedAsync(string why, int port)
    {
        var (code, said) = await RunAsync("--port", port.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(1, code);
        Assert.StartsWith(why, said, StringComparison.Ordinal);
        var proposed = int.Parse(said.TrimEnd().Split("ops/run --port ")[1], CultureInfo.InvariantCulture);
        for (var each = proposed; each < proposed + 3; each++)
        {
            using var free = new TcpListener(IPAddress.Loopback, each);
            free.Start();
        }

        return proposed;
    }

    private Task<(int ExitCode, string Said)> RunAsync(params string[] arguments) => Script.RunAsync($"{clones.One}/ops/run", arguments);

    /// <summary>Below the ports that connections of other programs come from.</summary>
    private static TcpListener Taken()
    {
        for (var port = 21_000; ; port += 7)
        {
            var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return listener;
            }
            catch (SocketException)
            {
                listener.Dispose();
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
