using System.Text.Json;

namespace Ledger.Http.Tests;

/// <summary>Plays a file of commands that lies in the repository into a book, line by line, and waits until nothing more follows.</summary>
public static class CaseFile
{
    /// <param name="between">What is waited for after each line; nothing, if not given.</param>
    /// <returns>The line's answers.</returns>
    public static async Task<List<JsonElement>> PlayAsync(TestBook book, string file, Func<string, Task>? between = null)
    {
        var answers = new List<JsonElement>();
        foreach (var line in await File.ReadAllLinesAsync(PathOf(file)))
        {
            answers.Add((await book.PostAsync("commands", line, "application/x-ndjson", "wait=20")).MustBe(200).Json);
            await (between?.Invoke(line) ?? Task.CompletedTask);
        }

        await FirstDeal.SettledAsync(book);
        return answers;
    }

    private static string PathOf(string file)
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Ledger.sln")))
        {
            directory = directory.Parent!;
        }

        return Path.Combine(directory.FullName, file);
    }
}
