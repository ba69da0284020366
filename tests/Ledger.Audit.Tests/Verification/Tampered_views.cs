using Ledger.Verification.Findings;

namespace Ledger.Audit.Tests.Verification;

/// <summary>Log and event table are right, and what people read is not.</summary>
public class Tampered_views
{
    private readonly Signers _signers = new();

    [Theory]
    [InlineData("views/stock.csv", "site:PDX1/received,3", "site:PDX1/received,4", 8, "stock")]
    [InlineData("views/stock.csv", "acme:B300,transit:B-2/inTransit,2\r\n", "", 10, "no row")]
    [InlineData("views/stock.csv", "quantity_units\r\n", "quantity_units\r\nacme:X,site:PDX1/received,1\r\n", null, "acme:X")]
    [InlineData("views/journal.csv", "transit:B-1/inTransit,site:PDX1/received,3", "transit:B-1/inTransit,site:PDX1/received,2", 8, "journal at position 9")]
    [InlineData("views/journal.csv", "5,0,", "5,1,", 4, "journal")]
    [InlineData("views/journal.csv", "9,0,2026-11-02T23:00:00.500000Z", "9,0,2026-10-02T23:00:00.500000Z", 8, "effective")]
    [InlineData("views/units.csv", "S-02,site:PDX1/received", "S-02,site:PDX1/accepted", 8, "S-02")]
    [InlineData("views/units.csv", "S-02,site:PDX1/received,SA-1/1", "S-02,site:PDX1/received,SA-1/2", 8, "SA-1/2")]
    [InlineData("views/units.csv", "S-02,site:PDX1/received,SA-1/1,3,", "S-02,site:PDX1/received,SA-1/1,2,", 8, "trail")]
    [InlineData("views/units.csv", "S-04", "S-99", 10, "S-04")]
    [InlineData("views/units.csv", "S-04", "S-05", 10, "twice")]
    [InlineData("views/orders.csv", "confirmed", "closed", 9, "order_state of the order PO-1")]
    [InlineData("views/orders.csv", ",3,", ",5,", 9, "received_units")]
    [InlineData("views/orders.csv", ",3,", ",'-3,", 9, "received_units")]
    [InlineData("views/orders.csv", ",3,", ",-3,", 9, "received_units")]
    [InlineData("views/orders.csv", ",3,", ",\"3\",", 9, "received_units")]
    [InlineData("views/orders.csv", "2026-11-02T00:00:00.123456Z", "2026-11-02T00:00:00.123457Z", 9, "placed_at")]
    [InlineData("views/orders.csv", "2026-11-02T00:00:00.123456Z", "2026-11-02T00:00:00.123456+00:00", 9, "placed_at")]
    [InlineData("views/milestones.csv", "confirmed", "waived", 11, "milestone_state of the milestone SA-1 M-1")]
    [InlineData("views/milestones.csv", "'=1+1", "other", 11, "settled_reference")]
    public async Task A_row_that_was_changed_removed_or_added(string part, string old, string with, int? leaf, string word) =>
        (await Sound().Replace(part, old, with).VerifyAsync(_signers)).MustTell(Rule.V1, leaf, word);

    [Fact]
    public async Task A_unit_s_row_that_is_gone() =>
        (await Sound().Edit("views/units.csv", text => string.Join("\r\n", text.Split("\r\n").Where(line => !line.Contains("S-03", StringComparison.Ordinal))))
            .VerifyAsync(_signers))
            .MustTell(Rule.V1, 8, "acme:B300 S-03");

    [Fact]
    public async Task Totals_that_do_not_come_out() =>
        (await Sound().Replace("manifest.json", "\"closing\":5", "\"closing\":6").VerifyAsync(_signers)).MustTell(Rule.V2, word: "opening + in");

    [Fact]
    public async Task Totals_that_come_out_and_are_wrong() =>
        (await Sound().Replace("manifest.json", "\"in\":5", "\"in\":6").Replace("manifest.json", "\"closing\":5", "\"closing\":6").VerifyAsync(_signers))
            .MustTell(Rule.V2, word: "from the entries");

    [Fact]
    public async Task A_view_that_says_it_has_not_come_to_the_head()
    {
        var early = new Views(Deal.Small().Events.Take(8));
        var bundle = Sound().Replace("manifest.json", "\"stock\":{\"position\":12}", "\"stock\":{\"position\":8}");
        early.AddTo((name, text) => bundle.Parts[name] = name == "views/stock.csv" ? System.Text.Encoding.UTF8.GetBytes(text) : bundle.Parts[name]);
        (await bundle.VerifyAsync(_signers)).MustTell(Rule.V1, word: "the position that the view stock includes");
    }

    [Fact]
    public async Task A_view_that_is_left_out_without_the_auditor_s_leave()
    {
        var bundle = Sound().Replace("manifest.json", "\"upto\":null", "\"upto\":12");
        bundle.Parts.Remove("views/units.csv");
        bundle.Edit("columns.csv", text => string.Join("\r\n", text.Split("\r\n").Where(row => !row.StartsWith("views/units.csv", StringComparison.Ordinal))));
        bundle.Replace("manifest.json", $"\"columns\":{Columns.Count}", $"\"columns\":{Columns.Count - 6}");
        (await bundle.VerifyAsync(_signers)).MustTell(Rule.V1, word: "views/units.csv");
        var report = (await bundle.VerifyAsync(_signers, r => r with { Upto = 12 })).MustHold();
        Assert.Contains(report.Notes, note => note.Contains("Not compared", StringComparison.Ordinal) && note.Contains("units", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_unit_that_was_moved_from_where_it_is_not()
    {
        var deal = Deal.Small();
        deal.Receive("B-9", "S-01");
        var bundle = new BundleBuilder(_signers) { Logged = deal.Events }.Build();
        (await bundle.VerifyAsync(_signers)).MustTell(Rule.V1, 12, "transit:B-9/inTransit");
    }

    private BundleBuilder Sound() => new BundleBuilder(_signers).Build();
}
