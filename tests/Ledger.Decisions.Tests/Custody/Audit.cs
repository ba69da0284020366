using JasperFx.Events;
using Ledger.Contracts;
using Ledger.Deployment.Racks;
using Ledger.Inventory.Progress;
using Ledger.Logistics.Batches;
using Ledger.Logistics.Returns;

namespace Ledger.Decisions.Tests.Custody;

/// <summary>
/// What must hold of a book after every command. Balances, whereabouts and progress are kept from the journal alone, movement by movement, and then held
/// against custody.
/// </summary>
internal sealed class Audit(Book book)
{
    private readonly LineProgressProjection _projection = new();
    private readonly Dictionary<(string Product, string Account), long> _balances = [];
    private readonly Dictionary<(string Product, string Serial), string> _whereabouts = [];
    private readonly Dictionary<string, LineProgress> _lines = [];
    private readonly HashSet<(string Batch, string Serial)> _cameWithAnother = [];
    private int _posted;

    public void Check()
    {
        for (; _posted < book.Journal.Count; _posted++)
        {
            Post(book.Journal[_posted]);
        }

        Assert.Equal(book.RegisteredUnits, book.Custody.Count);
        Assert.Equal(book.Custody.ToDictionary(u => u.Key, u => u.Value.Account), _whereabouts);
        Assert.Equal(
            book.Custody.Values.GroupBy(u => (u.Product, u.Account)).ToDictionary(g => g.Key, g => g.LongCount()),
            _balances.Where(b => b.Key.Account != Account.Origin && b.Value != 0).ToDictionary());
        Assert.All(_lines.Values, CheckLine);
        foreach (var (key, events) in book.Streams.Where(s => s.Key.StartsWith("batch/", StringComparison.Ordinal)))
        {
            CheckBatch(Story.Fold<Batch>(events)!, Story.Fold<BatchView>(events)!, events);
        }

        foreach (var (_, events) in book.Streams.Where(s => s.Key.StartsWith("return/", StringComparison.Ordinal)))
        {
            CheckReturn(Story.Fold<ReturnView>(events)!);
        }

        foreach (var (key, events) in book.Streams.Where(s => s.Key.StartsWith("rack/", StringComparison.Ordinal)))
        {
            CheckRack(Story.Fold<Rack>(events)!, Story.Fold<RackSummary>(events)!);
        }
    }

    private void Post(IMovesUnits posted)
    {
        foreach (var movement in posted.Movements)
        {
            Assert.NotEmpty(movement.Serials);
            Add(movement.From, -movement.QuantityUnits);
            Add(movement.To, movement.QuantityUnits);
            Assert.Equal(0, _balances.Where(b => b.Key.Product == movement.Product).Sum(b => b.Value));
            Assert.All(movement.Serials, serial =>
            {
                Assert.Equal(movement.From, _whereabouts.GetValueOrDefault((movement.Product, serial), Account.Origin));
                _whereabouts[(movement.Product, serial)] = movement.To;
            });
            if (posted is BatchReceived receipt && Account.PlaceOf(movement.From) is var place && place != $"transit:{receipt.Batch}"
                && place.StartsWith("transit:", StringComparison.Ordinal))
            {
                _cameWithAnother.UnionWith(movement.Serials.Select(s => (place["transit:".Length..], s)));
            }

            void Add(string account, long quantity)
            {
                var balance = _balances[(movement.Product, account)] = _balances.GetValueOrDefault((movement.Product, account)) + quantity;
                Assert.True(account == Account.Origin ? balance <= 0 : balance >= 0, $"{movement.Product} {account}: {balance}");
            }
        }

        foreach (var line in posted.Movements.Select(m => m.Line).OfType<string>().Distinct())
        {
            _lines[line] = _projection.Evolve(_lines.GetValueOrDefault(line), line, new Event<IMovesUnits>(posted) { Sequence = _posted + 1 })!;
        }
    }

    private void CheckLine(LineProgress line)
    {
        Assert.All(line.Units.Values, conditions => Assert.Equal(0, conditions.Values.Sum()));
        foreach (var metric in Metric.All)
        {
            var conditions = Metric.ConditionsOf(metric);
            Assert.Equal(
                book.Custody.Values.Count(u => u.Line == line.Id && conditions.Contains(Account.ConditionOf(u.Account))),
                line.Units.Values.Sum(units => units.Where(u => conditions.Contains(u.Key)).Sum(u => u.Value)));
        }
    }

    private void CheckBatch(Batch batch, BatchView view, List<object> events)
    {
        Assert.Equal((batch.State, batch.Outstanding.Count), (view.State, (int)view.OutstandingUnits));
        Agree(batch.Outstanding, Account.InTransit(batch.Number));
        Agree(batch.Missing, Account.MissingFrom(batch.Number));
        if (batch.Shipment is not null)
        {
            // Every unit that left is seen, missing or still expected, and none is two of these.
            var since = events.Skip(events.FindLastIndex(e => e is BatchShipped)).ToList();
            Assert.Equal(
                ((BatchShipped)since[0]).Movements.Sum(m => m.QuantityUnits),
                since.OfType<BatchReceived>().Sum(r => r.AdvisedUnitsSeen)
                    - since.OfType<ReceiptCorrected>().Sum(e => e.Movements.Where(m => m.Line is not null).Sum(m => m.QuantityUnits) - (e.CameOtherwise ?? 0))
                    + since.OfType<UnitsWrittenOff>().SelectMany(e => e.Movements).Sum(m => m.QuantityUnits)
                    + since.OfType<UnitsTakenBack>().Sum(e => e.ShippedUnits) + batch.Outstanding.Count + batch.Missing.Count);
            Assert.Empty(batch.Outstanding.Intersect(batch.Missing));
        }

        void Agree(HashSet<string> known, string account)
        {
            var there = book.At(account).Where(u => u.Product == batch.Product).Select(u => u.Serial).ToHashSet();
            Assert.Empty(there.Except(known));
            Assert.All(known.Except(there), serial => Assert.Contains((batch.Number, serial), _cameWithAnother));
        }
    }

    /// <summary>What a return shows of its units is what custody has of them.</summary>
    private void CheckReturn(ReturnView view)
    {
        Assert.Equal(
            (At(Condition.Returning), At(Condition.NotReturned), At(Condition.WrittenOff)), (view.InTransitUnits, view.MissingUnits, view.WrittenOffUnits));
        Assert.Equal(
            view.State == ReturnState.Sent ? view.QuantityUnits : 0,
            view.InTransitUnits + view.MissingUnits + view.WrittenOffUnits + view.ArrivedUnits + view.CancelledUnits);

        long At(string condition) => book.At(Account.OnReturn(view.Return, condition)).Count();
    }

    private void CheckRack(Rack rack, RackSummary summary)
    {
        var place = $"rack:{rack.Code}/";
        Assert.Equal(
            book.Custody.Values.Where(u => u.Account.StartsWith(place, StringComparison.Ordinal))
                .Select(u => (u.Product, u.Serial, u.Line, Account.ConditionOf(u.Account))).Order(),
            rack.Content.Units.Select(u => (u.Product, u.Serial, u.Line, u.Condition)).Order());
        Assert.Equal((rack.State, rack.Content.Units.Count), (summary.State, summary.UnitsInstalled));
    }
}
