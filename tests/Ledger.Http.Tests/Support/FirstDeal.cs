using System.Text.RegularExpressions;

namespace Ledger.Http.Tests;

/// <summary>Plays lines of ops/first-deal.jsonl into a book. Its serials are told apart by the book, so that a test sees whose a serial is.</summary>
public static partial class FirstDeal
{
    private static readonly Lazy<string[]> Lines = new(() => File.ReadAllLines(PathOf("ops/first-deal.jsonl")));

    /// <param name="first">Number of the first line.</param>
    /// <returns>Position of the last event that every view includes by then, what follows from the lines by messages too.</returns>
    public static async Task<long> PlayAsync(TestBook book, int first, int last)
    {
        foreach (var line in Lines.Value[(first - 1)..last])
        {
            var posted = Serial().Replace(line, match => $"\"{match.Groups[1].Value}-{book.Code[2..8]}\"");
            var answer = await SendAsync(book, posted);
            // Confirming a milestone needs it to be reached, which follows the rack's commissioning within moments.
            for (var attempt = 0; answer.Number("status") == 409 && answer.GetProperty("problem").Text("retryable") == "yes" && attempt < 200; attempt++)
            {
                await Task.Delay(50);
                answer = await SendAsync(book, posted);
            }
        }

        return await SettledAsync(book);
    }

    /// <summary>Waits until nothing more follows from what is recorded, and every view includes it.</summary>
    public static async Task<long> SettledAsync(TestBook book)
    {
        for (var (last, quiet) = (-1L, 0); ;)
        {
            var position = (await book.EventsAsync())[^1].Number("position");
            quiet = position == last ? quiet + 1 : 0;
            if (quiet == 4)
            {
                (await book.GetAsync($"replay?min_position={position}&limit=1")).MustBe(200);
                return position;
            }

            last = position;
            await Task.Delay(200);
        }
    }

    private static async Task<System.Text.Json.JsonElement> SendAsync(TestBook book, string line) =>
        (await book.PostAsync("commands", line, "application/x-ndjson", "wait=20")).MustBe(200).Json;

    private static string PathOf(string file)
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Ledger.sln")))
        {
            directory = directory.Parent!;
        }

        return Path.Combine(directory.FullName, file);
    }

    [GeneratedRegex("\"([GCS][1-9])\"")]
    private static partial Regex Serial();
}
