using Ledger.Verification.Findings;

namespace Ledger.Audit.Tests.Verification;

public class Key_rotations
{
    private readonly Signers _signers = new();
    private readonly Deal _deal = Deal.Small();

    [Fact]
    public async Task A_key_that_was_announced_under_the_pinned_one_is_believed()
    {
        // The head that holds the announcement is still the old key's; those after it are the new one's.
        (await Rotated(head => head <= 13 ? _signers.Log : _signers.NextLog).VerifyAsync(_signers)).MustHold();
    }

    [Fact]
    public async Task A_key_that_was_never_announced() =>
        (await new BundleBuilder(
            _signers)
        { Logged = _deal.Events, Sign = (head, at) => _signers.Sign(head, at, true, head.Size < 10 ? _signers.Log : _signers.NextLog) }.Build()
            .VerifyAsync(_signers))
            .MustTell(Rule.L6, word: "size 10").MustTell(Rule.L1);

    [Fact]
    public async Task A_key_that_signs_before_it_was_announced() =>
        (await Rotated(head => head is <= 5 or 13 ? _signers.Log : _signers.NextLog).VerifyAsync(_signers)).MustTell(Rule.L6, word: "size 6");

    [Fact]
    public async Task A_key_that_vouches_for_itself() =>
        (await Rotated(head => head <= 12 ? _signers.Log : _signers.NextLog).VerifyAsync(_signers)).MustTell(Rule.L1);

    private BundleBuilder Rotated(Func<long, Sealing.Notes.SignerKey> by)
    {
        _deal.Record(
            "log-key", "audit.log-key-rotated.v1",
            $$"""{"oldKey": "{{_signers.Log.Verifier}}", "newKey": "{{_signers.NextLog.Verifier}}", "overlapDays": 30, """
                + """ "occurredAt": "2026-11-20T11:00:00+00:00"}""");
        _deal.Register("B-3", "S-06");
        _deal.Register("B-4", "S-07");
        return new BundleBuilder(_signers) { Logged = _deal.Events, Sign = (head, at) => _signers.Sign(head, at, true, by(head.Size)) }.Build();
    }
}
