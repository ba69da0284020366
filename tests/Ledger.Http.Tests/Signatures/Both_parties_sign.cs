using System.Text.Json;
using Ledger.Http.Tests.Limits;

namespace Ledger.Http.Tests.Signatures;

/// <summary>A contract has two signatures: what one party proposes counts for nothing before the other accepts it.</summary>
public sealed class Both_parties_sign
{
    private static object Signing => new
    {
        agreement = "SA-1",
        supplier = "SUP",
        customer = "CUS",
        lines = new[] { Line(1, 10) },
        milestones = new[] { new { milestone = "M1", name = "First four", metric = "accepted", product = TestBook.Gpu, quantity = 4, dueOn = "2027-04-30" } },
    };

    private static object Order => new
    {
        order = "PO-1",
        agreement = "SA-1",
        shipTo = TestBook.DataCentre,
        lines = new[] { new { line = 1, agreementLine = 1, product = TestBook.Gpu, quantity = 4, requestedDelivery = "2027-04-15" } },
    };

    [Fact]
    public async Task The_supplier_alone_signs_nothing()
    {
        var deal = await OpenAsync();
        await deal.MustPostAsync("SUP", "agreements", Signing);
        (await deal.GetAsync("CUS", "agreements/SA-1")).Reply.MustRefuse(404, "unknown-agreement");
        var early = (await deal.PostAsync("CUS", "orders", Order)).Reply.MustRefuse(409, "agreement-not-in-force");
        Assert.Equal("yes", early.Json.Text("retryable"));
        (await deal.PostAsync("SUP", "agreements/proposals/accept", Answer(1, "SUP"))).Reply.MustRefuse(403, "not-your-own");

        await deal.MustPostAsync("CUS", "agreements/proposals/accept", Answer(1, "CUS"));
        var agreement = (await deal.GetAsync("CUS", "agreements/SA-1")).Reply.MustBe(200).Json;
        Assert.Equal("both", agreement.Text("signatures"));
        var consent = agreement.GetProperty("consent");
        Assert.Equal(("SUP", "CUS", 1), (consent.Text("proposedBy"), consent.Text("acceptedBy"), consent.Number("proposal")));
        (await deal.PostAsync("CUS", "orders", Order)).Reply.MustBe(201);
    }

    [Fact]
    public async Task Neither_changes_what_was_signed_alone()
    {
        var deal = await SignedAsync();
        await deal.MustPostAsync("SUP", "agreements/amend", Amendment("A-1", 8));
        await deal.MustPostAsync("SUP", "agreements/close", new { agreement = "SA-1", reason = "a better offer" });
        await deal.MustPostAsync(
            "CUS", "agreements/substitutions", new { agreement = "SA-1", line = 1, from = TestBook.Gpu, to = TestBook.Cpu, ratio = "1/2" });
        var agreement = (await deal.GetAsync("CUS", "agreements/SA-1")).Reply.MustBe(200).Json;
        Assert.Equal(("open", 10), (agreement.Text("state"), agreement.List("lines")[0].Number("committed")));
        Assert.Empty(agreement.List("lines")[0].List("substitutions"));

        var proposals = (await deal.GetAsync("AUD", "agreements/SA-1/proposals")).Reply.MustBe(200).Json.List("proposals");
        Assert.Equal(
            ["1 signing accepted SUP 0", "2 amendment open SUP 1", "3 closing open SUP 1", "4 substitution open CUS 1"],
            proposals.Select(p => $"{p.Number("proposal")} {p.Text("kind")} {p.Text("state")} {p.Text("proposedBy")} {p.Number("version")}"));
        Assert.Equal(["lines/1/quantity 10 → 8"], Changes(proposals[1]));
        Assert.Equal(["state open → closed"], Changes(proposals[2]));

        // The first that is accepted makes the others stale.
        await deal.MustPostAsync("CUS", "agreements/proposals/accept", Answer(2, "CUS"));
        Assert.Equal(8, (await deal.GetAsync("CUS", "agreements/SA-1")).Reply.Json.List("lines")[0].Number("committed"));
        var stale = (await deal.PostAsync("CUS", "agreements/proposals/accept", Answer(3, "CUS"))).Reply.MustRefuse(409, "proposal-not-open");
        Assert.Contains("Make a new proposal", stale.Json.Text("detail"), StringComparison.Ordinal);
        await deal.MustPostAsync("SUP", "agreements/close", new { agreement = "SA-1", reason = "a better offer" });
        await deal.MustPostAsync("CUS", "agreements/proposals/accept", Answer(5, "CUS"));
        Assert.Equal("closed", (await deal.GetAsync("CUS", "agreements/SA-1")).Reply.Json.Text("state"));
    }

