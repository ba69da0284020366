namespace Ledger.LocalPostgres;

/// <summary>The server process of a cluster: found running, or started; and stopped.</summary>
internal sealed class Server(ClusterHome home, PostgresBinaries binaries, LocalClusterOptions options)
{
    private const long LogLengthMaxBytes = 16 * 1024 * 1024;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Adopts the server that a killed host left behind, or starts one; PostgreSQL itself recovers what a crash left. Returns the port,
    /// which is <paramref name="port"/> where connection strings already name one.
    /// </summary>
    public async Task<int> EnsureRunningAsync(int? port, CancellationToken ct)
    {
        var deadline = Environment.TickCount64 + (long)options.StartTimeout.TotalMilliseconds;
        while (true)
        {
            if (Postmaster.Running(home.Data) is not { } running)
            {
                if (await TryStartAsync(port, deadline, ct) is { } started)
                {
                    return started;
                }
            }
            else if (running.IsReady)
            {
                options.Report($"Adopted the PostgreSQL that was already running on {home.Data} (pid {running.ProcessId}, port {running.Port}).");
                return running.Port;
            }
            else if (Environment.TickCount64 > deadline)
            {
                // Neither up nor down: it is still recovering, or still writing its last checkpoint. To kill it would only lose that work.
                throw NotStarted("it is still starting or stopping. Wait until it has finished, then start the ledger again");
            }

            await Task.Delay(Pause, ct);
        }
    }

    public async Task StopAsync(string mode)
    {
        if (Postmaster.Running(home.Data) is null)
        {
            return;
        }

        var seconds = (int)Math.Ceiling(options.StopTimeout.TotalSeconds);
        var done = await PgCtlAsync(
            options.StopTimeout + TimeSpan.FromSeconds(5), CancellationToken.None, "stop", "-m", mode, "-w", "-t", $"{seconds}");
        if (!done.Succeeded && Postmaster.Running(home.Data) is { } still)
        {
            throw new LocalClusterException(
                $"PostgreSQL (pid {still.ProcessId}) did not stop within {seconds} s: {done.Output}\n{Advice.Tail(home.Log)}");
        }
    }

    private async Task<int?> TryStartAsync(int? required, long deadline, CancellationToken ct)
    {
        var port = required ?? LoopbackPort.KeepOrChoose(await ServerSettings.PreviousPortAsync(home, ct));
        await ServerSettings.WriteAsync(home, options, port, ct);
        Postmaster.Forget(home.Data);
        if (new FileInfo(home.Log) is { Exists: true, Length: > LogLengthMaxBytes })
        {
            File.Move(home.Log, home.Log + ".1", overwrite: true);
        }

        var logStart = new FileInfo(home.Log) is { Exists: true } log ? log.Length : 0;
        var left = TimeSpan.FromMilliseconds(Math.Max(1000, deadline - Environment.TickCount64));
        var done = await PgCtlAsync(
            left + TimeSpan.FromSeconds(5), ct, "start", "-w", "-t", $"{(int)Math.Ceiling(left.TotalSeconds)}", "-l", home.Log, "-s");
        if (done.Succeeded)
        {
            options.Report($"PostgreSQL {binaries.Major} runs on 127.0.0.1:{port}; the data is in {home.Data}.");
            return port;
        }

        return Environment.TickCount64 < deadline && await PassesAsync(logStart, ct) ? null : throw NotStarted(done.Output);
    }

    /// <summary>
    /// Backends of a killed server need a moment to notice, and a port can be lost between choosing and taking it.
    /// </summary>
    private async Task<bool> PassesAsync(long logStart, CancellationToken ct)
    {
        if (!File.Exists(home.Log))
        {
            return false;
        }

        await using var log = File.OpenRead(home.Log);
        log.Seek(Math.Min(logStart, log.Length), SeekOrigin.Begin);
        using var reader = new StreamReader(log);
        var said = await reader.ReadToEndAsync(ct);
        return said.Contains("pre-existing shared memory block", StringComparison.Ordinal)
            || said.Contains("Address already in use", StringComparison.Ordinal);
    }

    private Task<CommandResult> PgCtlAsync(TimeSpan timeout, CancellationToken ct, params string[] arguments) =>
        Command.RunAsync(home.User, home.Path, timeout, ct, binaries.PgCtl, [.. arguments, "-D", home.Data]);

    private LocalClusterException NotStarted(string why)
    {
        var tail = Advice.Tail(home.Log);
        return new LocalClusterException(
            $"PostgreSQL did not start on {home.Data} within {options.StartTimeout.TotalSeconds:0} s: {why}\n"
            + $"The end of {home.Log}:\n{tail}\n{Advice.For(why + tail)}");
    }
}
