using System.Collections.Concurrent;

namespace Ledger.Verification.Findings;

/// <summary>
/// What was found, the first of each rule in full and the rest as a number, so that a bundle that is wrong throughout fills neither memory nor screen.
/// </summary>
public sealed class FindingList
{
    public const int ToldPerRuleMax = 100;

    private readonly ConcurrentDictionary<Rule, List<Finding>> _told = [];
    private readonly ConcurrentDictionary<Rule, long> _counts = [];

    public bool Any => !_counts.IsEmpty;

    /// <summary>In the order of the rules, then of the leaves.</summary>
    public IReadOnlyList<Finding> Told =>
        [.. _told.OrderBy(rule => rule.Key).SelectMany(rule => rule.Value.OrderBy(finding => finding.Leaf?.Index ?? long.MaxValue))];

    public IReadOnlyDictionary<Rule, long> Counts => _counts;

    public long Of(Rule rule) => _counts.GetValueOrDefault(rule);

    /// <summary>Is there still room to tell one, rather than only to count it?</summary>
    public bool Tells(Rule rule) => Of(rule) < ToldPerRuleMax;

    /// <summary>Counts what is beyond the telling.</summary>
    public void AddUntold(Rule rule, long count)
    {
        if (count > 0)
        {
            _counts.AddOrUpdate(rule, count, (_, before) => before + count);
        }
    }

    public void Add(Finding finding)
    {
        if (_counts.AddOrUpdate(finding.Rule, 1, (_, count) => count + 1) <= ToldPerRuleMax)
        {
            var told = _told.GetOrAdd(finding.Rule, _ => []);
            lock (told)
            {
                told.Add(finding);
            }
        }
    }
}
