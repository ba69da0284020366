using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;

namespace Ledger.Chaos.Tests;

/// <summary>The host in a process of its own, which can be killed and started again on the same database.</summary>
internal sealed class LedgerProcess(string connectionString, string keys) : IDisposable
{
    private readonly ConcurrentQueue<string> _said = new();
    private Process? _process;
    private int _port;

    /// <summary>
    /// Whether the host was built with its handlers compiled in, as <c>ops/run</c>, <c>ops/chaos</c> and <c>ops/test</c> build it: it needs no compiler, so it
    /// is there in a second.
    /// </summary>
    public static bool IsCompiled { get; } = Assembly.LoadFrom(Built).GetType("Internal.Generated.WolverineHandlers.GeneratedHandlerRegistry") is not null;

    private static string Built => Path.Combine(AppContext.BaseDirectory, "Ledger.Host.dll");

    public int Port => _port;

    public bool IsGone => _process is null or { HasExited: true };

    public void Start()
    {
        _process?.Dispose();
        _port = FreePort();
        var start = new ProcessStartInfo("dotnet", [Built]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["ConnectionStrings__Ledger"] = connectionString;
        start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{_port}";
        start.Environment["Access__OperatorKeyFile"] = Path.Combine(keys, "operator.key");
        start.Environment["Access__SigningKeyFile"] = Path.Combine(keys, "token-signing.pem");
        start.Environment["Confidential__KeyFile"] = Path.Combine(keys, "confidential.key");
        start.Environment["Audit__LogKeyFile"] = Path.Combine(keys, "log.key");
        start.Environment["Logging__LogLevel__Default"] = "Error";
        _said.Clear();
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>SIGKILL: nothing of the process gets to run any more.</summary>
    public void Kill() => _process?.Kill();

    /// <summary>The last lines of its log, for who wonders why it does not come back.</summary>
    public string LastWords => string.Join('\n', _said);

    public void Dispose()
    {
        if (!IsGone)
        {
            Kill();
            _process!.WaitForExit();
        }

        _process?.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _said.Enqueue(line);
            if (_said.Count > 30)
            {
                _said.TryDequeue(out _);
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
