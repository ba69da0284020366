namespace Ledger.LocalPostgres.Tests;

/// <summary>One cluster, stopped, whose files are damaged one at a time and put back.</summary>
public sealed class StoppedCluster : IAsyncLifetime
{
    private readonly ScratchDirectory scratch = new();

    public string At(string file) => scratch.At(file);

    public Task<LocalCluster> StartAsync() =>
        LocalCluster.StartAsync(scratch.Durable() with { Settings = new Dictionary<string, string> { ["shared_buffers"] = "64MB", ["fsync"] = "off" } });

    public async Task<string> RefusedAsync() => (await Assert.ThrowsAnyAsync<LocalClusterException>(StartAsync)).Message;

    public async Task InitializeAsync() => await (await StartAsync()).DisposeAsync();

    /// <summary>Does something while the file holds something else; null makes a directory of it.</summary>
    public async Task WithAsync(string file, string? content, Func<Task> act)
    {
        var (path, before) = (At(file), At(file) + ".before");
        if (File.Exists(path))
        {
            File.Move(path, before);
        }

        try
        {
            if (content is null)
            {
                Directory.CreateDirectory(path);
            }
            else
            {
                await File.WriteAllTextAsync(path, content);
            }

            await act();
        }
        finally
        {
            if (Directory.Exists(path))
            {
                Directory.Delete(path);
            }

            File.Delete(path);

            if (File.Exists(before))
            {
                File.Move(before, path);
            }
        }
    }

    public Task DisposeAsync()
    {
        scratch.Dispose();
        return Task.CompletedTask;
    }
}
