using System.Text.Json;

namespace Ledger.Http.Tests.Audit;

/// <summary>
/// What single things come to after some of a book's events, worked out the plain way from the events' JSON, and what the views say, written alike.
/// </summary>
internal static class PlainFolds
{
    /// <summary>State, units on their way, shipments with the voided ones, receipts.</summary>
    public static string? Batch(IEnumerable<JsonElement> events, string batch)
    {
        var (state, outstanding, shipments, voided, receipts) = ("registered", 0L, new List<long>(), new List<long>(), new List<string>());
        var own = StreamOf(events, $"batch/{batch}");
        foreach (var e in own)
        {
            var data = e.GetProperty("data");
            switch (e.Text("type"))
            {
                case "logistics.batch-shipped.v1":
                    (state, outstanding) = ("shipped", Units(data, _ => true));
                    shipments.Add(data.Number("shipment"));
                    break;
                case "logistics.shipment-voided.v1":
                    (state, outstanding) = ("registered", 0);
                    voided.AddRange(shipments.Where(s => s == data.Number("shipment")));
                    break;
                case "logistics.batch-received.v1":
                    outstanding = data.GetProperty("isFinal")
                        .GetBoolean() ? 0 : Math.Max(0, outstanding - Units(data, m => m.Text("from") == $"transit:{batch}/inTransit"));
                    state = outstanding == 0 ? "received" : "partlyReceived";
                    receipts.Add(data.Text("receipt"));
                    break;
                case "logistics.units-taken-back.v1":
                    outstanding = Math.Max(0, outstanding - Units(data, m => m.Text("from") == $"transit:{batch}/inTransit"));
                    state = state == "registered" || outstanding > 0 ? state : "received";
                    break;
                case "logistics.receipt-corrected.v1" when Units(data, m => m.Text("to") == $"transit:{batch}/inTransit") is > 0 and var expected:
                    (state, outstanding) = ("partlyReceived", outstanding + expected - NumberOrNone(data, "cameOtherwise"));
                    break;
            }
        }

        return own.Count == 0 ? null : $"{state} {outstanding} | {string.Join(' ', shipments)} | {string.Join(' ', voided)} | {string.Join(' ', receipts)}";
    }

    public static string BatchView(JsonElement view) =>
        $"{view.Text("state")} {view.Number("outstandingUnits")} | {string.Join(' ', view.List("shipments").Select(s => s.Number("shipment")))} | "
        + $"{string.Join(' ', view.List("shipments").Where(s => s.TextOrNull("voided") is not null).Select(s => s.Number("shipment")))} | "
        + $"{string.Join(' ', view.List("receipts").Select(r => r.Text("receipt")))}";

    /// <summary>State and units with their conditions.</summary>
    public static string? Rack(IEnumerable<JsonElement> events, string rack)
    {
        var (state, units) = ("", new SortedDictionary<string, string>(StringComparer.Ordinal));
        var own = StreamOf(events, $"rack/{rack}");
        foreach (var e in own)
        {
            var data = e.GetProperty("data");
            state = e.Text("type") switch
            {
                "deployment.rack-planned.v1" => "planned",
                "deployment.rack-powered-on.v1" => "poweredOn",
                "deployment.rack-commissioned.v1" => "commissioned",
                "deployment.rack-accepted.v1" => "accepted",
                "deployment.rack-decommissioned.v1" => "decommissioned",
                _ => data.Text("state"),
            };
            foreach (var movement in Movements(data))
            {
                foreach (var unit in movement.Texts("serials").Select(serial => $"{movement.Text("product")} {serial}"))
                {
                    if (movement.Text("to").StartsWith($"rack:{rack}/", StringComparison.Ordinal))
                    {
                        units[unit] = movement.Text("to").Split('/')[1];
                    }
                    else
                    {
                        units.Remove(unit);
                    }
                }
            }
        }

        return own.Count == 0 ? null : $"{state} | {string.Join(", ", units.Select(u => $"{u.Key} {u.Value}"))}";
    }

