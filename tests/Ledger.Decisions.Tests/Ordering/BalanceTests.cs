using CsCheck;
using Ledger.Agreements.Agreements;
using Ledger.Agreements.Commitments;
using Ledger.Agreements.Signing;
using Ledger.Contracts;
using Ledger.Contracts.Messages;
using Ledger.Decisions.Tests.Agreements;
using Ledger.Kernel;
using Ledger.Ordering.Changes;
using Ledger.Ordering.Deliveries;
using Ledger.Ordering.Draws;
using Ledger.Ordering.Orders;

namespace Ledger.Decisions.Tests.Ordering;

/// <summary>
/// Goal: whatever partners command, and however the messages between Ordering and Agreements are mixed up or repeated, a line's commitment is never exceeded,
/// and at rest it has given out exactly what the orders hold. Method: random commands and deliveries against both contexts' decisions, with a bag of messages
/// between.
/// </summary>
public class BalanceTests
{
    [Fact]
    public void Commitment_and_orders_balance() => Gen.Int[0, 999].Array[1, 80].Sample(choices =>
    {
        var world = new World();
        foreach (var choice in choices)
        {
            world.Step(choice);
        }

        world.Settle();
    });

    private sealed class World
    {
        private static readonly DateTimeOffset Noon = Purchase.Noon;
        private static readonly string[] Orders = ["PO-1", "PO-2", "PO-3"];
        private static readonly (int AgreementLine, string Product)[] Kinds = [(1, Deal.Gpu), (1, Deal.Superchip), (2, Deal.NextGpu)];

        private readonly Agreement _agreement = Scenario.Fold<Agreement>([Deal.Signed, Deal.Substituted])!;
        private readonly Dictionary<string, Order> _orders = [];
        private readonly List<object> _bag = [];
        private readonly Dictionary<string, DrawDecision> _draws = [];
        private readonly Dictionary<string, string> _answers = [];
        private int _number;

        public void Step(int choice)
        {
            var (order, kind, quantity) = (Orders[choice % 3], choice / 3 % 11, choice / 33 + 1);
            switch (kind)
            {
                case 0 or 1:
                    Place(order, quantity);
                    break;
                case 2 or 3 when _orders.TryGetValue(order, out var state):
                    Record(state, ChangeOrderEndpoint.Decide(
                        new(order, $"C-{_number++}", [new(choice % 2 + 1, quantity), new(3, 40 - quantity)]), new(state, Purchase.Parties), Purchase.AtNoon));
                    break;
                case 4 when _orders.TryGetValue(order, out var state):
                    Record(state, CancelOrderLineEndpoint.Decide(new(order, choice % 3 + 1, "late"), new(state, Purchase.Parties), Purchase.AtNoon));
                    break;
                case 5 when _orders.TryGetValue(order, out var state):
                    Record(state, AcknowledgeOrderEndpoint.Decide(
                        new(order, $"K-{_number++}", [new(choice % 2 + 1, (AcknowledgedStatus)(choice % 4))]), new(state, Purchase.Parties), Purchase.AtNoon));
                    break;
                case 6 when _orders.TryGetValue(order, out var state):
                    Ship(state, choice % 3 + 1, quantity);
                    break;
                case 7:
                    Amend(quantity * 5);
                    break;
                default:
                    Deliver(choice, isKept: kind == 8);
                    break;
            }

            Assert.All(_agreement.Lines, line => Assert.True(line.Drawn >= 0 && line.Drawn <= line.Committed, $"Line {line.Line} has {line.Drawn} drawn."));
        }

        public void Settle()
        {
            for (var round = 0; _bag.Count > 0; round++)
            {
                Deliver(round, isKept: false);
            }

            foreach (var line in _agreement.Lines)
            {
                var held = Fraction.Sum(_orders.Values.Where(o => o.State is OrderState.Confirmed or OrderState.Closed).SelectMany(o => o.Lines)
                    .Where(l => l.AgreementLine == line.Line).Select(l => l.Quantity * line.WeightOf(l.Product)));
                Assert.Equal(held, line.Drawn);
            }

            Assert.DoesNotContain(_orders.Values, o => o.State == OrderState.Placed || o.Pending is not null);
        }

