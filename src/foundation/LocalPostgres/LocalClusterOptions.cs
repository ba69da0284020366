namespace Ledger.LocalPostgres;

/// <summary>Which cluster to start, and how patiently.</summary>
public sealed record LocalClusterOptions
{
    /// <summary>
    /// The directory that holds everything of the cluster: <c>cluster/</c> (data, password, server log), <c>lock</c> and <c>host.pid</c>.
    /// Where an ordinary user cannot reach it and the process is root, <c>location</c> in it names the directory that is used instead.
    /// </summary>
    public required string DataDirectory { get; init; }

    /// <summary>For tests: nothing is flushed to disk, and the directory is deleted on dispose.</summary>
    public bool Throwaway { get; init; }

    /// <summary>How long a start may take, crash recovery included.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a stop may take, its checkpoint included.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>PostgreSQL settings that are added to, or replace, the chosen ones.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Is told, in sentences, what happens: where the data is, as which user the server runs, that it was recovered.</summary>
    public Action<string> Report { get; init; } = static _ => { };

    /// <summary>The cluster that keeps what it is given. Without a directory: <c>.ledger</c> in the clone, else in the current directory.</summary>
    public static LocalClusterOptions Durable(string? directory = null) => new()
    {
        DataDirectory = Path.GetFullPath(directory ?? Path.Combine(Clone.Find() ?? Environment.CurrentDirectory, ".ledger"))
    };

    /// <summary>A cluster of its own for a test run, in the temporary directory. The next one deletes what a killed run left.</summary>
    public static LocalClusterOptions Temporary() => new() { DataDirectory = Orphans.NewDirectory(), Throwaway = true };
}
