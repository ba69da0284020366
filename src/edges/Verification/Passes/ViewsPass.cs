using System.Text.Json;
using Ledger.Verification.Bundles;
using Ledger.Verification.Entries;
using Ledger.Verification.Findings;
using Ledger.Verification.Totals;
using Ledger.Verification.Views;

namespace Ledger.Verification.Passes;

/// <summary>V1 and V3: folds every view from the events, and then compares each with the rows that the ledger keeps, and with itself.</summary>
internal sealed class ViewsPass
{
    private static readonly (string View, string Part)[] All =
        [("stock", Parts.Stock), ("journal", Parts.Journal), ("units", Parts.Units), ("orders", Parts.Orders), ("milestones", Parts.Milestones)];

    private readonly Manifest _manifest;
    private readonly Names _names;
    private readonly LeafTable _leaves;
    private readonly FindingList _findings;
    private readonly EffectiveTimes _times;
    private readonly Movements _movements;
    private readonly OrdersView _orders;
    private readonly MilestonesView _milestones;

    public ViewsPass(Manifest manifest, Names names, LeafTable leaves, FindingList findings)
    {
        (_manifest, _names, _leaves, _findings) = (manifest, names, leaves, findings);
        _times = new(names, leaves, findings);
        _movements = new(names, leaves, _times, PositionOf("journal"), PositionOf("stock"), findings);
        (_orders, _milestones) = (new(PositionOf("orders")), new(PositionOf("milestones")));
    }

    public Dictionary<string, long> Counts { get; } = new(StringComparer.Ordinal);

    public void Apply(in Fact fact)
    {
        _times.Apply(fact);
        _movements.Apply(fact);
        try
        {
            _orders.Apply(fact);
            _milestones.Apply(fact);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            _findings.Add(new(Rule.V1, _leaves.NameOf(fact.Ordinal), $"its data as {Utf8.Shown(fact.Type)}", "what that type holds", Utf8.Shown(e.Message)));
        }
    }

    /// <param name="head">The highest sequence number among the leaves: a view that has not come to it could hide what happened since.</param>
    /// <returns>What was left out with the auditor's leave.</returns>
    public IReadOnlyList<string> Compare(Bundle bundle, long head, VerifyRequest request)
    {
        var left = new List<string>();
        foreach (var (view, part) in All)
        {
            if (!bundle.Has(part))
            {
                left.Add(view);
                if (request.Upto is null || request.Upto != _manifest.Size)
                {
                    _findings.Add(
                        new(Rule.V1, null, $"the view {view}", $"the part {part}, unless the auditor asked for an earlier size with --upto", "no such part"));
                }
            }
            else if (PositionOf(view) < head)
            {
                _findings.Add(
                    new(Rule.V1, null, $"the position that the view {view} includes, as the manifest says", $"{head} or higher, as the log does",
                    $"{PositionOf(view)}"));
            }
        }

        var totals = new TotalsCheck();
        _movements.Custody.Finish(_findings);
        _times.Finish();
        new MomentsCheck(_names, _leaves, _findings).Run(_movements.Journal.Moments);
        var units = new UnitsView(_names, _leaves, _movements.Custody, _findings);
        Run(bundle, Parts.Stock, () => _movements.Stock.Compare(bundle, _leaves, _findings, totals.Row));
        Run(bundle, Parts.Journal, () => _movements.Journal.Compare(bundle, _leaves, _findings));
        Run(bundle, Parts.Orders, () => _orders.Compare(bundle, _leaves, _findings));
        Run(bundle, Parts.Milestones, () => _milestones.Compare(bundle, _leaves, _findings));
        totals.Finish(_manifest, _movements.Flows, bundle.Has(Parts.Stock), _findings);
        Counts["movements"] = _movements.Journal.Count;
        Counts["units"] = _movements.Custody.Units.Count;
        Run(bundle, Parts.Units, () =>
        {
            units.Compare(bundle);
            SerialFinder.Tell(bundle, units, _names, _leaves, _findings);
        });
        return left;
    }

    private static void Run(Bundle bundle, string part, Action compare)
    {
        if (bundle.Has(part))
        {
            compare();
        }
    }

    /// <summary>What is not said is the end of all: then every event counts.</summary>
    private long PositionOf(string view) => _manifest.Views.GetValueOrDefault(view, long.MaxValue);
}
