using System.Text;

namespace Ledger.Http.Tests.BadInput;

public sealed class Malformed_json(BookOfTheClass opened) : IClassFixture<BookOfTheClass>
{
    private const string Batch = """{"batch":"B-1","product":"acme:B300","site":"FAB1","serials":["S1"]}""";

    [Theory]
    [InlineData("", "")]
    [InlineData("   ", "")]
    [InlineData("{", "")]
    [InlineData("""{"batch":""", "/batch")]
    [InlineData("""{"batch":"B-1","product":"acme:B300","site":"FAB1","serials":["S1" """, "/serials/1")]
    [InlineData("""{"batch":"B-1","product":"acme:B300","site":"FAB1","serials":["S1",]}""", "/serials/1")]
    [InlineData(Batch + "}", "")]
    [InlineData(Batch + Batch, "")]
    [InlineData("/* a */" + Batch, "")]
    [InlineData("{'batch':'B-1'}", "")]
    [InlineData("NaN", "")]
    public async Task A_body_that_is_not_json_is_refused_where_it_breaks(string body, string pointer)
    {
        var reply = await opened.RefusedAsync("batches", body, 400, "malformed-json");
        Assert.Equal([pointer], reply.Errors().Select(error => error[..error.LastIndexOf(' ')]));
    }

    [Theory]
    [InlineData("[]", "wrong-type")]
    [InlineData("[" + Batch + "]", "wrong-type")]
    [InlineData("\"B-1\"", "wrong-type")]
    [InlineData("12", "wrong-type")]
    [InlineData("null", "wrong-type")]
    public async Task A_body_that_is_anything_but_an_object_is_refused(string body, string code)
    {
        var reply = await opened.RefusedAsync("batches", body, 400, "malformed-json");
        Assert.Equal([$" {code}"], reply.Errors());
    }

    [Theory]
    [InlineData("""{"batch":"B-1","product":"acme:B300","site":"FAB1","serials":["S1"],"color":"red"}""", "/color", "unknown-member")]
    [InlineData("""{"batch":"B-1","batch":"B-2","product":"acme:B300","site":"FAB1","serials":["S1"]}""", "/batch", "duplicate-member")]
    [InlineData("""{"batch":"B-1","product":"acme:B300","site":"FAB1","serials":["S1"],"serials":["S2"]}""", "/serials", "duplicate-member")]
    [InlineData("""{"Batch":"B-1","product":"acme:B300","site":"FAB1","serials":["S1"]}""", "/Batch", "unknown-member")]
    [InlineData("""{"BATCH":"B-1","product":"acme:B300","site":"FAB1","serials":["S1"]}""", "/BATCH", "unknown-member")]
    [InlineData("""{"batch":1,"product":"acme:B300","site":"FAB1","serials":["S1"]}""", "/batch", "wrong-type")]
    [InlineData("""{"batch":["B-1"],"product":"acme:B300","site":"FAB1","serials":["S1"]}""", "/batch", "wrong-type")]
    [InlineData("""{"batch":null,"product":"acme:B300","site":"FAB1","serials":["S1"]}""", "/batch", "null")]
    [InlineData("""{"batch":"B-1","product":"acme:B300","site":"FAB1","serials":"S1"}""", "/serials", "wrong-type")]
    [InlineData("""{"batch":"B-1","product":"acme:B300","site":"FAB1","serials":{"0":"S1"}}""", "/serials", "wrong-type")]
    [InlineData("""{"batch":"B-1","product":"acme:B300","site":"FAB1","serials":["S1",2]}""", "/serials/1", "wrong-type")]
    [InlineData("""{"batch":"B-1","product":"acme:B300","site":"FAB1","serials":null}""", "/serials", "null")]
    public async Task A_member_that_is_unknown_twice_or_of_another_type_is_pointed_at(string body, string pointer, string code)
    {
        var reply = await opened.RefusedAsync("batches", body, 400, "malformed-json");
        Assert.Equal([$"{pointer} {code}"], reply.Errors());
        Assert.DoesNotContain("Ledger.", reply.Text);
        Assert.DoesNotContain("System.", reply.Text);
    }

    [Fact]
    public async Task A_null_in_a_list_is_refused() =>
        await opened.RefusedAsync("batches", """{"batch":"B-1","product":"acme:B300","site":"FAB1","serials":[null]}""", 400, "malformed-json");

    [Fact]
    public async Task Missing_members_are_all_named()
    {
        var reply = await opened.RefusedAsync("batches", """{"batch":"B-1","serials":["S1"]}""", 400, "malformed-json");
        Assert.Equal(["/product required", "/site required"], reply.Errors());
    }

    [Theory]
    [InlineData("""{"line":"1","agreementLine":1,"product":"acme:B300","quantity":1,"requestedDelivery":"2026-12-01"}""", "/lines/0/line")]
    [InlineData("""{"line":1,"agreementLine":1.5,"product":"acme:B300","quantity":1,"requestedDelivery":"2026-12-01"}""", "/lines/0/agreementLine")]
    [InlineData("""{"line":1,"agreementLine":1,"product":"acme:B300","quantity":"1","requestedDelivery":"2026-12-01"}""", "/lines/0/quantity")]
    [InlineData("""{"line":1,"agreementLine":1,"product":"acme:B300","quantity":true,"requestedDelivery":"2026-12-01"}""", "/lines/0/quantity")]
    public async Task A_number_is_a_number_and_not_a_text(string line, string pointer)
    {
        var reply = await opened.RefusedAsync("orders", $$"""{"order":"PO-1","agreement":"SA-1","shipTo":"PDX1","lines":[{{line}}]}""", 400, "malformed-json");
        Assert.Equal([$"{pointer} wrong-type"], reply.Errors());
    }

    [Theory]
    [InlineData("Port")]
    [InlineData("PORT")]
    [InlineData("harbour")]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("port,factory")]
    public async Task A_word_of_a_list_is_taken_only_as_it_is_written_there(string kind)
    {
        var reply = await opened.RefusedAsync("sites", Json.Write(new { site = "X1", name = "X", kind }), 400, "malformed-json");
        Assert.Equal(["/kind wrong-type"], reply.Errors());
    }

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    public async Task A_hundred_thousand_brackets_are_refused(char bracket)
    {
        var deep = bracket == '[' ? new string('[', 100_000) : string.Concat(Enumerable.Repeat("{\"a\":", 100_000));
        await opened.RefusedAsync("batches", deep, 400, "malformed-json");
        await opened.RefusedAsync("batches", "{\"batch\":" + deep, 400, "malformed-json");
        await opened.RefusedAsync("batches", "{\"serials\":" + deep, 400, "malformed-json");
    }

    [Fact]
    public async Task Only_utf_8_is_read()
    {
        await opened.RefusedAsync("batches", Encoding.Unicode.GetBytes(Batch), 400, "malformed-json");
        await opened.RefusedAsync("batches", Encoding.BigEndianUnicode.GetBytes(Batch), 400, "malformed-json");
        await opened.RefusedAsync("batches", [.. "{\"batch\":\""u8, 0xff, 0xc0, 0x80, .. "\"}"u8], 400, "malformed-json");
    }
}
