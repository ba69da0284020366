using Ledger.Cli.Simulate.Engine;

namespace Ledger.Cli.Tests.Simulate;

public class Random_numbers
{
    /// <summary>The published test vector of SplitMix64 for this seed: whoever changes the generator changes every demonstration.</summary>
    [Fact]
    public void are_the_published_ones()
    {
        var random = new SeededRandom(1234567);

        Assert.Equal(
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821],
            Enumerable.Range(0, 5).Select(_ => random.Next()));
    }

    [Fact]
    public void stay_below_the_bound()
    {
        var random = new SeededRandom(7);
        var drawn = Enumerable.Range(0, 10_000).Select(_ => random.Below(6)).ToHashSet();
        Assert.Equal([0, 1, 2, 3, 4, 5], drawn.Order());
    }
}
