using System.Security.Cryptography;
using System.Text;
using Ledger.Verification.Entries;

namespace Ledger.Verification.Views;

/// <summary>The ways that units took, event by event. Units that travelled together share one, so there are far fewer ways than units.</summary>
internal sealed class Trails
{
    /// <summary>The way of a unit that no event has moved.</summary>
    public const int Nowhere = 0;

    private readonly List<(int Before, int Event, int Length)> _ways = [(Nowhere, -1, 0)];
    private readonly Dictionary<(int Before, int Event), int> _next = [];
    private readonly Dictionary<int, string> _sums = [];
    private (int Before, int Event, int Way) _last = (-1, -1, -1);

    /// <summary>The way that goes on from another with this event.</summary>
    public int Then(int way, int ordinal)
    {
        if (_last.Before == way && _last.Event == ordinal)
        {
            return _last.Way;
        }

        if (!_next.TryGetValue((way, ordinal), out var then))
        {
            then = _ways.Count;
            _ways.Add((way, ordinal, _ways[way].Length + 1));
            _next.Add((way, ordinal), then);
        }

        _last = (way, ordinal, then);
        return then;
    }

    public int LengthOf(int way) => _ways[way].Length;

    /// <summary>The event that moved the unit last.</summary>
    public int LastOf(int way) => _ways[way].Event;

    /// <summary>The event that registered it.</summary>
    public int FirstOf(int way)
    {
        while (_ways[way].Length > 1)
        {
            way = _ways[way].Before;
        }

        return _ways[way].Event;
    }

    /// <summary>SHA-256 of the event ids in their order, with commas between them.</summary>
    public string SumOf(int way, LeafTable leaves)
    {
        if (!_sums.TryGetValue(way, out var sum))
        {
            var ids = new string[LengthOf(way)];
            for (var (at, i) = (way, ids.Length - 1); i >= 0; at = _ways[at].Before, i--)
            {
                ids[i] = leaves.IdOf(_ways[at].Event).ToString("D");
            }

            _sums[way] = sum = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join(',', ids))));
        }

        return sum;
    }
}
