namespace Ledger.Partner.Tests;

/// <summary>
/// Each program of <c>ops/bench</c> at its smallest, so that it starts on the day when somebody wants its figures. What it measures here is of no account.
/// </summary>
public sealed class Benchmarks_run
{
    [Fact]
    public async Task Units()
    {
        var told = await MeasureAsync("units", "10000");
        Assert.Contains("http over sql, median of the slices", told);
        Assert.Contains("\"holds\":true", told);
        Assert.All(["unit", "journal", "balance"], view => Assert.Matches($@"(?m)^  inventory\.{view} +identical ", told));
        Assert.DoesNotContain("DIFFERENT", told);
    }

    [Fact]
    public async Task Door() => Assert.Contains("the ledger: all of the door", await MeasureAsync("door", "10"));

    [Fact]
    public async Task Audit()
    {
        var told = await MeasureAsync("audit", "10000");
        Assert.Matches("verified +yes", told);
        Assert.Contains("10 of 10", told);
    }

    private static Task<string> MeasureAsync(string program, string size) =>
        Running.DoneAsync(
            "dotnet", [Path.Combine(Running.Root.FullName, "ops", "benchmarks", "bin", Running.Configuration, "net10.0", "Ledger.Bench.dll"), program, size]);
}
