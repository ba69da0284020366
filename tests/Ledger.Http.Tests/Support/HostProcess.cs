using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Ledger.Access.Operator;

namespace Ledger.Http.Tests;

/// <summary>
/// The ledger in a process of its own behind a real web server: for what only shows there, such as connections, and the memory of the host alone.
/// </summary>
public class HostProcess : IAsyncLifetime
{
    private readonly string _database = $"process_{Guid.NewGuid():N}";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ledger-host-");
    private readonly ConcurrentQueue<string> _errors = new();
    private Process? _process;

    public int Port { get; private set; }

    public HttpClient Client { get; private set; } = null!;

    /// <summary>The header that lets an operator in.</summary>
    public string Authorization => $"Authorization: Bearer {File.ReadAllText(KeyFile).Trim()}\r\n";

    private string KeyFile => Path.Combine(_folder.FullName, "operator.key");

    public async Task InitializeAsync()
    {
        Port = FreePort();
        var start =
            new ProcessStartInfo(
                "dotnet", [Path.Combine(AppContext.BaseDirectory, "Ledger.Host.dll")])
            { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ConnectionStrings__Ledger"] = await (await LedgerHost.ClusterAsync()).CreateDatabaseAsync(_database);
        start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{Port}";
        start.Environment[FirstKey.Setting.Replace(":", "__", StringComparison.Ordinal)] = KeyFile;
        start.Environment["Confidential__KeyFile"] = Path.Combine(_folder.FullName, "confidential.key");
        start.Environment["Audit__LogKeyFile"] = Path.Combine(_folder.FullName, "log.key");
        start.Environment["Logging__LogLevel__Default"] = "Error";
        foreach (var (name, value) in Settings())
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => _errors.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Port}"), Timeout = TimeSpan.FromSeconds(30) };
        var deadline = Environment.TickCount64 + 120_000;
        while (!await IsLiveAsync())
        {
            Assert.True(!_process.HasExited && Environment.TickCount64 < deadline, "The host did not start.");
            await Task.Delay(200);
        }
    }

    /// <summary>Settings besides the usual, as the environment names them.</summary>
    protected virtual IEnumerable<(string Name, string Value)> Settings() =>
        [("Limits__AnonymousRequestsPerMinute", "1000000"), ("Limits__AttemptsPerMinute", "1000000")];

    /// <summary>Resident memory of the host in MiB.</summary>
    public long MemoryMiB
    {
        get
        {
            _process!.Refresh();
            return _process.WorkingSet64 / (1024 * 1024);
        }
    }

    public async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, Port);
        return socket;
    }

    /// <summary>Tells the host to stop, as an operator or a scheduler does.</summary>
    public async Task TerminateAsync()
    {
        using var stop = Process.Start("kill", ["-TERM", _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await stop.WaitForExitAsync();
    }

    /// <summary>What the host has said as errors since its start.</summary>
    public string Errors => string.Join('\n', _errors);

    /// <returns>Its exit code.</returns>
    public async Task<int> ExitAsync()
    {
        await _process!.WaitForExitAsync();
        return _process.ExitCode;
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await TerminateAsync();
        await ExitAsync();
        _process!.Dispose();
        await (await LedgerHost.ClusterAsync()).DropDatabaseAsync(_database);
        _folder.Delete(recursive: true);
    }

    private async Task<bool> IsLiveAsync()
    {
        try
        {
            using var live = await Client.GetAsync("/health/live");
            return live.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
