using System.Diagnostics;
using System.Text.Json;

namespace Ledger.Partner.Tests;

/// <summary>The tool in an auditor's hands: replay, explanations, reports, and a unit's trail that is verified without the ledger.</summary>
public sealed class An_auditor_at_the_ledger(RealHost host) : IClassFixture<RealHost>
{
    private const string Book = "first-deal";

    [Fact]
    public async Task Replays_the_first_deal_explains_its_figures_and_verifies_a_unit_s_trail()
    {
        await host.LedgerAsync(
            "load", Path.Combine(Running.Root.FullName, "ops/first-deal.jsonl"), "--book", Book, "--keys", host.KeysOf(Book), "--operator-key",
            host.OperatorKey);
        var last = long.Parse((await AskAsync("trace", "G1", "--json")).GetProperty("events").EnumerateArray().Last().GetProperty("position").GetRawText());

        var replay = await AskAsync("replay", "--to", $"{last}", "--diff", $"{last - 1}", "--json");
        Assert.Contains(
            replay.GetProperty("figures").EnumerateArray(), f =>
                f.GetProperty("key").GetString() == "acme:gpu-1 rack:RACK-1/active" && f.GetProperty("difference").GetString() == "4");
        Assert.Contains("acme:gpu-1 rack:RACK-1/active", await ReadAsync("replay", "--to", $"{last}", "--diff", $"{last - 1}"));
        Assert.Contains("agreementLine", await ReadAsync("replay", "--to", $"{last}"));
        var explained = await AskAsync("explain", "progress", "--agreement", "SA-1", "--line", "1", "--metric", "shipped", "--json");
        Assert.Equal("5", explained.GetProperty("value").GetString());
        Assert.Contains("0, from 4 events", await ReadAsync("explain", "stock", "--product", "acme:gpu-1", "--account", "site:DC1/received"));
        var proposals = await ReadAsync("proposals", "SA-1");
        Assert.Contains("ACME 2026-03-04", proposals);
        Assert.Contains("accepted by CLOUD", proposals);
        Assert.Contains("lines/1/quantity", proposals);
        var late = await ReadAsync("report", "late-facts", "--threshold", "P1D", "--rows", "3");
        Assert.Contains("CLOUD", late);
        Assert.Contains("takes effect", late);
        Assert.Contains("takes effect", await ReadAsync("trace", "G1"));
        Assert.Contains("closed at position 0", await ReadAsync("report", "restatement", "--until", "2026-04-12T00:00:00Z", "--at-position", "0", "--changed"));

        var (trail, policy) = (Path.Combine(host.Directory, "G1.json"), Path.Combine(host.Directory, "policy.txt"));
        await KeepProofAsync(trail);
        await File.WriteAllTextAsync(policy, await PolicyAsync());
        var verified = await host.LedgerlessAsync("verify", trail, "--policy", policy);
        Assert.StartsWith("leaf ", verified, StringComparison.Ordinal);
        Assert.DoesNotContain("NOT VERIFIED", verified);
        Assert.Contains("acme:gpu-1 G1 at rack:RACK-1/active", verified);

        await File.WriteAllTextAsync(trail, (await File.ReadAllTextAsync(trail)).Replace("site:DC1/accepted", "site:DC2/accepted", StringComparison.Ordinal));
        using var process = Running.Start("dotnet", [Running.Built("edges/Cli", "ledger.dll"), "verify", trail, "--policy", policy], host.Directory);
        var told = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(3, process.ExitCode);
        Assert.Contains("L2 leaf ", told);
    }

    private Task<string> ReadAsync(params string[] arguments) =>
        host.LedgerAsync([.. arguments, "--book", Book, "--key-file", Path.Combine(host.KeysOf(Book), "customer")]);

    private async Task<JsonElement> AskAsync(params string[] arguments) => JsonElement.Parse(await ReadAsync(arguments));

    /// <summary>Once the last step is sealed, which takes a moment.</summary>
    private async Task KeepProofAsync(string file)
    {
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(500))
        {
            using var process = Running.Start("dotnet",
            [
                Running.Built("edges/Cli", "ledger.dll"), "trace", "G1", "--proof", file, "--book", Book, "--key-file",
                Path.Combine(host.KeysOf(Book), "customer"), "--url", host.Url.AbsoluteUri,
            ], host.Directory);
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            if (process.ExitCode == 0)
            {
                return;
            }

            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"{await output}{await error}");
        }
    }

    private async Task<string> PolicyAsync()
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", (await File.ReadAllTextAsync(Path.Combine(host.KeysOf(Book), "customer"))).Trim());
        return await client.GetStringAsync(new Uri(host.Url, $"books/{Book}/log/policy"));
    }
}