    [Fact]
    public async Task A_proposal_is_rejected_or_withdrawn_and_made_again()
    {
        var deal = await OpenAsync();
        await deal.MustPostAsync("SUP", "agreements", Signing);
        await deal.MustPostAsync("CUS", "agreements/proposals/reject", Answer(1, "CUS", "too few"));
        (await deal.PostAsync("CUS", "agreements/proposals/accept", Answer(1, "CUS"))).Reply.MustRefuse(409, "proposal-not-open");

        await deal.MustPostAsync("CUS", "agreements", Signing);
        await deal.MustPostAsync("CUS", "agreements/proposals/withdraw", Answer(2, "CUS", "the wrong lines"));
        await deal.MustPostAsync("CUS", "agreements", Signing);
        await deal.MustPostAsync("SUP", "agreements/proposals/accept", Answer(3, "SUP"));
        var proposals = (await deal.GetAsync("SUP", "agreements/SA-1/proposals")).Reply.MustBe(200).Json.List("proposals");
        Assert.Equal(
            ["rejected CUS too few", "withdrawn CUS the wrong lines", "accepted SUP "],
            proposals.Select(p => $"{p.Text("state")} {p.Text("answeredBy")} {p.TextOrNull("answerReason")}"));
    }

    [Fact]
    public async Task A_price_is_proposed_to_the_other_party_alone_and_erased_when_rejected()
    {
        var deal = await SignedAsync();
        await deal.MustPostAsync("SUP", "agreements/amend", Priced("A-1", "7.50"));
        Assert.Empty((await deal.GetAsync("CUS", "agreements/SA-1/terms")).Reply.MustBe(200).Json.List("terms"));
        Assert.Equal(["disclosed 7.50"], await TermsAsync(deal, "CUS", 2));
        Assert.Equal(["undisclosed "], await TermsAsync(deal, "AUD", 2));
        await deal.MustPostAsync("CUS", "agreements/proposals/reject", Answer(2, "CUS", "too dear"));
        Assert.Equal(["erased "], await TermsAsync(deal, "CUS", 2));

        await deal.MustPostAsync("SUP", "agreements/amend", Priced("A-1", "6.00"));
        await deal.MustPostAsync("CUS", "agreements/proposals/accept", Answer(3, "CUS"));
        var terms = (await deal.GetAsync("SUP", "agreements/SA-1/terms")).Reply.MustBe(200).Json.List("terms");
        Assert.Equal(["6.00"], terms.Select(t => t.Text("value")));

        // An erasure waits for the other party as well.
        await deal.MustPostAsync("SUP", "agreements/SA-1/terms/erasures", new { agreement = "SA-1", reason = "ended", @class = "price" });
        Assert.Equal("disclosed", (await deal.GetAsync("CUS", "agreements/SA-1/terms")).Reply.Json.List("terms")[0].Text("status"));
        await deal.MustPostAsync("CUS", "agreements/proposals/accept", Answer(4, "CUS"));
        Assert.Equal("erased", (await deal.GetAsync("CUS", "agreements/SA-1/terms")).Reply.Json.List("terms")[0].Text("status"));
    }

    [Fact]
    public async Task The_same_document_sent_again_is_answered_as_before()
    {
        var deal = await OpenAsync();
        var first = (await deal.PostAsync("SUP", "agreements", Signing)).Reply.MustBe(201);
        Assert.True(Again(await deal.PostAsync("SUP", "agreements", Signing), first));
        // The other party says the same, and is told how it signs.
        var other = (await deal.PostAsync("CUS", "agreements", Signing)).Reply.MustRefuse(409, "already-proposed");
        Assert.Contains("AcceptProposal", other.Json.Text("detail"), StringComparison.Ordinal);
        await deal.MustPostAsync("CUS", "agreements/proposals/accept", Answer(1, "CUS"));
        Assert.True(Again(await deal.PostAsync("SUP", "agreements", Signing), first));

        static bool Again(Told told, Reply first) => told.Reply.MustBe(200).Json.GetProperty("alreadyRecorded").GetBoolean()
            && told.Reply.Json.List("events")[0].Text("id") == first.Json.List("events")[0].Text("id");
    }