        private void Place(string order, int quantity)
        {
            var lines = Kinds.Select((k, i) => new PlacedLine(i + 1, k.AgreementLine, k.Product, quantity, Purchase.Autumn)).ToList();
            var agreement = new Contracts.Ports.AgreementInfo("SA-1", "NV", "CLOUD", false, [new(1, null, [Deal.Gpu, Deal.Superchip]), new(2, "gpu", [])]);
            var state = _orders.GetValueOrDefault(order);
            var decision = PlaceOrderEndpoint.Decide(
                new(order, "SA-1", "PDX1", lines), new(state, agreement, Purchase.Site, Deal.Products), Purchase.AtNoon);
            Record(state ?? (_orders[order] = new Order()), decision);
        }

        /// <summary>Logistics ships no more than a line offers; sometimes the shipment is voided, and the news is mixed up on its way.</summary>
        private void Ship(Order order, int line, int quantity)
        {
            var offer = OrderLinesPort.InfoOf(order, order.Line(line)!);
            if (offer.Status == "confirmed" && quantity <= offer.OrderedUnits - order.Line(line)!.Shipped)
            {
                var batch = $"B-{_number++}";
                Record(order, BatchShippedHandler.Decide(order, new(batch, 1, order.Number, line, quantity, Noon)));
                _bag.Add(quantity % 2 == 0
                    ? new ShipmentVoidedNotice(batch, 1, order.Number, line, quantity, Noon)
                    : new BatchReceivedNotice(batch, "R-1", order.Number, line, quantity, Noon));
            }
        }

        private void Amend(int quantity) => Record(
            _agreement,
            AmendAgreementEndpoint.Decide(
                new("SA-1", $"A-{_number++}", "other", [Deal.Line1 with { Quantity = quantity }]), new(_agreement, Deal.Products, []), Purchase.AtNoon),
            isSending: false);

        private void Deliver(int choice, bool isKept)
        {
            if (_bag.Count == 0)
            {
                return;
            }

            var message = _bag[choice % _bag.Count];
            if (!isKept)
            {
                _bag.Remove(message);
            }

            switch (message)
            {
                case OrderPlacedNotice m:
                    var answer = DrawCommitmentHandler.Decide(
                        m, new(_agreement, _draws.GetValueOrDefault(DrawDecision.DrawKey(m.Order, m.Change)), Deal.Products), Purchase.AtNoon);
                    Assert.Equal(
                        _answers.TryAdd($"{m.Order}/{m.Change}", Scenario.Text(answer.Messages)) ? Scenario.Text(answer.Messages)
                        : _answers[$"{m.Order}/{m.Change}"], Scenario.Text(answer.Messages));
                    Record(_agreement, answer);
                    break;
                case CommitmentReleasedNotice m:
                    Record(_agreement, ReleaseCommitmentHandler.Decide(
                        m, new(_agreement, _draws.GetValueOrDefault(DrawDecision.ReleaseKey(m.Order, m.Change))), Purchase.AtNoon));
                    break;
                case CommitmentDrawnNotice m:
                    Record(_orders[m.Order], CommitmentDrawnHandler.Decide(_orders[m.Order], m));
                    break;
                case CommitmentRefusedNotice m:
                    Record(_orders[m.Order], CommitmentRefusedHandler.Decide(_orders[m.Order], m));
                    break;
                case ShipmentVoidedNotice m:
                    Record(_orders[m.Order], ShipmentVoidedHandler.Decide(_orders[m.Order], m));
                    break;
                case BatchReceivedNotice m:
                    Record(_orders[m.Order], BatchReceivedHandler.Decide(_orders[m.Order], m));
                    break;
            }
        }

        private static DrawDecision? DecisionOf(object recorded) => recorded switch
        {
            CommitmentDrawn e => DrawDecision.Of(e),
            CommitmentRefused e => DrawDecision.Of(e),
            CommitmentReleased e => DrawDecision.Of(e),
            _ => null,
        };

        private void Record<T>(T state, Decision decision, bool isSending = true)
            where T : class
        {
            foreach (var recorded in decision.Events)
            {
                Scenario.Apply(state, recorded);
                if (DecisionOf(recorded) is { } decided)
                {
                    _draws[decided.Id] = decided;
                }
            }

            _bag.AddRange(isSending ? decision.Messages : []);
        }
    }
}
