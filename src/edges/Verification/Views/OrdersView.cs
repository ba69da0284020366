using System.Globalization;
using System.Text.Json;
using Ledger.Verification.Bundles;
using Ledger.Verification.Entries;
using Ledger.Verification.Findings;

namespace Ledger.Verification.Views;

/// <summary>Orders as their list shows them, folded from the events of each order's stream.</summary>
internal sealed class OrdersView(long position)
{
    private readonly Dictionary<string, Order> _orders = new(StringComparer.Ordinal);

    public void Apply(in Fact fact)
    {
        if (fact.Seq > position || !fact.Type.StartsWith("ordering.", StringComparison.Ordinal))
        {
            return;
        }

        var json = JsonElement.Parse(fact.Data);
        switch (fact.Type)
        {
            case "ordering.order-placed.v1":
                _orders[fact.Stream] = new(
                    json.GetProperty("order").GetString(), json.GetProperty("agreement").GetString(), json.GetProperty("shipTo").GetString(),
                    json.GetProperty("occurredAt").GetString(),
                    json.GetProperty("lines").GetArrayLength());
                break;
            case "ordering.order-confirmed.v1":
                OrderOf(fact).State = "confirmed";
                break;
            case "ordering.order-refused.v1":
                OrderOf(fact).State = "refused";
                break;
            case "ordering.line-received.v1" or "ordering.line-attributed.v1" or "ordering.line-return-cancelled.v1":
                OrderOf(fact).ReceivedUnits += json.GetProperty("quantityUnits").GetInt64();
                break;
            case "ordering.line-returned.v1" or "ordering.line-receipt-corrected.v1":
                OrderOf(fact).ReceivedUnits -= json.GetProperty("quantityUnits").GetInt64();
                break;
            case "ordering.order-reopened.v1":
                var open = OrderOf(fact);
                (open.State, open.ClosedAt) = ("confirmed", null);
                break;
            case "ordering.order-closed.v1":
                var order = OrderOf(fact);
                (order.State, order.ClosedAt) = ("closed", json.GetProperty("occurredAt").GetString());
                break;
            default:
                return;
        }

        _orders[fact.Stream].Last = fact.Ordinal;
    }

    public void Compare(Bundle bundle, LeafTable leaves, FindingList findings)
    {
        var rows = new TextRows("the order", Parts.Orders, 1);
        foreach (var order in _orders.Values)
        {
            rows.Expect(
                order.Last, order.Number, order.Agreement, order.ShipTo, order.State, order.PlacedAt, order.Lines.ToString(CultureInfo.InvariantCulture),
                order.ReceivedUnits.ToString(CultureInfo.InvariantCulture), order.ClosedAt);
        }

        rows.Compare(bundle, leaves, findings);
    }

    private Order OrderOf(in Fact fact) => _orders.GetValueOrDefault(fact.Stream) ?? throw new FormatException("The order was not placed before.");

    private sealed class Order(string? number, string? agreement, string? shipTo, string? placedAt, int lines)
    {
        public string? Number => number;

        public string? Agreement => agreement;

        public string? ShipTo => shipTo;

        public string? PlacedAt => placedAt;

        public int Lines => lines;

        public string State { get; set; } = "placed";

        public long ReceivedUnits { get; set; }

        public string? ClosedAt { get; set; }

        public int Last { get; set; }
    }
}
