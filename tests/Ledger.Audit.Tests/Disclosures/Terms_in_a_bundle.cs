using System.Text.Json;
using Ledger.Sealing.Disclosures;
using Ledger.Verification.Disclosures;
using Ledger.Verification.Entries;
using Ledger.Verification.Findings;

namespace Ledger.Audit.Tests.Disclosures;

public class Terms_in_a_bundle
{
    private readonly FindingList _findings = new();
    private readonly Disclosure _price = Disclosure.New("unitPrice/1", "10.50");
    private readonly Disclosure _cap = Disclosure.New("cap", "1000000");
    private readonly Disclosure _days = Disclosure.New("days", "30");

    [Fact]
    public void Are_disclosed_undisclosed_or_lawfully_erased()
    {
        var check = Agreed();
        check.Read(Leaf(9), DisclosureCheck.Erased, Json(new { agreement = "SA-1", digests = new[] { _cap.Digest }, reason = "ended" }));
        check.Disclose(4, _price.Text);
        Assert.Equal(
            new[] { (_price.Digest, "unitPrice/1: 10.50"), (_cap.Digest, "lawfully erased (leaf 9)"), (_days.Digest, "undisclosed") }.Order(),
            check.Terms.Select(term => (term.Digest, $"{term}")).Order());
        Assert.False(_findings.Any);
    }

    [Fact]
    public void A_disclosure_that_fits_no_digest_is_found()
    {
        var check = Agreed();
        check.Disclose(4, Disclosure.New("unitPrice/1", "9.50").Text);
        check.Disclose(5, _price.Text);
        check.Disclose(4, "no disclosure");
        Assert.Equal([(Rule.D1, 4L), (Rule.D1, 4L), (Rule.D1, 5L)], _findings.Told.Select(finding => (finding.Rule, finding.Leaf!.Index!.Value)).Order());
        Assert.All(check.Terms, term => Assert.Equal(TermStatus.Undisclosed, term.Status));
    }

    [Fact]
    public void An_erasure_of_what_was_not_agreed_is_found()
    {
        var check = Agreed();
        check.Read(Leaf(9) with { Stream = "agreement/SA-2" }, DisclosureCheck.Erased, Json(new { digests = new[] { _cap.Digest }, reason = "x" }));
        check.Read(Leaf(10), DisclosureCheck.Agreed, "[]"u8);
        Assert.Equal([9L, 10L], _findings.Told.Select(finding => finding.Leaf!.Index!.Value));
    }

    private static LeafName Leaf(long index) => new(index, index, "agreement/SA-1", index, Guid.Empty);

    private static byte[] Json(object data) => JsonSerializer.SerializeToUtf8Bytes(data);

    private DisclosureCheck Agreed()
    {
        var check = new DisclosureCheck(_findings);
        Disclosure[] all = [_price, _cap, _days];
        check.Read(Leaf(4), DisclosureCheck.Agreed, Json(new
        {
            _sd = all.Select(disclosure => disclosure.Digest).Order(StringComparer.Ordinal),
            _sd_alg = "sha-256",
            terms = all.Select(disclosure => new { digest = disclosure.Digest, @class = "price" }),
        }));
        check.Read(Leaf(5), "agreements.agreement-closed.v1", "{}"u8);
        return check;
    }
}
