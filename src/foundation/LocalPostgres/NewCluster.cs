namespace Ledger.LocalPostgres;

/// <summary>Creates the data directory of a cluster in one step, so that a start that is killed half-way leaves none.</summary>
internal static class NewCluster
{
    public static async Task CreateAsync(ClusterHome home, PostgresBinaries binaries, LocalClusterOptions options, CancellationToken ct)
    {
        await DeleteAbandonedAsync(home, ct);
        if (Directory.Exists(home.Data) && Directory.EnumerateFileSystemEntries(home.Data).Any())
        {
            throw new LocalClusterException(
                $"{home.Data} is not empty but contains no PostgreSQL data (PG_VERSION is missing). Restore it from a backup, or delete all data with: "
                + "./ops/reset");
        }

        var fresh = Path.Combine(home.Path, $"new-{Path.GetRandomFileName()}");
        string[] arguments =
        [
            $"--pgdata={fresh}", "--username=postgres", $"--pwfile={home.Password}", "--auth=scram-sha-256",
            "--encoding=UTF8", "--locale=C", "--data-checksums", "--no-instructions", .. options.Throwaway ? ["--no-sync"] : Array.Empty<string>()
        ];
        var done = await Command.RunAsync(home.User, home.Path, options.StartTimeout, ct, binaries.InitDb, arguments);
        if (!done.Succeeded)
        {
            throw new LocalClusterException($"PostgreSQL's initdb failed in {home.Path}:\n{done.Output}\n{Advice.For(done.Output)}");
        }

        await ServerSettings.IncludeAsync(fresh, ct);
        if (Directory.Exists(home.Data))
        {
            Directory.Delete(home.Data);
        }

        Directory.Move(fresh, home.Data);
    }

    /// <summary>The initdb of a killed host goes on for a moment, and may write what was just deleted.</summary>
    private static async Task DeleteAbandonedAsync(ClusterHome home, CancellationToken ct)
    {
        const int tries = 50;
        foreach (var abandoned in Directory.GetDirectories(home.Path, "new-*"))
        {
            for (var attempt = 1; Directory.Exists(abandoned); attempt++)
            {
                try
                {
                    Directory.Delete(abandoned, recursive: true);
                }
                catch (IOException) when (attempt < tries)
                {
                    await Task.Delay(100, ct);
                }
            }
        }
    }
}
