using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Ledger.Bench;

/// <summary>The ledger as it is shipped: the Release host in a process of its own, on a PostgreSQL with fsync on.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    /// <summary>The host's keys: written at its first start on a database, and good for all that follow.</summary>
    private static readonly Lazy<string> Keys = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("ledger-bench-keys-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, true);
        return folder;
    });

    private static string OperatorKeyFile => Path.Combine(Keys.Value, "operator.key");

    private readonly Process _process;

    private HostProcess(Process process, HttpClient client) => (_process, Client) = (process, client);

    /// <summary>Shows the operator's key.</summary>
    public HttpClient Client { get; }

    public static Task<HostProcess> StartAsync(string connectionString, int clients) => StartAsync(Arguments(connectionString), clients);

    /// <summary>The ledger's composition with less of its door: see <see cref="Door.FloorHost"/>.</summary>
    public static Task<HostProcess> StartFloorAsync(string connectionString, int clients)
    {
        var start = Arguments(connectionString, "floor-host");
        start.ArgumentList[0] = typeof(HostProcess).Assembly.Location;
        return StartAsync(start, clients);
    }

    private static async Task<HostProcess> StartAsync(ProcessStartInfo start, int clients)
    {
        var port = FreePort();
        start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}";
        var process = Process.Start(start)!;
        var said = Drain(process);
        var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = clients })
        {
            BaseAddress = new Uri($"http://127.0.0.1:{port}"),
            Timeout = TimeSpan.FromMinutes(5),
        };
        for (var tries = 0; tries < 600; tries++)
        {
            try
            {
                using var ready = await client.GetAsync("/health/ready");
                if (ready.IsSuccessStatusCode)
                {
                    client.DefaultRequestHeaders.Authorization = new("Bearer", (await File.ReadAllTextAsync(OperatorKeyFile)).Trim());
                    return new HostProcess(process, client);
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            if (process.HasExited)
            {
                break;
            }

            await Task.Delay(200);
        }

        process.Kill(true);
        throw new InvalidOperationException($"The host did not become ready:\n{await said}");
    }

    /// <summary>Runs a verb of the host to its end and tells how long it took.</summary>
    public static async Task<TimeSpan> RunVerbAsync(string connectionString, params string[] verb)
    {
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(Arguments(connectionString, verb))!;
        var output = await Drain(process);
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? watch.Elapsed
            : throw new InvalidOperationException($"{string.Join(' ', verb)} ended with {process.ExitCode}:\n{output}");
    }

    public double CpuSeconds => CpuClock.SecondsOf(_process.Id);

    /// <summary>Resident memory now and at its highest, in MB.</summary>
    public (double Now, double High) Memory()
    {
        var status = File.ReadLines($"/proc/{_process.Id}/status").Select(line => line.Split(':', 2)).ToDictionary(p => p[0], p => p[1].Trim());
        return (Megabytes(status["VmRSS"]), Megabytes(status["VmHWM"]));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static ProcessStartInfo Arguments(string connectionString, params string[] verb)
    {
        // Debug or Release, as this program was built.
        var built = new DirectoryInfo(AppContext.BaseDirectory);
        var host = Path.Combine(built.Parent!.Parent!.Parent!.Parent!.Parent!.FullName, "src", "Host", "bin", built.Parent.Name, built.Name, "Ledger.Host.dll");
        var start = new ProcessStartInfo("dotnet", [host, .. verb]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ConnectionStrings__Ledger"] = connectionString;
        start.Environment["Access__OperatorKeyFile"] = OperatorKeyFile;
        start.Environment["Access__SigningKeyFile"] = Path.Combine(Keys.Value, "token-signing.pem");
        start.Environment["Audit__LogKeyFile"] = Path.Combine(Keys.Value, "log.key");
        start.Environment["Confidential__KeyFile"] = Path.Combine(Keys.Value, "confidential.key");
        // What the ledger can do is measured here, and not what it lets one app do.
        start.Environment["Limits__RequestsPerMinute"] = "10000000";
        return start;
    }

    private static async Task<string> Drain(Process process)
    {
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        return output + await error;
    }

    private static double Megabytes(string kilobytes) => double.Parse(kilobytes.Split(' ')[0], CultureInfo.InvariantCulture) / 1024;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
