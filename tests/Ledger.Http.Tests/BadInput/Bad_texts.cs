using System.Globalization;
using System.Text;
using Ledger.Http.Tests.Limits;

namespace Ledger.Http.Tests.BadInput;

public sealed class Bad_texts(BookOfTheClass opened) : IClassFixture<BookOfTheClass>
{
    /// <summary>Each as JSON text, so that half a surrogate can be written at all.</summary>
    public static TheoryData<string> NotText =>
        new(@"\u0000", @"a\u0000b", @"\u0007", @"a\nb", @"a\tb", @"\u001b[31m", @"\u007f", @"\u0085", @"\ud800", @"a\udc00", @"\udc00\ud800");

    /// <summary>
    /// One of each kind: soft hyphen, joiners, marks and overrides of direction, ends of lines, fillers, a mark of byte order, selectors, tags.
    /// </summary>
    public static TheoryData<string> Unseen =>
        new(@"\u00ad", @"\u034f", @"\u061c", @"\u115f", @"\u180e", @"\u200b", @"\u200d", @"\u200e", @"\u2028", @"\u2029", @"\u202e", @"\u2060",
            @"\u2066", @"\u2800", @"\u3164", @"\ufe0f", @"\ufeff", @"\uffa0", @"\ufff9", @"\udb40\udc41", @"\ud834\udd73");

    [Theory]
    [MemberData(nameof(Unseen))]
    public async Task What_nobody_sees_is_refused_in_every_text(string text)
    {
        foreach (var (address, member, body) in new[]
        {
            ("parties", "/name", $$"""{"party":"P-1","name":"Acme{{text}}","roles":["auditor"]}"""),
            ("sites", "/name", $$"""{"site":"X-1","name":"{{text}}Oslo","kind":"factory"}"""),
            ("apps", "/name", $$"""{"app":"erp-x","party":"SUP","name":"E{{text}}RP"}"""),
            ("keys/revoke", "/reason", $$"""{"key":"0123456789ab","reason":"lo{{text}}st"}"""),
            ("batches", "/serials/1", $$"""{"batch":"B-1","product":"acme:B300","site":"FAB1","serials":["S1","S{{text}}2"]}"""),
        })
        {
            Assert.Equal([$"{member} malformed"], (await opened.RefusedAsync(address, body, 400, "malformed-json")).Errors());
        }

        Assert.DoesNotContain((await opened.Book.GetAsync("apps")).Json.List("items"), app => app.Text("app") == "erp-x");
    }

    [Theory]
    [MemberData(nameof(NotText))]
    public async Task Control_characters_and_half_surrogates_are_refused_in_ids_serials_and_texts(string text)
    {
        await opened.RefusedAsync("batches", $$"""{"batch":"{{text}}","product":"acme:B300","site":"FAB1","serials":["S1"]}""", 400, "malformed-json");
        await opened.RefusedAsync("batches", $$"""{"batch":"B-1","product":"acme:B300","site":"FAB1","serials":["S1","{{text}}"]}""", 400, "malformed-json");
        await opened.RefusedAsync("parties", $$"""{"party":"P-1","name":"{{text}}","roles":["auditor"]}""", 400, "malformed-json");
        await opened.RefusedAsync("parties", $$"""{"party":"P-1","name":"x","roles":["{{text}}"]}""", 400, "malformed-json");
        await opened.RefusedAsync("sites", $$"""{"site":"X-1","name":"x","kind":"{{text}}"}""", 400, "malformed-json");
        await opened.RefusedAsync(
            "batches", $$"""{"batch":"B-1","product":"acme:B300","site":"FAB1","serials":["S1"],"occurredAt":"{{text}}"}""", 400, "malformed-json");
        await opened.RefusedAsync(
            "batches/ship", $$"""{"batch":"B","order":"O","orderLine":1,"to":"T","carrier":"C","despatchAdvice":"D","expectedArrival":"{{text}}"}""", 400,
            "malformed-json");
        await opened.RefusedAsync("parties", $$"""{"party":"P-1","name":"x","roles":["auditor"],"{{text}}":1}""", 400, "malformed-json");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("B 1")]
    [InlineData("-B1")]
    [InlineData(".B1")]
    [InlineData("B/1")]
    [InlineData("../B1")]
    [InlineData("B%31")]
    [InlineData("B'1--")]
    [InlineData("Bä1")]
    [InlineData("Ｂ１")]
    [InlineData("😀")]
    [InlineData("B123456789012345678901234567890123456789012345678901234567890123x")]
    public async Task A_number_that_a_partner_chooses_is_plain(string number)
    {
        Assert.Equal(["/batch bad-format"], (await opened.RefusedAsync("batches", Batch(number, "acme:B300", "S1"), 400, "invalid-command")).Errors());
        Assert.Equal(
            ["/party bad-format"],
            (await opened.RefusedAsync("parties", Json.Write(new { party = number, name = "x", roles = new[] { "auditor" } }), 400, "invalid-command"))
            .Errors());
    }

