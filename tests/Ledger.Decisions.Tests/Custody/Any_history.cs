using System.Collections.Concurrent;
using CsCheck;
using Ledger.Contracts;

namespace Ledger.Decisions.Tests.Custody;

/// <summary>
/// Goal: no sequence of commands, however odd, loses a unit or counts one twice. Method: random commands of Logistics and Deployment are decided against a book in
/// memory that guards custody as the store does, and everything that must hold is checked after each one.
/// </summary>
public class Any_history
{
    private const int Histories = 1000;
    private const int StepsMax = 160;

    private static readonly Gen<Step[]> Commands = Step.Any.Array[20, StepsMax];

    [Fact]
    public void Keeps_its_balances_whatever_is_sent() => Commands.Sample(
        steps =>
        {
            var book = new Book();
            var audit = new Audit(book);
            foreach (var step in steps)
            {
                var before = book.Written();
                if (step.Run(book) is null)
                {
                    Assert.Equal(before, book.Written());
                }

                audit.Check();
            }
        },
        iter: Histories);

    [Fact]
    public void Comes_to_every_movement_that_units_can_make()
    {
        // Guards the property above against a generator that only ever asks for what is refused.
        var seen = new ConcurrentDictionary<string, int>();
        Commands.Sample(
            steps =>
            {
                var book = new Book();
                foreach (var moved in steps.SelectMany(step => step.Run(book) ?? []).OfType<IMovesUnits>().SelectMany(e => e.Movements.Select(m => $"{e.GetType().Name} {Kind(m.From)} {Kind(m.To)}")))
                {
                    seen.AddOrUpdate(moved, 1, (_, count) => count + 1);
                }
            },
            iter: Histories);
        string[] expected =
        [
            "BatchReceived site/inventory site/quarantined", "BatchReceived transit/inTransit site/quarantined", "BatchReceived transit/inTransit site/received",
            "BatchReceived transit/inTransit transit/missing", "BatchReceived transit/missing site/quarantined", "BatchReceived transit/missing site/received",
            "BatchRegistered origin site/inventory", "BatchShipped site/inventory transit/inTransit",
            "RackCommissioned rack/installed rack/active",
            "RackDecommissioned rack/active site/accepted", "RackDecommissioned rack/active site/retired", "RackDecommissioned rack/installed site/accepted", "RackDecommissioned rack/installed site/retired",
            "ShipmentVoided transit/inTransit site/inventory",
            "UnitRemoved rack/active site/accepted", "UnitRemoved rack/active site/quarantined", "UnitRemoved rack/installed site/accepted", "UnitRemoved rack/installed site/quarantined",
            "UnitReplaced rack/active site/quarantined", "UnitReplaced rack/installed site/quarantined", "UnitReplaced site/accepted rack/installed",
            "UnitsAccepted site/quarantined site/accepted", "UnitsAccepted site/received site/accepted",
            "UnitsInstalled site/accepted rack/installed",
            "UnitsRejected site/accepted site/quarantined", "UnitsRejected site/received site/quarantined",
            "UnitsReturned site/accepted site/returned", "UnitsReturned site/quarantined site/returned", "UnitsReturned site/received site/returned",
        ];
        Assert.Equal(expected, seen.Keys.Order(StringComparer.Ordinal));
    }

    /// <summary><c>site/received</c> of <c>site:PDX1/received</c>.</summary>
    private static string Kind(string account) => account == Account.Origin ? account : $"{account.Split(':')[0]}/{Account.ConditionOf(account)}";
}
