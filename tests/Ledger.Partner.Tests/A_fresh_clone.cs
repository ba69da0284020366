namespace Ledger.Partner.Tests;

/// <summary>
/// What a newcomer does first, on a copy of this clone: <c>ops/run</c> builds it and answers, starts again, and shows the demonstration. <c>ops/bench start</c>
/// times it.
/// </summary>
public sealed class A_fresh_clone
{
    [Fact]
    public async Task Is_built_answers_starts_again_and_shows_the_demonstration()
    {
        var told = await Running.DoneAsync(Path.Combine(Running.Root.FullName, "ops", "bench"), ["start", "1000", "--here"]);
        Assert.Contains("fresh clone to first answer", told);
        Assert.Contains("second start", told);
        Assert.Contains("demonstration of 1000 GPUs, start to served", told);
    }
}
