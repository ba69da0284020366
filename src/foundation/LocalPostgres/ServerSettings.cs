using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Ledger.LocalPostgres;

/// <summary>The settings that are ours: <c>ledger.conf</c>, included by the <c>postgresql.conf</c> that initdb wrote.</summary>
internal static partial class ServerSettings
{
    private const string FileName = "ledger.conf";

    public static async Task WriteAsync(ClusterHome home, LocalClusterOptions options, int port, CancellationToken ct)
    {
        var settings = Chosen(options);
        settings["port"] = port.ToString(CultureInfo.InvariantCulture);
        var text = new StringBuilder("# Written anew at every start.\n");
        foreach (var (name, value) in settings)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name} = '{value.Replace("'", "''", StringComparison.Ordinal)}'\n");
        }

        await PrivateFile.WriteAsync(Path.Combine(home.Data, FileName), text.ToString(), home.User, ct);
    }

    /// <summary>Makes a new cluster read our settings after its own.</summary>
    public static Task IncludeAsync(string dataDirectory, CancellationToken ct) =>
        File.AppendAllTextAsync(Path.Combine(dataDirectory, "postgresql.conf"), $"\ninclude_if_exists = '{FileName}'\n", ct);

    public static async Task<int?> PreviousPortAsync(ClusterHome home, CancellationToken ct)
    {
        var path = Path.Combine(home.Data, FileName);
        var port = File.Exists(path) ? PortLine().Match(await File.ReadAllTextAsync(path, ct)) : Match.Empty;
        return int.TryParse(port.Groups[1].Value, CultureInfo.InvariantCulture, out var number) && number <= IPEndPoint.MaxPort ? number : null;
    }

    private static Dictionary<string, string> Chosen(LocalClusterOptions options)
    {
        var settings = new Dictionary<string, string>
        {
            ["listen_addresses"] = "127.0.0.1",
            ["unix_socket_directories"] = "",
            ["max_connections"] = "200",
            ["shared_buffers"] = options.Throwaway ? "128MB" : "512MB",
            ["timezone"] = "UTC",
            ["log_timezone"] = "UTC",
            // Tables only grow here, so that a fifth of one, the default, would be a long time without statistics.
            ["autovacuum_vacuum_scale_factor"] = "0.02",
            ["autovacuum_vacuum_insert_scale_factor"] = "0.02",
            ["autovacuum_analyze_scale_factor"] = "0.02",
            // A load fills a table in seconds; plans should not rest on what it held a minute ago.
            ["autovacuum_naptime"] = "10s",
            ["idle_in_transaction_session_timeout"] = "5min",
            ["max_wal_size"] = "4GB",
            ["checkpoint_timeout"] = "15min",
            ["wal_compression"] = "on",
            // What is acknowledged must survive the loss of power; nothing of a test's has to.
            ["fsync"] = options.Throwaway ? "off" : "on",
            ["synchronous_commit"] = options.Throwaway ? "off" : "on",
            ["full_page_writes"] = options.Throwaway ? "off" : "on"
        };
        foreach (var (name, value) in options.Settings)
        {
            settings[name] = value;
        }

        return settings;
    }

    [GeneratedRegex(@"^port = '(\d+)'$", RegexOptions.Multiline)]
    private static partial Regex PortLine();
}
