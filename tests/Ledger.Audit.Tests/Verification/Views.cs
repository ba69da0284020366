using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ledger.Sealing.Entries;

namespace Ledger.Audit.Tests.Verification;

/// <summary>The views of a deal as its ledger would have them, worked out in the plainest way.</summary>
internal sealed class Views
{
    private readonly SortedDictionary<(string Product, string Account), long> _stock = [];
    private readonly List<string?[]> _journal = [];
    private readonly SortedDictionary<string, (string Account, string? Line, List<Guid> Trail)> _units = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _effective = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string?[]> _orders = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string?[]> _milestones = new(StringComparer.Ordinal);

    public Views(IEnumerable<StoredEvent> events)
    {
        foreach (var stored in events.OrderBy(e => e.Position))
        {
            Position = stored.Position;
            var data = JsonElement.Parse(stored.Data.Span);
            var movements = data.TryGetProperty("movements", out var moved) ? moved.EnumerateArray().ToList() : [];
            movements.ForEach(movement => Move(stored, data, movements.IndexOf(movement), movement));
            Order(stored, data);
            Milestone(stored, data);
        }
    }

    public long Position { get; }

    public Dictionary<string, object> Totals => _stock.GroupBy(s => s.Key.Product).ToDictionary(
        product => product.Key,
        product =>
            (object)new
            {
                opening = 0,
                @in = -product.Where(s => s.Key.Account == "origin").Sum(s => s.Value),
                @out = 0,
                closing = product.Where(s => s.Key.Account != "origin").Sum(s => s.Value)
            });

    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    public void AddTo(Action<string, string> add)
    {
        add("views/stock.csv", Columns.Csv("views/stock.csv", _stock.Select(s => new string?[] { s.Key.Product, s.Key.Account, $"{s.Value}" })));
        add("views/journal.csv", Columns.Csv("views/journal.csv", _journal));
        add("views/units.csv", Columns.Csv("views/units.csv", _units.Select(
            u => new[] { Deal.Product, u.Key, u.Value.Account, u.Value.Line, $"{u.Value.Trail.Count}", Sum(u.Value.Trail) })));
        add("views/orders.csv", Columns.Csv("views/orders.csv", _orders.Values));
        add("views/milestones.csv", Columns.Csv("views/milestones.csv", _milestones.Values));
    }

    private static string Occurred(JsonElement data) => Time(data.GetProperty("occurredAt").GetDateTimeOffset());

    private static string Sum(List<Guid> trail) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join(',', trail))));

    private void Move(StoredEvent stored, JsonElement data, int place, JsonElement movement)
    {
        string Text(string name) => movement.GetProperty(name).GetString()!;
        var line = movement.TryGetProperty("line", out var told) ? told.GetString() : null;
        var serials = movement.GetProperty("serials").EnumerateArray().Select(s => s.GetString()!).ToList();
        _stock[(Text("product"), Text("from"))] = _stock.GetValueOrDefault((Text("product"), Text("from"))) - serials.Count;
        _stock[(Text("product"), Text("to"))] = _stock.GetValueOrDefault((Text("product"), Text("to"))) + serials.Count;
        var effective = serials.Select(s => _effective.GetValueOrDefault(s)).Append(data.GetProperty("occurredAt").GetDateTimeOffset()).Max();
        serials.ForEach(s => _effective[s] = effective);
        _journal.Add([$"{stored.Position}", $"{place}", Time(effective), Time(stored.At), Text("product"), line, Text("from"), Text("to"), $"{serials.Count}"]);
        foreach (var serial in serials)
        {
            _units[serial] = (Text("to"), line, [.. _units.TryGetValue(serial, out var unit) ? unit.Trail : [], stored.Id]);
        }
    }

    private void Order(StoredEvent stored, JsonElement data)
    {
        if (stored.Type == "ordering.order-placed.v1")
        {
            _orders[stored.Stream] =
                [
                    data.GetProperty("order").GetString(), data.GetProperty("agreement").GetString(), data.GetProperty("shipTo").GetString(),
                    "placed", Occurred(data), $"{data.GetProperty("lines").GetArrayLength()}", "0", null,
                ];
        }
        else if (_orders.TryGetValue(stored.Stream, out var order))
        {
            order[3] = stored.Type == "ordering.order-confirmed.v1" ? "confirmed" : order[3];
            order[6] = stored.Type == "ordering.line-received.v1"
                ? $"{long.Parse(order[6]!, CultureInfo.InvariantCulture) + data.GetProperty("quantityUnits").GetInt64()}" : order[6];
        }
    }

    private void Milestone(StoredEvent stored, JsonElement data)
    {
        if (stored.Type == "agreements.agreement-signed.v1")
        {
            foreach (var m in data.GetProperty("milestones").EnumerateArray())
            {
                string Text(string name) => m.GetProperty(name).ToString();
                _milestones[Text("milestone")] =
                    [data.GetProperty("agreement").GetString(), Text("milestone"), Text("name"), Text("metric"), Text("product"), null, Text("quantity"),
                    Text("dueOn"), "planned", .. new string?[8]];
            }
        }
        else if (data.TryGetProperty("milestone", out var code) && _milestones.TryGetValue(code.GetString()!, out var milestone))
        {
            if (stored.Type.EndsWith("reached.v1", StringComparison.Ordinal))
            {
                (milestone[8], milestone[9], milestone[10], milestone[11], milestone[12]) =
                    ("reached", Occurred(data), data.GetProperty("position").ToString(), data.GetProperty("count").GetString(),
                        data.GetProperty("late").GetRawText());
            }
            else
            {
                (milestone[8], milestone[13], milestone[15], milestone[16]) =
                    ("confirmed", data.GetProperty("by").GetString(), data.GetProperty("reference").GetString(), Occurred(data));
            }
        }
    }
}