    public static string RackView(JsonElement view) =>
        $"{view.Text("state")} | "
        + $"{string.Join(", ", view.List("units").Select(u => $"{u.Text("product")} {u.Text("serial")} {u.Text("condition")}").Order(StringComparer.Ordinal))}";

    /// <summary>State, and shipped and received units of line 1.</summary>
    public static string? Order(IEnumerable<JsonElement> events, string order)
    {
        var (state, shipped, received, heard) = ("placed", 0L, 0L, new HashSet<string>());
        var own = StreamOf(events, $"order/{order}");
        foreach (var e in own)
        {
            var data = e.GetProperty("data");
            switch (e.Text("type"))
            {
                case "ordering.order-confirmed.v1":
                case "ordering.order-reopened.v1":
                    state = "confirmed";
                    break;
                case "ordering.order-closed.v1":
                    state = "closed";
                    break;
                case "ordering.line-shipped.v1":
                    heard.Add(Shipment(data));
                    shipped += heard.Contains("void " + Shipment(data)) ? 0 : data.Number("quantityUnits");
                    break;
                case "ordering.line-shipment-voided.v1":
                    heard.Add("void " + Shipment(data));
                    shipped -= heard.Contains(Shipment(data)) ? data.Number("quantityUnits") : 0;
                    break;
                case "ordering.line-received.v1":
                    received += data.Number("quantityUnits");
                    break;
                case "ordering.line-written-off.v1":
                case "ordering.line-taken-back.v1":
                    shipped -= data.Number("quantityUnits");
                    break;
                case "ordering.line-receipt-corrected.v1":
                    received -= data.Number("quantityUnits");
                    break;
                case "ordering.line-returned.v1":
                    shipped -= data.Number("quantityUnits");
                    received -= data.Number("quantityUnits");
                    break;
                case "ordering.line-attributed.v1":
                case "ordering.line-return-cancelled.v1":
                    shipped += data.Number("quantityUnits");
                    received += data.Number("quantityUnits");
                    break;
            }
        }

        return own.Count == 0 ? null : $"{state} {shipped} {received}";
    }

    public static string OrderView(JsonElement view) =>
        $"{view.Text("state")} {view.List("lines")[0].Number("shipped")} {view.List("lines")[0].Number("received")}";

    /// <summary>Units drawn from line 1.</summary>
    public static string? Agreement(IEnumerable<JsonElement> events, string agreement)
    {
        var own = StreamOf(events, $"agreement/{agreement}");
        var drawn = own.Sum(e => e.Text("type") switch
        {
            "agreements.commitment-drawn.v1" => Drawn(e),
            "agreements.commitment-released.v1" => -Drawn(e),
            _ => 0,
        });
        return own.Count == 0 ? null : $"{drawn}";
    }

    public static string AgreementView(JsonElement view) => $"{view.List("lines")[0].GetProperty("drawn").GetDecimal():0}";

    /// <summary>Nothing, when what began the stream is not among them.</summary>
    private static List<JsonElement> StreamOf(IEnumerable<JsonElement> events, string stream) =>
        events.Where(e => e.Text("stream") == stream).ToList() is [var first, ..] own && first.Number("version") == 1 ? own : [];

    private static string Shipment(JsonElement data) => $"{data.Text("batch")}/{data.Number("shipment")}";

    private static long Drawn(JsonElement e) => e.GetProperty("data").List("lines").Where(l => l.Number("line") == 1)
        .Sum(l => long.Parse(l.Text("drawnUnits"), System.Globalization.CultureInfo.InvariantCulture));

    private static long Units(JsonElement data, Func<JsonElement, bool> which) =>
        Movements(data).Where(which).Sum(m => m.GetProperty("serials").GetArrayLength());

    private static IEnumerable<JsonElement> Movements(JsonElement data) =>
        data.TryGetProperty("movements", out var movements) ? movements.EnumerateArray() : [];

    private static long NumberOrNone(JsonElement data, string member) => data.TryGetProperty(member, out var number) ? number.GetInt64() : 0;
}
