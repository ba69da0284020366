using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Client;

namespace Ledger.Cli.Shared;

/// <summary>A verb that asks for a report which comes in pages, and shows it as one.</summary>
internal static class PagedRead
{
    /// <summary>Entries that are shown unless told otherwise; a report of a large book has hundreds of thousands.</summary>
    private const int EntriesDefault = 1000;

    private const int PageEntries = 200;

    public static System.CommandLine.Option<int> Rows()
    {
        var option = new System.CommandLine.Option<int>("--rows") { Description = "Most rows that are shown.", DefaultValueFactory = _ => EntriesDefault };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1) result.AddError("--rows is 1 or more.");
        });
        return option;
    }

    /// <param name="path">Address below the book, with its query.</param>
    /// <param name="list">Member that holds the entries of a page.</param>
    public static Task<int> Run(Connection at, string path, string list, int rows, bool json, string whatToDo, Action<JsonElement> show, CancellationToken cancel) =>
        Failing.Told(at.Url, whatToDo, async () =>
        {
            using var ledger = at.Open();
            var report = await ReadAsync(ledger, path, list, rows, cancel);
            if (json) Console.Out.WriteLine(JsonSerializer.Serialize(report, ReadJson.Default.JsonElement));
            else show(report);
            if (report.TryGetProperty("next", out _)) Terminal.Say($"ledger: there is more than {rows:N0} rows; --rows shows more.");
            return ExitCode.Done;
        });

    /// <summary>The first page, with the entries of those that follow it.</summary>
    private static async Task<JsonElement> ReadAsync(LedgerClient ledger, string path, string list, int rows, CancellationToken cancel)
    {
        JsonObject? report = null;
        for (string? next = ""; next is not null;)
        {
            var left = rows - (report?[list]!.AsArray().Count ?? 0);
            if (left <= 0)
            {
                report!["next"] = next;
                break;
            }

            var address = string.Create(CultureInfo.InvariantCulture, $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit={Math.Min(left, PageEntries)}&after={next}");
            var page = JsonObject.Create(await ledger.Reads.GetJsonAsync(address, cancel: cancel))!;
            next = (string?)page["next"];
            page.Remove("next");
            if (report is null)
            {
                report = page;
                continue;
            }

            foreach (var entry in page[list]!.AsArray())
            {
                report[list]!.AsArray().Add(entry!.DeepClone());
            }
        }

        return JsonElement.Parse(report!.ToJsonString());
    }
}