    [Fact]
    public async Task One_acceptance_of_many_at_once_counts()
    {
        var deal = await SignedAsync();
        await deal.MustPostAsync("SUP", "agreements/amend", Amendment("A-1", 8));
        await deal.MustPostAsync("CUS", "agreements/amend", Amendment("A-2", 12));
        var answers = await Task.WhenAll(
            deal.PostAsync("CUS", "agreements/proposals/accept", Answer(2, "CUS")), deal.PostAsync("SUP", "agreements/proposals/accept", Answer(3, "SUP")),
            deal.PostAsync("SUP", "agreements/proposals/withdraw", Answer(2, "SUP", "no")));
        var accepted = (await deal.GetAsync("CUS", "agreements/SA-1/proposals")).Reply.Json.List("proposals").Count(p => p.Text("state") == "accepted") - 1;
        Assert.Equal(accepted, (await deal.GetAsync("CUS", "agreements/SA-1")).Reply.Json.List("amendments").Length);
        Assert.Equal(1, accepted);
        Assert.Contains(answers, answer => (int)answer.Reply.Status == 409);
    }

    [Fact]
    public async Task A_proposal_with_a_day_expires()
    {
        var deal = await SignedAsync();
        (await deal.PostAsync("SUP", "agreements/close", new { agreement = "SA-1", reason = "x", expiresOn = "2026-01-01" })).Reply
            .MustRefuse(409, "proposal-expired");
        (await deal.PostAsync("SUP", "agreements/close", new { agreement = "SA-1", reason = "x", by = "CUS" })).Reply.MustRefuse(409, "wrong-role");
        await deal.MustPostAsync("SUP", "agreements/close", new { agreement = "SA-1", reason = "x", by = "SUP", expiresOn = "2099-01-01" });
        var proposal = (await deal.GetAsync("CUS", "agreements/SA-1/proposals")).Reply.MustBe(200).Json.List("proposals")[1];
        Assert.Equal(new DateTimeOffset(2099, 1, 2, 0, 0, 0, TimeSpan.Zero), proposal.GetProperty("expiresAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task Other_parties_neither_answer_nor_ask_in_vain()
    {
        var deal = await SignedAsync();
        (await deal.PostAsync("CUS", "agreements/proposals/accept", Answer(9, "CUS"))).Reply.MustRefuse(404, "unknown-proposal");
        (await deal.PostAsync("CUS", "agreements/proposals/accept", Answer(0, "CUS"))).Reply.MustRefuse(400, "invalid-command");
        (await deal.PostAsync("CAR", "agreements/proposals/accept", Answer(1, "CAR"))).Reply.MustRefuse(403, "not-permitted");
        (await deal.PostAsync("SUP", "agreements/proposals/withdraw", Answer(1, "SUP", "x"))).Reply.MustRefuse(409, "proposal-not-open");
        (await deal.PostAsync("SUP", "agreements/proposals/reject", Answer(1, "SUP", "x"))).Reply.MustRefuse(403, "not-your-own");
        (await deal.GetAsync("CUS", "agreements/SA-9/proposals")).Reply.MustRefuse(404, "unknown-agreement");
        (await deal.GetAsync("CAR", "agreements/SA-1/proposals")).Reply.MustRefuse(403, "not-permitted");
    }

    [Fact]
    [GoesBeyond("open-proposals")]
    public async Task There_is_an_end_to_what_one_party_can_propose()
    {
        var deal = await SignedAsync();
        var lines = string.Join(
            '\n', Enumerable.Range(1, 101).Select(i => $$"""{"type":"AmendAgreement",{{JsonSerializer.Serialize(Amendment($"A-{i}", 8))[1..]}}"""));
        var answers = (await deal.BulkAsync("SUP", lines)).Reply.MustBe(200).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonElement.Parse(line)).ToList();
        Assert.Equal("too-many-proposals", Assert.Single(answers, answer => answer.Number("status") >= 300).GetProperty("problem").Text("code"));
        await deal.MustPostAsync("CUS", "agreements/proposals/reject", Answer(2, "CUS", "one by one"));
        await deal.MustPostAsync("SUP", "agreements/amend", Amendment("A-101", 8));
    }

    /// <summary>Who changes an agreement looked at the agreement, not at what was proposed about it.</summary>
    [Fact]
    public async Task If_Match_is_about_the_agreement()
    {
        var book = await TestBook.OpenAsync(signatures: "both");
        await book.OrderAsync(4);
        var version = (await book.GetAsync("agreements/SA-1")).MustBe(200).ETag!;
        var stale = "\"v1\"";
        Assert.NotEqual(stale, version);
        var close = JsonSerializer.Serialize(new { agreement = "SA-1", reason = "ended" });
        (await book.PostAsync("agreements/close", close, ifMatch: stale)).MustRefuse(412, "stale-version");
        (await book.PostAsync("agreements/close", close, ifMatch: version)).MustBe(200);
        var accept = JsonSerializer.Serialize(Answer(2, "CUS"));
        (await book.PostAsync("agreements/proposals/accept", accept, ifMatch: stale)).MustRefuse(412, "stale-version");
        (await book.PostAsync("agreements/proposals/accept", accept, ifMatch: version)).MustBe(200);
    }

    [Fact]
    public async Task A_price_in_a_proposal_that_went_stale_is_erased()
    {
        var deal = await SignedAsync();
        await deal.MustPostAsync("SUP", "agreements/amend", Priced("A-1", "7.50"));
        await deal.MustPostAsync("SUP", "agreements/amend", Priced("A-2", "6.00"));
        await deal.MustPostAsync("CUS", "agreements/proposals/accept", Answer(3, "CUS"));
        Assert.Equal(["erased "], await TermsAsync(deal, "SUP", 2));
        Assert.Equal(["disclosed 6.00"], await TermsAsync(deal, "CUS", 3));
    }

    [Fact]
    public async Task Where_one_signs_the_agreement_says_so()
    {
        var book = await TestBook.OpenAsync();
        await book.MustPostAsync("agreements", Signing);
        var agreement = (await book.GetAsync("agreements/SA-1")).MustBe(200).Json;
        Assert.Equal("one", agreement.Text("signatures"));
        Assert.False(agreement.TryGetProperty("consent", out _));
        Assert.Empty((await book.GetAsync("agreements/SA-1/proposals")).MustBe(200).Json.List("proposals"));
    }

    private static object Line(int line, int quantity) => new { line, product = TestBook.Gpu, quantity, from = "2026-01-01", until = "2027-12-31" };

    private static object Amendment(string amendment, int quantity) =>
        new { agreement = "SA-1", amendment, reason = "renegotiated", lines = new[] { Line(1, quantity) } };

    private static object Priced(string amendment, string price) => new
    {
        agreement = "SA-1",
        amendment,
        reason = "price",
        confidentialTerms = new[] { new { term = "unitPrice", @class = "price", value = price, line = 1 } },
    };

    private static object Answer(int proposal, string by, string? reason = null) =>
        reason is null ? new { agreement = "SA-1", proposal, by } : new { agreement = "SA-1", proposal, by, reason };

    private static IEnumerable<string> Changes(JsonElement proposal) =>
        proposal.List("changes").Select(c => $"{c.Text("member")} {c.TextOrNull("before")} → {c.TextOrNull("after")}");

    private static async Task<IEnumerable<string>> TermsAsync(Partners deal, string party, int proposal) =>
        (await deal.GetAsync(party, "agreements/SA-1/proposals")).Reply.MustBe(200).Json.List("proposals")[proposal - 1].List("confidentialTerms")
        .Select(t => $"{t.Text("status")} {t.TextOrNull("value")}");

    private static async Task<Partners> SignedAsync()
    {
        var deal = await OpenAsync();
        await deal.MustPostAsync("SUP", "agreements", Signing);
        await deal.MustPostAsync("CUS", "agreements/proposals/accept", Answer(1, "CUS"));
        return deal;
    }

    private static async Task<Partners> OpenAsync() => await Partners.OfAsync(await TestBook.OpenAsync(signatures: "both"), "live");
}
