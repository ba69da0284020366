using System.Diagnostics;

namespace Ledger.LocalPostgres.Tests;

/// <summary>A second process that opens a cluster, so that a host can be killed for real.</summary>
internal sealed class OtherHost : IDisposable
{
    private readonly Process process;

    private OtherHost(Process process) => this.process = process;

    /// <summary>Where its cluster's data is.</summary>
    public required string DataFiles { get; init; }

    public required int ServerProcessId { get; init; }

    /// <summary>Without a directory it opens a throw-away cluster.</summary>
    public static async Task<OtherHost> StartAsync(string? directory = null)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(OtherHost).Assembly.Location, .. directory is null ? Array.Empty<string>() : [directory]])
        {
            RedirectStandardOutput = true
        };
        var process = Process.Start(start)!;
        var dataFiles = await process.StandardOutput.ReadLineAsync();
        var pid = await process.StandardOutput.ReadLineAsync();
        return new OtherHost(process) { DataFiles = dataFiles!, ServerProcessId = int.Parse(pid!, null) };
    }

    public static async Task<int> Main(string[] arguments)
    {
        var options = arguments is [var directory] ? LocalClusterOptions.Durable(directory) : LocalClusterOptions.Temporary();
        await using var cluster = await LocalCluster.StartAsync(options);
        Console.WriteLine(cluster.DataFiles);
        Console.WriteLine(cluster.ServerProcessId);
        await Task.Delay(Timeout.Infinite);
        return 0;
    }

    /// <summary>SIGKILL: it cannot stop its server, nor delete anything.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            Kill();
        }

        process.Dispose();
    }
}