    [Theory]
    [InlineData("acme")]
    [InlineData("acme:")]
    [InlineData(":B300")]
    [InlineData("Acme:B300")]
    [InlineData("acme:B300:2")]
    [InlineData("acme:B 300")]
    public async Task A_product_is_maker_and_part_number(string product) =>
        Assert.Equal(["/product bad-format"], (await opened.RefusedAsync("batches", Batch("B-1", product, "S1"), 400, "invalid-command")).Errors());

    [Theory]
    [InlineData("")]
    [InlineData("S 1")]
    [InlineData("S#1")]
    [InlineData("S\\1")]
    [InlineData("Sé")]
    [InlineData("123456789012345678901234567890123")]
    public async Task A_serial_keeps_to_the_characters_of_its_label(string serial) =>
        Assert.Equal(
            ["/serials/1 bad-serial"], (await opened.RefusedAsync("batches", Batch("B-1", "acme:B300", "S1", serial), 400, "invalid-command")).Errors());

    [Fact]
    public async Task Letters_of_the_world_are_kept_as_they_were_sent_in_texts()
    {
        var book = await TestBook.OpenAsync();
        const string name = "Ünïçødé — 供應商 — مورد — 😀 e\u0301 <b>&'\"";
        await book.MustPostAsync("parties", new { party = "P-1", name, roles = new[] { "auditor" } });
        var parties = (await book.GetAsync("parties")).Json.List("items");
        Assert.Equal(name, parties.Single(p => p.Text("party") == "P-1").Text("name"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\u00a0\u2003")]
    public async Task A_text_says_something(string name) =>
        Assert.Equal(
            ["/name bad-text"],
            (await opened.RefusedAsync("parties", Json.Write(new { party = "P-1", name, roles = new[] { "auditor" } }), 400, "invalid-command")).Errors());

    [Fact]
    [GoesBeyond("string-length")]
    public async Task A_text_has_a_greatest_length()
    {
        Assert.Equal(["/name bad-text"], (await opened.RefusedAsync("parties", Party(new string('x', 201)), 400, "invalid-command")).Errors());
        Assert.Equal(["/name malformed"], (await opened.RefusedAsync("parties", Party(new string('x', 2001)), 400, "malformed-json")).Errors());
        Assert.Equal(["/name malformed"], (await opened.RefusedAsync("parties", Party(new string('x', 1_000_000)), 400, "malformed-json")).Errors());
    }

    [Fact]
    public async Task Raw_control_bytes_are_refused()
    {
        for (byte b = 0; b < 0x20; b++)
        {
            byte[] body = [.. Encoding.UTF8.GetBytes("{\"party\":\"P-1\",\"name\":\"a"), b, .. Encoding.UTF8.GetBytes("b\",\"roles\":[\"auditor\"]}")];
            Assert.Contains("/name malformed", (await opened.RefusedAsync("parties", body, 400, "malformed-json")).Errors());
        }
    }

    private static string Batch(string batch, string product, params string[] serials) => Json.Write(new { batch, product, site = "FAB1", serials });

    private static string Party(string name) => string.Create(CultureInfo.InvariantCulture, $$"""{"party":"P-1","name":"{{name}}","roles":["auditor"]}""");
}
