using Ledger.Cli.Load;

namespace Ledger.Cli.Tests.Load;

/// <summary>A fake ledger, a file of numbered lines in a directory of its own, and the verb to run on them.</summary>
public abstract class LoadFixture : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("ledger-load-").FullName;

    internal FakeLedger Ledger { get; private set; } = null!;

    protected TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(20);

    private string Input => Path.Combine(_directory, "lines.jsonl");

    public async Task InitializeAsync() => Ledger = await FakeLedger.Start();

    public async Task DisposeAsync()
    {
        await Ledger.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    protected void Lines(int count) =>
        File.WriteAllLines(Input, Enumerable.Range(1, count).Select(n => $$"""{"type":"T","n":{{n}}}"""));

    protected Task<int> Load(CancellationToken stop = default, bool again = false, Uri? at = null) =>
        LoadRun.Run(new CommandFile(Input), at ?? Ledger.Url, "demo", new LoadOptions(again, Patience, Json: true), stop);

    /// <summary>What the resume file says.</summary>
    internal LoadState State()
    {
        var path = Assert.Single(Directory.GetFiles(_directory, "*.resume.json"));
        return System.Text.Json.JsonSerializer.Deserialize(File.ReadAllBytes(path), ResumeJson.Default.LoadState)!;
    }
}
