using System.IO.Compression;
using System.Text.RegularExpressions;
using Ledger.Contracts.Ports;
using Ledger.Store;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Ledger.Http.Tests.Audit.Exports;

/// <summary>An auditor loads a bundle's CSVs into a spreadsheet or a database of their own, without asking what a column means.</summary>
public sealed partial class What_the_files_of_a_bundle_look_like(OwnHost host) : IClassFixture<OwnHost>
{
    private const int NumberOfUnits = 7;

    [Fact]
    public async Task A_number_is_written_as_a_number_below_zero_too()
    {
        var stock = (await PartsAsync())["views/stock.csv"];
        Assert.Contains($",origin,-{NumberOfUnits}\r\n", stock, StringComparison.Ordinal);
        Assert.DoesNotContain("'", stock, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_dictionary_says_of_every_column_what_it_is()
    {
        var parts = await PartsAsync();
        var told = parts["columns.csv"].Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(row => row.Split(',', 5)).GroupBy(row => row[0]);
        Assert.Equal(
            parts.Where(part => part.Key.EndsWith(".csv", StringComparison.Ordinal))
                .Select(part => $"{part.Key}: {part.Value.Split("\r\n")[0]}").Order(StringComparer.Ordinal),
            told.Select(part => $"{part.Key}: {string.Join(',', part.Select(row => row[1]))}").Order(StringComparer.Ordinal));
        Assert.All(told.SelectMany(part => part), row => Assert.True(row[4].Length > 5 && row[4].Trim('"').EndsWith('.'), string.Join(',', row)));
    }

    [Fact]
    public async Task Columns_are_named_in_one_style_and_by_no_word_of_SQL()
    {
        var names = (await PartsAsync())["columns.csv"].Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split(',')[1]).ToList();
        Assert.All(names, name => Assert.Matches(SnakeCase(), name));
        await using var command = host.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand("select word from pg_get_keywords() where word = any($1)");
        command.Parameters.Add(new() { Value = names.Append("order").ToArray() });
        await using var word = await command.ExecuteReaderAsync();
        var words = new List<string>();
        while (await word.ReadAsync())
        {
            words.Add(word.GetString(0));
        }

        // The word that was put there to be found, and no other.
        Assert.Equal(["order"], words);
    }

    [Fact]
    public async Task A_time_has_one_form()
    {
        var parts = await PartsAsync();
        var rows = parts["columns.csv"].Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split(',')).ToList();
        var times = rows.Where(row => row[2] == "time").ToList();
        Assert.NotEmpty(times);
        // Where no field before the time holds a comma, as in these views.
        foreach (var part in new[] { "views/journal.csv", "views/orders.csv" })
        {
            var columns = rows.Where(row => row[0] == part).ToList();
            var wanted = times.Where(time => time[0] == part).Select(time => columns.IndexOf(time)).ToList();
            var lines = parts[part].Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','));
            var cells = lines.SelectMany(line => wanted.Select(column => line[column])).ToList();
            Assert.NotEmpty(cells);
            Assert.All(cells.Where(cell => cell.Length > 0), cell => Assert.Matches(Time(), cell));
        }
    }

    [Fact]
    public void Each_view_comes_from_the_context_that_owns_it() => Assert.Equal(
        ["journal: Ledger.Inventory", "milestones: Ledger.Agreements", "orders: Ledger.Ordering", "stock: Ledger.Inventory", "units: Ledger.Inventory"],
        host.Services.GetServices<IProvenView>().Select(view => $"{view.Name}: {view.GetType().Assembly.GetName().Name}").Order(StringComparer.Ordinal));

    [Fact]
    public async Task Views_of_an_earlier_head_leave_out_what_was_sealed_after_it()
    {
        var deal = await SealedDeal.PlayAsync(host);
        var early = await deal.ScalarAsync("select min(position) from inventory.journal where book = $1");
        var last = await deal.ScalarAsync("select max(position) from inventory.journal where book = $1");
        await using var snapshot = await StoreSnapshot.OpenAsync(host.Services.GetRequiredService<NpgsqlDataSource>(), deal.Book.Code, CancellationToken.None);
        var journal = host.Services.GetServices<IProvenView>().Single(view => view.Name == "journal");
        var positions = new List<long>();
        await foreach (var row in journal.RowsAsync(snapshot, new(last - 1, [early]), CancellationToken.None))
        {
            positions.Add((long)row[0]!);
        }

        Assert.NotEmpty(positions);
        Assert.DoesNotContain(early, positions);
        Assert.DoesNotContain(last, positions);
    }

    private async Task<Dictionary<string, string>> PartsAsync()
    {
        var path = await (await SealedDeal.PlayAsync(host)).ExportAsync();
        using (var zip = ZipFile.OpenRead(path))
        {
            var parts = zip.Entries.Where(part => !part.FullName.StartsWith("tile/", StringComparison.Ordinal))
                .ToDictionary(part => part.FullName, part => new StreamReader(part.Open()).ReadToEnd());
            Directory.Delete(Path.GetDirectoryName(path)!, true);
            return parts;
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
    private static partial Regex SnakeCase();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$")]
    private static partial Regex Time();
}
