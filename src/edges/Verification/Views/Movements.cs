using System.Text.Json;
using Ledger.Verification.Entries;
using Ledger.Verification.Findings;

namespace Ledger.Verification.Views;

/// <summary>Posts the movements of an event to custody, journal and stock: each as far as the ledger's own view had come.</summary>
/// <param name="journalPosition">Position that the ledger's journal included.</param>
/// <param name="stockPosition">Position that its balances included.</param>
internal sealed class Movements(
    Names names, LeafTable leaves, EffectiveTimes times, long journalPosition, long stockPosition, FindingList findings)
{
    public Custody Custody { get; } = new(names, leaves, times);

    public JournalView Journal { get; } = new(names, times);

    public StockView Stock { get; } = new(names);

    /// <summary>Units that came from the origin and went back to it, by product, as far as the stock includes them.</summary>
    public Dictionary<string, (long In, long Out)> Flows { get; } = new(StringComparer.Ordinal);

    public void Apply(in Fact fact)
    {
        try
        {
            var movements = new MovementReader(fact.Data, names);
            for (var place = 0; movements.Next(out var movement); place++)
            {
                var quantity = MoveUnits(fact.Ordinal, movement);
                if (fact.Seq <= journalPosition)
                {
                    Journal.Add(fact, movements.OccurredAt, place, movement, quantity);
                }

                if (fact.Seq <= stockPosition)
                {
                    Stock.Add(fact.Ordinal, movement, quantity);
                    Count(movement, quantity);
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            findings.Add(new(Rule.V1, leaves.NameOf(fact.Ordinal), "its movements", "units that go from account to account", Utf8.Shown(e.Message)));
        }
    }

    private long MoveUnits(int ordinal, in Movement movement)
    {
        var serials = movement.Serials;
        long quantity = 0;
        while (serials.Read() && serials.TokenType != JsonTokenType.EndArray)
        {
            Custody.Move(ordinal, movement, UnitKey.Of(movement.Product, ref serials));
            quantity++;
        }

        return quantity;
    }

    private void Count(in Movement movement, long quantity)
    {
        var (from, to) = (names[movement.From] == Custody.Origin, names[movement.To] == Custody.Origin);
        if (from || to)
        {
            ref var flow = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(Flows, names[movement.Product], out _);
            flow = (flow.In + (from ? quantity : 0), flow.Out + (to ? quantity : 0));
        }
    }
}
