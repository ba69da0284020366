using System.Globalization;
using System.Text;
using Ledger.Http.Tests.Limits;

namespace Ledger.Http.Tests.BadInput;

public sealed class Bad_texts(BookOfTheClass opened) : IClassFixture<BookOfTheClass>
{
    /// <summary>Each as JSON text, so that half a surrogate can be written at all.</summary>
    public static TheoryData<string> NotText =>
        new(@"\u0000", @"a\u0000b", @"\u0007", @"a\nb", @"a\tb", @"\u001b[31m", @"\u007f", @"\u0085", @"\ud800", @"a\udc00", @"\udc00\ud800");

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
    [InlineData("B\u202e1")]
    [InlineData("B\u200b1")]
    [InlineData("B\u2066\u2069")]
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
    [InlineData("acme:B\u202e300")]
    public async Task A_product_is_maker_and_part_number(string product) =>
        Assert.Equal(["/product bad-format"], (await opened.RefusedAsync("batches", Batch("B-1", product, "S1"), 400, "invalid-command")).Errors());

    [Theory]
    [InlineData("")]
    [InlineData("S 1")]
    [InlineData("S#1")]
    [InlineData("S\\1")]
    [InlineData("Sé")]
    [InlineData("S\u202e1")]
    [InlineData("S\u00ad1")]
    [InlineData("123456789012345678901234567890123")]
    public async Task A_serial_keeps_to_the_characters_of_its_label(string serial) =>
        Assert.Equal(
            ["/serials/1 bad-serial"], (await opened.RefusedAsync("batches", Batch("B-1", "acme:B300", "S1", serial), 400, "invalid-command")).Errors());

    [Fact]
    public async Task Letters_of_the_world_are_kept_as_they_were_sent_in_texts()
    {
        var book = await TestBook.OpenAsync();
        const string name = "Ünïçødé — 供應商 — مورد \u202babc\u202c — 😀 e\u0301 <b>&'\"";
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
