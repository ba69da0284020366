using Ledger.Verification.Findings;

namespace Ledger.Audit.Tests.Verification;

/// <summary>
/// Goal: the verifier finds the effective times by itself. Method: a receipt is told as earlier than its shipment, and the journal says this or that.
/// </summary>
public class Times_that_were_told_too_early
{
    private readonly Signers _signers = new();

    [Fact]
    public async Task Take_effect_with_what_they_rest_on() => (await Bundle().VerifyAsync(_signers)).MustHold();

    [Fact]
    public async Task Are_found_in_a_journal_that_has_the_told_time() =>
        (await Bundle().Replace("views/journal.csv", $"13,0,2026-11-02T23:00:00.500000Z", "13,0,2026-11-01T00:00:00.000000Z").VerifyAsync(_signers))
            .MustTell(Rule.V1, 12, "effective 2026-11-02T23:00:00.500000Z");

    [Fact]
    public async Task Stand_in_the_journal_of_an_earlier_format() =>
        (await Bundle().Replace("views/journal.csv", $"13,0,2026-11-02T23:00:00.500000Z", "13,0,2026-11-01T00:00:00.000000Z")
            .Replace("manifest.json", "ledger-bundle.v3", "ledger-bundle.v2").VerifyAsync(_signers)).MustHold();

    private BundleBuilder Bundle()
    {
        var deal = Deal.Small();
        deal.ReceiveAt("2026-11-01T00:00:00Z", "B-2", "S-04", "S-05");
        return new BundleBuilder(_signers) { Logged = deal.Events }.Build();
    }
}
