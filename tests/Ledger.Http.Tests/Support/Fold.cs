using System.Text.Json;

namespace Ledger.Http.Tests;

/// <summary>What a book's events come to, worked out the plain way: one unit and one event after the other.</summary>
public sealed class Fold
{
    private static readonly Dictionary<string, string[]> Metrics = new()
    {
        ["shipped"] = ["inTransit", "missing", "received", "quarantined", "accepted", "retired", "installed", "active", "lost", "acceptedLost"],
        ["received"] = ["received", "quarantined", "accepted", "retired", "installed", "active", "lost", "acceptedLost"],
        ["accepted"] = ["accepted", "retired", "installed", "active", "acceptedLost"],
        ["installed"] = ["installed", "active"],
        ["commissioned"] = ["active"],
    };

    private readonly Dictionary<(string Product, string Account), long> _stock = [];
    private readonly Dictionary<(string Line, string Condition), long> _lines = [];

    /// <summary>By product and serial: account, line, and the ids of the events that moved it.</summary>
    public SortedDictionary<string, (string Account, string? Line, List<string> Trail)> Units { get; } = new(StringComparer.Ordinal);

    public static Fold Of(IEnumerable<JsonElement> events)
    {
        var fold = new Fold();
        foreach (var e in events)
        {
            foreach (var movement in e.GetProperty("data").TryGetProperty("movements", out var movements) ? movements.EnumerateArray() : default)
            {
                fold.Move(e.Text("id"), movement);
            }
        }

        return fold;
    }

    /// <summary>As the feed tells it; that it is right is what the verifier's tests are about.</summary>
    public static DateTimeOffset EffectiveAt(JsonElement e) =>
        (e.TryGetProperty("effectiveAt", out var moved) ? moved : e.GetProperty("data").GetProperty("occurredAt")).GetDateTimeOffset();

    /// <summary>As the stock view writes it: product, place, condition, units; sorted.</summary>
    public List<string> Stock => [.. _stock.Where(s => s.Key.Account != "origin" && s.Value != 0)
        .Select(s => $"{s.Key.Product} {s.Key.Account} {s.Value}").Order(StringComparer.Ordinal)];

    /// <summary>Shipped, received, accepted, installed, commissioned of a line.</summary>
    public string Progress(string line) =>
        string.Join(' ', Metrics.Values.Select(conditions => conditions.Sum(condition => _lines.GetValueOrDefault((line, condition)))));

    public static List<string> StockOf(JsonElement view) =>
        [.. view.List("rows").Select(r => $"{r.Text("product")} {r.Text("place")}/{r.Text("condition")} {r.Number("quantityUnits")}")
            .Order(StringComparer.Ordinal)];

    public static string ProgressOf(JsonElement line) => string.Join(' ', Metrics.Keys.Select(metric => line.Number(metric)));

    private void Move(string id, JsonElement movement)
    {
        var (product, line, from, to) = (movement.Text("product"), movement.TextOrNull("line"), movement.Text("from"), movement.Text("to"));
        foreach (var serial in movement.Texts("serials"))
        {
            var key = $"{product} {serial}";
            var unit = Units.GetValueOrDefault(key);
            Assert.True((unit.Account ?? "origin") == from, $"{key} is said to leave {from}, and is in {unit.Account}.");
            Units[key] =
                (to, to.Split('/')[^1] is "inventory" or "returning" or "notReturned" or "returned" or "writtenOff" or "scrapped" ? null : line,
                [.. unit.Trail ?? [], id]);
            Add(_stock, (product, from), -1);
            Add(_stock, (product, to), 1);
            if (line is not null)
            {
                Add(_lines, (line, from[(from.IndexOf('/') + 1)..]), -1);
                Add(_lines, (line, to[(to.IndexOf('/') + 1)..]), 1);
            }
        }
    }

    private static void Add<T>(Dictionary<T, long> sums, T key, long units)
        where T : notnull => sums[key] = sums.GetValueOrDefault(key) + units;
}
