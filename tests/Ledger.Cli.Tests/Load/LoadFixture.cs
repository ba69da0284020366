using Ledger.Cli.Keys;
using Ledger.Cli.Load;
using Ledger.Cli.Shared;

namespace Ledger.Cli.Tests.Load;

/// <summary>A fake ledger, a file of numbered lines in a directory of its own, and the verb to run on them.</summary>
public abstract class LoadFixture : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("ledger-load-").FullName;

    internal FakeLedger Ledger { get; private set; } = null!;

    protected TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Directory of the ring; null for none.</summary>
    protected string? Keys { get; private set; }

    private string Input => Path.Combine(_directory, "lines.jsonl");

    public async Task InitializeAsync() => Ledger = await FakeLedger.Start();

    public async Task DisposeAsync()
    {
        await Ledger.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    protected void Lines(int count) =>
        File.WriteAllLines(Input, Enumerable.Range(1, count).Select(n => $$"""{"type":"T","n":{{n}}}"""));

    protected void Ring(params string[] names)
    {
        Keys = Path.Combine(_directory, "keys");
        foreach (var name in names) KeyFile.Write(Path.Combine(Keys, name), name);
    }

    protected void Lines(params string[] lines) => File.WriteAllLines(Input, lines);

    /// <summary>The resume file is gone.</summary>
    protected void Forget() => Array.ForEach(Directory.GetFiles(_directory, "*.resume.json"), File.Delete);

    protected Task<int> Load(CancellationToken stop = default, bool again = false, Uri? at = null) =>
        LoadRun.Run(
            new CommandFile(Input), new Connection(at ?? Ledger.Url, "demo", null) { Patience = Patience }, new LoadOptions(again, Json: true, Keys), stop);

    /// <summary>What the resume file says.</summary>
    internal LoadState State()
    {
        var path = Assert.Single(Directory.GetFiles(_directory, "*.resume.json"));
        return System.Text.Json.JsonSerializer.Deserialize(File.ReadAllBytes(path), ResumeJson.Default.LoadState)!;
    }
}
