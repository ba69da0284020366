using Ledger.Sealing.Notes;
using Ledger.Verification.Findings;

namespace Ledger.Audit.Tests.Verification;

public class Sound_bundles
{
    private readonly Signers _signers = new();

    [Fact]
    public async Task A_bundle_that_is_as_it_was_made_is_verified()
    {
        var report = (await new BundleBuilder(_signers).Build().VerifyAsync(_signers)).MustHold();
        Assert.Equal(12, report.Size);
        Assert.Equal(["customer", "supplier"], report.Witnesses.Order());
        Assert.Contains(report.Notes, note => note.StartsWith("First contact: no append-only claim before size 12", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_log_of_several_tiles_grew_from_what_the_auditor_saw_before()
    {
        var before = new BundleBuilder(_signers) { Logged = Deal.Long(300).Events, HeadSizes = [100, 300] }.Build();
        var after = new BundleBuilder(_signers) { Logged = Deal.Long(700).Events, HeadSizes = [100, 300, 513, 700] }.Build();
        var report =
            (await after.VerifyAsync(
                _signers, r => r with { Since = Checkpoint.Parse(Note.Parse(before.Checkpoint).Text), SampleCount = 20, Nonce = "of the day" })).MustHold();
        Assert.Equal(20, report.Sample.Count);
        Assert.All(report.Sample, leaf => Assert.True(leaf.IsProven));
    }

    [Fact]
    public async Task Rows_that_were_recorded_a_moment_ago_may_wait_for_their_leaves()
    {
        var deal = Deal.Small();
        var logged = deal.Events.ToList();
        deal.Receive("B-2", "S-04", "S-05");
        (await new BundleBuilder(_signers) { Logged = logged, Rows = deal.Events }.Build().VerifyAsync(_signers)).MustHold();
    }

    [Fact]
    public async Task Data_that_is_too_large_for_its_entry_travels_beside_it()
    {
        var deal = Deal.Small();
        var serials = Enumerable.Range(0, 9_000).Select(i => $"LARGE-{i:D6}").ToArray();
        deal.Register("B-9", serials);
        deal.Ship("B-9", serials);
        (await new BundleBuilder(_signers) { Logged = deal.Events }.Build().VerifyAsync(_signers)).MustHold();
    }

    [Fact]
    public async Task Findings_are_told_in_full_a_hundred_times_a_rule()
    {
        var logged = Deal.Long(700).Events;
        var bundle =
            new BundleBuilder(_signers) { Logged = logged, HeadSizes = [700], Rows = [.. logged.Select(e => e with { By = "somebody/else" })] }.Build();
        var report = (await bundle.VerifyAsync(_signers)).MustTell(Rule.D1, 0, "/by");
        Assert.Equal(700, report.FindingCounts[Rule.D1]);
        Assert.Equal(FindingList.ToldPerRuleMax, report.Findings.Count(f => f.Rule == Rule.D1));
    }
}
