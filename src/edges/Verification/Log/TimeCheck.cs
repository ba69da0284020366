using Ledger.Verification.Findings;

namespace Ledger.Verification.Log;

/// <summary>
/// L5: an event was recorded after the last cosigned head without it, and before the first one with it. Only the witnesses' clocks count; the log's own is the
/// operator's.
/// </summary>
/// <param name="skew">By how much the clocks may differ, the wait for a leaf included.</param>
internal sealed class TimeCheck(HeadList heads, TimeSpan skew, FindingList findings)
{
    private readonly SignedHead[] _heads = [.. heads.All.Where(head => head.FirstCosigned is not null).OrderBy(head => head.Size)];
    private int _after;
    private DateTimeOffset? _notBefore;

    /// <summary>Leaves that no two cosigned heads stand around have the operator's word only.</summary>
    public long BracketedCount { get; private set; }

    public void Check(long index, DateTimeOffset at, LeafName name)
    {
        for (; _after < _heads.Length && _heads[_after].Size <= index; _after++)
        {
            _notBefore = _heads[_after].FirstCosigned is { } seen && seen > (_notBefore ?? DateTimeOffset.MinValue) ? seen : _notBefore;
        }

        if (_notBefore is { } from && at < from - skew)
        {
            findings.Add(new(Rule.L5, name, "its record time", $"after {Text(from)}, when a head without it was cosigned (skew {skew})", Text(at)));
        }

        if (_after < _heads.Length && _heads[_after].LastCosigned is { } until)
        {
            BracketedCount++;
            if (at > until + skew)
            {
                findings.Add(new(Rule.L5, name, "its record time", $"before {Text(until)}, when a head with it was cosigned (skew {skew})", Text(at)));
            }
        }
    }

    private static string Text(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
