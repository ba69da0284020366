using Ledger.Architecture.Tests.Reference.Client;

namespace Ledger.Architecture.Tests.Reference;

/// <summary>The files that are written from the code, and committed so that a review shows what changes in them.</summary>
internal static class Generated
{
    private const string Advice = "Run ops/generate, read what changed, and commit it.";

    /// <summary>Each path, from the root of the clone, and what the code says that the file holds.</summary>
    public static IReadOnlyDictionary<string, string> Pages { get; } = new Dictionary<string, string>
    {
        ["ops/docs/commands.md"] = CommandPage.Render(),
        ["ops/docs/problems.md"] = ProblemPage.Render(),
        ["ops/docs/limits.md"] = LimitPage.Render(),
        ["ops/docs/access.md"] = AccessPage.Render(),
    };

    /// <summary>Files that nothing stands for any more.</summary>
    public static IEnumerable<string> Leftovers =>
        Directory.GetFiles(At(ClientFiles.Folder), "*.cs").Select(path => $"{ClientFiles.Folder}/{Path.GetFileName(path)}").Except(ClientFiles.All.Keys);

    public static void MustBeCommitted(IEnumerable<KeyValuePair<string, string>> files)
    {
        var stale = files.Where(file => !IsCommitted(file)).Select(file => file.Key).ToList();
        Assert.True(stale.Count == 0, $"Not what the code says: {string.Join(", ", stale)}. {Advice}");
    }

    public static void MustBeNone(IEnumerable<string> leftovers) =>
        Assert.True(!leftovers.Any(), $"Nothing stands for {string.Join(", ", leftovers)}. {Advice}");

    /// <summary>Writes what differs.</summary>
    /// <returns>The paths.</returns>
    public static IEnumerable<string> Write()
    {
        foreach (var file in Pages.Concat(ClientFiles.All).Concat(GoldenSamples.Missing()).Where(file => !IsCommitted(file)))
        {
            File.WriteAllText(At(file.Key), file.Value);
            yield return file.Key;
        }

        foreach (var path in Leftovers.ToList())
        {
            File.Delete(At(path));
            yield return path;
        }
    }

    private static bool IsCommitted(KeyValuePair<string, string> file) => File.Exists(At(file.Key)) && File.ReadAllText(At(file.Key)) == file.Value;

    private static string At(string path) => Path.Combine(Projects.Root.FullName, path);
}
