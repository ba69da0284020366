using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Client;
using Ledger.Client.Reading;

namespace Ledger.Cli.Shared;

/// <summary>A verb that asks for a report which comes in pages, and shows it as one.</summary>
internal static class PagedRead
{
    /// <summary>Rows that are shown unless told otherwise; a report of a large book has hundreds of thousands.</summary>
    private const int RowsDefault = 1000;

    private const int PageRows = 200;

    public static Option<int> Rows()
    {
        var option = new Option<int>("--rows") { Description = "Most rows that are shown.", DefaultValueFactory = _ => RowsDefault };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1) result.AddError("--rows is 1 or more.");
        });
        return option;
    }

    /// <param name="help">What helps when the ledger refuses.</param>
    public static Task<int> Run<T>(Connection at, PagedReport<T> report, int rows, bool json, Action<T> show, string help)
        where T : class => Failures.Handle(at.Url, help, async () =>
    {
        using var ledger = at.Open();
        var pages = await ReadAsync(ledger, report, rows);
        if (json) ReadVerb.Print(Joined(pages, report.List));
        else show(report.Join([.. pages.Select(page => page.Value!)]));
        if (report.PageOf(pages[^1].Value!).Next is not null) Terminal.Say($"ledger: there is more than {rows:N0} rows; --rows shows more.");
        return ExitCode.Done;
    });

    private static async Task<List<Viewed<T>>> ReadAsync<T>(LedgerClient ledger, PagedReport<T> report, int rows)
        where T : class
    {
        var pages = new List<Viewed<T>>();
        string? after = null;
        do
        {
            pages.Add(await report.Read(ledger, Math.Min(rows, PageRows), after));
            (var count, after) = report.PageOf(pages[^1].Value!);
            rows -= count;
        }
        while (after is not null && rows > 0);
        return pages;
    }

    /// <summary>The first page with the rows of all, and the cursor of the last.</summary>
    private static JsonElement Joined<T>(IReadOnlyList<Viewed<T>> pages, string list)
        where T : class
    {
        JsonObject[] parsed = [.. pages.Select(page => JsonNode.Parse(page.Json.Span)!.AsObject())];
        var (whole, rows, next) = (parsed[0], parsed[0][list]!.AsArray(), parsed[^1]["next"]?.DeepClone());
        foreach (var row in parsed.Skip(1).SelectMany(page => page[list]!.AsArray()))
        {
            rows.Add(row!.DeepClone());
        }

        whole.Remove("next");
        if (next is not null) whole["next"] = next;
        return JsonElement.Parse(whole.ToJsonString());
    }
}
