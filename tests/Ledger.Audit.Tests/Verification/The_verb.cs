using System.Text.Json;
using Ledger.Cli.Verify;

namespace Ledger.Audit.Tests.Verification;

/// <summary>What a script sees of <c>ledger verify</c>: the exit code, and the report as JSON.</summary>
[Collection(nameof(The_verb))]
public sealed class The_verb : IDisposable
{
    private readonly Signers _signers = new();
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("verb-");

    public void Dispose() => _directory.Delete(true);

    [Fact]
    public async Task Ends_with_0_and_the_head_when_nothing_is_wrong()
    {
        var (code, text) = await RunAsync(Sound(), "--sample", "3", "--nonce", "today");
        Assert.Equal(0, code);
        Assert.Contains("VERIFIED", text, StringComparison.Ordinal);
        Assert.Contains("ledger.test/acme-globex, 12 leaves, root ", text, StringComparison.Ordinal);
        Assert.Equal(3, text.Split("proven: ").Length - 1);
    }

    [Fact]
    public async Task Ends_with_3_and_names_rule_and_leaf()
    {
        var (code, text) = await RunAsync(Sound().Replace("entries.jsonl", "\"quantity\":5", "\"quantity\":6"), "--json");
        Assert.Equal(3, code);
        var report = JsonElement.Parse(text);
        Assert.Contains(
            report.GetProperty("findings").EnumerateArray(), f =>
                f.GetProperty("rule").GetString() == "L2" && f.GetProperty("leaf").GetProperty("index").GetInt64() == 2);
        Assert.Equal(1, report.GetProperty("findingCounts").GetProperty("D1").GetInt64());
    }

    [Fact]
    public async Task Ends_with_1_when_it_is_no_bundle()
    {
        var path = Path.Combine(_directory.FullName, "x.zip");
        await File.WriteAllTextAsync(path, "no zip");
        Assert.Equal(1, (await RunAsync(path)).Code);
    }

    [Fact]
    public async Task Ends_with_2_when_it_is_asked_wrongly()
    {
        var path = Sound().Write();
        Assert.Equal(2, (await RunAsync(path, "--sample", "3")).Code);
        Assert.Equal(2, (await RunAsync(path, "--since", "/none")).Code);
        Assert.Equal(2, (await RunAsync(path, "--online")).Code);
    }

    [Fact]
    public async Task Holds_against_what_the_auditor_kept()
    {
        var before = Sound();
        var kept = Path.Combine(_directory.FullName, "kept.checkpoint");
        await File.WriteAllTextAsync(kept, before.Checkpoint);
        Assert.Equal(0, (await RunAsync(before, "--since", kept)).Code);
        var forged = new BundleBuilder(_signers) { Logged = [.. Deal.Small().Events.Select(e => e with { By = "forger/x" })] }.Build();
        var (code, text) = await RunAsync(forged, "--since", kept);
        Assert.Equal(3, code);
        Assert.Contains("history was rewritten", text, StringComparison.Ordinal);
    }

    private BundleBuilder Sound() => new BundleBuilder(_signers).Build();

    private Task<(int Code, string Text)> RunAsync(BundleBuilder bundle, params string[] more) => RunAsync(bundle.Write(), more);

    private async Task<(int Code, string Text)> RunAsync(string bundle, params string[] more)
    {
        var policy = Path.Combine(_directory.FullName, "pinned.policy");
        await File.WriteAllTextAsync(policy, _signers.Policy.ToString());
        var (before, output) = (Console.Out, new StringWriter());
        Console.SetOut(output);
        try
        {
            var arguments = VerifyVerb.Create().Parse(["--policy", policy, .. more, bundle]);
            return (arguments.Errors.Count > 0 ? 2 : await arguments.InvokeAsync(), output.ToString());
        }
        finally
        {
            Console.SetOut(before);
        }
    }
}
