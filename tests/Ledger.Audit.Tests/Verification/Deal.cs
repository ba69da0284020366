using System.Text;
using Ledger.Sealing.Entries;

namespace Ledger.Audit.Tests.Verification;

/// <summary>
/// A small deal as the event table would hold it: agreement, order, batches on their way, a milestone. Each event one second after the one before.
/// </summary>
internal sealed class Deal
{
    public const string Book = "acme-globex";
    public const string Product = "acme:B300";

    private static readonly DateTimeOffset Begin = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, long> _versions = [];

    public List<StoredEvent> Events { get; } = [];

    /// <summary>When the event with this number was recorded.</summary>
    public static DateTimeOffset At(int number) => Begin.AddSeconds(number);

    public static Deal Small()
    {
        var deal = new Deal();
        deal.Record(
            "product/acme:B300", "agreements.product-registered.v1",
            $$"""{"name": "GPU é", "family": "gpu", "product": "{{Product}}", "occurredAt": "2026-11-01T00:00:00+00:00"}""");
        deal.Record("agreement/SA-1", "agreements.agreement-signed.v1", """
            {"lines": [{"line": 1, "from": "2026-01-01", "until": "2027-12-31", "product": "acme:B300", "quantity": 100}],
             "customer": "CUS", "supplier": "SUP", "agreement": "SA-1",
             "milestones": [{"name": "First units", "dueOn": "2026-12-31", "metric": "shipped", "product": "acme:B300", "quantity": 3, "milestone": "M-1"}],
             "occurredAt": "2026-11-01T00:00:00+00:00"}
            """);
        deal.Record("order/PO-1", "ordering.order-placed.v1", """
            {"lines": [{"line": 1, "product": "acme:B300", "quantity": 5, "agreementLine": 1, "requestedDelivery": "2026-12-01"}],
             "order": "PO-1", "shipTo": "PDX1", "agreement": "SA-1", "occurredAt": "2026-11-02T00:00:00.1234567+00:00"}
            """);
        deal.Record("order/PO-1", "ordering.order-confirmed.v1", """{"occurredAt": "2026-11-02T00:00:00.1234567+00:00"}""");
        deal.Register("B-1", "S-01", "S-02", "S-03");
        deal.Register("B-2", "S-04", "S-05");
        deal.Ship("B-1", "S-01", "S-02", "S-03");
        deal.Record(
            "agreement/SA-1", "agreements.milestone-reached.v1",
            """{"late": false, "count": "3", "position": 7, "milestone": "M-1", "occurredAt": "2026-11-03T00:00:00+00:00"}""");
        deal.Receive("B-1", "S-01", "S-02", "S-03");
        deal.Record(
            "order/PO-1", "ordering.line-received.v1",
            """{"line": 1, "batch": "B-1", "receipt": "R-1", "quantityUnits": 3, "occurredAt": "2026-11-04T00:00:00+00:00"}""");
        deal.Ship("B-2", "S-04", "S-05");
        deal.Record(
            "agreement/SA-1", "agreements.milestone-confirmed.v1",
            """{"by": "CUS", "milestone": "M-1", "reference": "=1+1", "occurredAt": "2026-11-05T00:00:00+00:00"}""");
        return deal;
    }

    /// <summary>As many registrations of one unit each; for trees of several tiles.</summary>
    public static Deal Long(int events)
    {
        var deal = new Deal();
        for (var i = 0; i < events; i++)
        {
            deal.Register($"B-{i}", $"L-{i:D6}");
        }

        return deal;
    }

    public StoredEvent Record(string stream, string type, string data, DateTimeOffset? at = null)
    {
        var number = Events.Count + 1;
        var version = _versions[stream] = _versions.GetValueOrDefault(stream) + 1;
        var stored = new StoredEvent(
            number, new Guid(number, 7, 7, 1, 2, 3, 4, 5, 6, 7, 8), stream, version, Book, type, at ?? At(number), "SUP/erp", $"cause-{number}", null, null,
            Encoding.UTF8.GetBytes(data.Trim()));
        Events.Add(stored);
        return stored;
    }

    public StoredEvent Register(string batch, params string[] serials) =>
        Move("logistics.batch-registered.v1", batch, "origin", "site:FAB1/inventory", null, serials);

    public StoredEvent Ship(string batch, params string[] serials) =>
        Move(
            "logistics.batch-shipped.v1", batch, "site:FAB1/inventory", $"transit:{batch}/inTransit", "SA-1/1", serials,
            """ "order": "PO-1", "shipment": 1,""");

    public StoredEvent Receive(string batch, params string[] serials) => ReceiveAt("2026-11-03T00:00:00.5+01:00", batch, serials);

    /// <param name="told">When it happened, as the partner tells it.</param>
    public StoredEvent ReceiveAt(string told, string batch, params string[] serials) => Move(
        "logistics.batch-received.v1", batch, $"transit:{batch}/inTransit", "site:PDX1/received", "SA-1/1", serials, """ "receipt": "R-1",""", told);

    private StoredEvent Move(
        string type, string batch, string from, string to, string? line, string[] serials, string more = "", string told = "2026-11-03T00:00:00.5+01:00") =>
            Record($"batch/{batch}", type, $$"""
        {"batch": "{{batch}}",{{more}}
         "movements": [{"to": "{{to}}", "from": "{{from}}"{{(line is null ? "" : $", \"line\": \"{line}\"")}}, "product": "{{Product}}",
                        "serials": [{{string.Join(", ", serials.Select(s => $"\"{s}\""))}}]}], "occurredAt": "{{told}}"}
        """);
}
