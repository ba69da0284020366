namespace Ledger.Verification.Views;

/// <summary>Where every unit is. Open addressing in 256 parts, each of which grows by itself, so that growing never needs twice the memory of all.</summary>
internal sealed class UnitTable
{
    private const int PartsCount = 256;

    private readonly Part[] _parts = [.. Enumerable.Range(0, PartsCount).Select(_ => new Part())];

    public long Count => _parts.Sum(part => (long)part.Count);

    /// <summary>The unit; made, if need be, with <see cref="Unit.Trail"/> 0. The reference is good until the next call.</summary>
    public ref Unit Of(UnitKey key) => ref _parts[key.High >> 56].Of(key);

    public IEnumerable<(UnitKey Key, Unit Unit)> All() => _parts.SelectMany(part => part.All());

    private sealed class Part
    {
        private Unit[] _units = new Unit[16];
        private UnitKey[] _keys = new UnitKey[16];

        public int Count { get; private set; }

        public ref Unit Of(UnitKey key)
        {
            if (Count * 5 >= _units.Length * 4)
            {
                Grow();
            }

            var at = Find(_keys, _units, key);
            if (!_units[at].IsUsed)
            {
                Count++;
                _keys[at] = key;
                _units[at] = new() { IsUsed = true };
            }

            return ref _units[at];
        }

        public IEnumerable<(UnitKey Key, Unit Unit)> All()
        {
            for (var i = 0; i < _units.Length; i++)
            {
                if (_units[i].IsUsed)
                {
                    yield return (_keys[i], _units[i]);
                }
            }
        }

        private static int Find(UnitKey[] keys, Unit[] units, UnitKey key)
        {
            var at = (int)(key.Low % (ulong)units.Length);
            while (units[at].IsUsed && keys[at] != key)
            {
                at = at + 1 == units.Length ? 0 : at + 1;
            }

            return at;
        }

        private void Grow()
        {
            var length = _units.Length * 3 / 2;
            var (keys, units) = (new UnitKey[length], new Unit[length]);
            for (var i = 0; i < _units.Length; i++)
            {
                if (_units[i].IsUsed)
                {
                    var at = Find(keys, units, _keys[i]);
                    (keys[at], units[at]) = (_keys[i], _units[i]);
                }
            }

            (_keys, _units) = (keys, units);
        }
    }
}

/// <summary>One unit as the events leave it; texts and trails are numbers.</summary>
internal struct Unit
{
    public int Account;
    public int Line;
    public int Trail;
    public bool IsUsed;
    public bool IsSeen;
}
