namespace Ledger.LocalPostgres.Tests;

/// <summary>A directory for one durable cluster, deleted with it.</summary>
internal sealed class ScratchDirectory : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"ledger-test-{System.IO.Path.GetRandomFileName()}");

    public string At(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public LocalClusterOptions Durable() => LocalClusterOptions.Durable(Path) with
    {
        // Durability is what most of these tests are about, so only the memory is made smaller.
        Settings = new Dictionary<string, string> { ["shared_buffers"] = "64MB" }
    };

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Orphans.DeleteAsync(Path).GetAwaiter().GetResult();
        }
    }
}
