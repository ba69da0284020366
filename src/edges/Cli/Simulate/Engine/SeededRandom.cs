namespace Ledger.Cli.Simulate.Engine;

/// <summary>Random numbers by SplitMix64 (Steele, Lea, Flood 2014): a seed gives the same numbers in every version of every runtime, for ever.</summary>
/// <remarks><see cref="System.Random"/> promises that only within one runtime, and a demonstration that is quoted by line
/// number has to survive an upgrade.</remarks>
internal sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number of 0 to <paramref name="bound"/> − 1; the high half of a 128-bit product has no noticeable bias at these sizes.</summary>
    public int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    public bool Chance(int percent) => Below(100) < percent;

    /// <summary>A span between two numbers of days, to the minute, so that facts do not all happen at midnight.</summary>
    public TimeSpan Days(int least, int most) => TimeSpan.FromMinutes(least * 1440 + Below((most - least) * 1440 + 1));
}
