using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Ledger.Http.Tests.Bulk;

public sealed class Lines_and_answers
{
    [Fact]
    public async Task Answers_come_in_the_order_of_the_lines_and_a_refused_line_stops_nothing()
    {
        var book = await TestBook.OpenAsync();
        var answers = await PostAsync(book, $"{Site("S-1")}\n{Site("S-2")}\n{Site("S-1", "warehouse")}\n{Site("S 4")}\n{Site("S-5")}\n");

        Assert.Equal([1, 2, 3, 4, 5], answers.Select(a => a.Number("line")));
        Assert.Equal([201, 201, 409, 400, 201], answers.Select(a => a.Number("status")));
        Assert.All(answers, a => Assert.Equal("RegisterSite", a.Text("type")));
        Assert.Equal("site/S-1", answers[0].GetProperty("answer").Text("stream"));
        Assert.Equal("already-recorded", answers[2].GetProperty("problem").Text("code"));
        Assert.Equal("/site", answers[3].GetProperty("problem").List("errors")[0].Text("pointer"));
        Assert.Equal(
            ["FAB1", "PDX1", "S-1", "S-2", "S-5"], (await book.GetAsync("sites")).Json.List("items").Select(s => s.Text("site")).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("\n", "\n")]
    [InlineData("\r\n", "\r\n")]
    [InlineData("\n", "")]
    [InlineData("\r\n", "")]
    [InlineData("\n\n \t \n", "\n\n")]
    public async Task Lines_end_as_files_of_any_system_do(string between, string end)
    {
        var book = await TestBook.OpenAsync();
        var body = Site("S-1") + between + Site("S-2") + between + Site("S-3") + end;
        var answers = await PostAsync(book, body);
        Assert.Equal([201, 201, 201], answers.Select(a => a.Number("status")));
        var numbers = body.Split('\n').Select((line, i) => (line, i)).Where(l => !string.IsNullOrWhiteSpace(l.line)).Select(l => l.i + 1L);
        Assert.Equal(numbers, answers.Select(a => a.Number("line")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n\r\n  \n")]
    public async Task Nothing_is_answered_to_nothing(string body) => Assert.Empty(await PostAsync(await TestBook.OpenAsync(), body));

    [Theory]
    [InlineData("{", "malformed-json")]
    [InlineData("not json", "malformed-json")]
    [InlineData("""{"type":"RegisterSite","site":"S-1" """, "malformed-json")]
    [InlineData("""{"type":"RegisterSite","site":"S-1","name":"x","kind":"port"}}""", "malformed-json")]
    [InlineData("""{"type":"RegisterSite","site":"S-1","name":"x","kind":"port","type":"RegisterSite"}""", "malformed-json")]
    [InlineData("""{"type":"RegisterSite","site":"S-1","name":"x","kind":"port","color":"red"}""", "malformed-json")]
    [InlineData("""{"type":"RegisterSite",,"site":"S-1","name":"x","kind":"port"}""", "malformed-json")]
    [InlineData("""{"type":"RegisterSite" "site":"S-1","name":"x","kind":"port"}""", "malformed-json")]
    [InlineData("""{"type":"RegisterSite",}""", "malformed-json")]
    [InlineData("""{"type":"RegisterSite"}""", "malformed-json")]
    [InlineData("""{"type":"Fly"}""", "unknown-command")]
    [InlineData("""{"type":"registersite","site":"S-1","name":"x","kind":"port"}""", "unknown-command")]
    [InlineData("""{"site":"S-1","type":"RegisterSite","name":"x","kind":"port"}""", "unknown-command")]
    [InlineData("""{"site":"S-1","name":"x","kind":"port"}""", "unknown-command")]
    [InlineData("""{"type":7}""", "unknown-command")]
    [InlineData("""{"type":null}""", "unknown-command")]
    [InlineData("""{"type":"\ud800"}""", "unknown-command")]
    [InlineData("""{"type":"a\u0000b"}""", "unknown-command")]
    [InlineData("{}", "unknown-command")]
    [InlineData("[]", "unknown-command")]
    [InlineData("null", "unknown-command")]
    [InlineData("\"RegisterSite\"", "unknown-command")]
    public async Task A_line_that_is_no_command_is_refused_and_the_next_one_is_taken(string line, string code)
    {
        var book = await TestBook.OpenAsync();
        var before = await book.EventCountAsync();
        var answers = await PostAsync(book, $"{line}\n{Site("NEXT")}\n");
        Assert.Equal([400, 201], answers.Select(a => a.Number("status")));
        Assert.Equal(code, answers[0].GetProperty("problem").Text("code"));
        Assert.Equal(before + 1, await book.EventCountAsync());
    }

    [Fact]
    public async Task An_unknown_type_is_not_echoed_at_length()
    {
        var answers = await PostAsync(await TestBook.OpenAsync(), $$"""{"type":"{{new string('x', 1_000_000)}}"}""");
        Assert.Equal("unknown-command", Assert.Single(answers).GetProperty("problem").Text("code"));
        Assert.InRange(answers[0].ToString().Length, 1, 1000);
    }

    [Fact]
    public async Task A_hundred_thousand_brackets_refuse_one_line()
    {
        var book = await TestBook.OpenAsync();
        var answers = await PostAsync(book, $"{new string('[', 100_000)}\n{{\"type\":\"RegisterSite\",\"site\":{new string('[', 100_000)}\n{Site("S-1")}");
        Assert.Equal([400, 400, 201], answers.Select(a => a.Number("status")));
    }

    [Fact]
    public async Task A_line_that_is_too_long_ends_the_request_and_says_so()
    {
        var book = await TestBook.OpenAsync();
        var answers = await PostAsync(book, $"{Site("S-1")}\n{{\"type\":\"RegisterSite\",\"site\":\"{new string('x', 3 * 1024 * 1024)}\"}}\n{Site("S-3")}\n");
        Assert.Equal(201, answers[0].Number("status"));
        Assert.Equal((2, 413), (answers[1].Number("line"), answers[1].Number("status")));
        Assert.Contains(answers[1].GetProperty("problem").Text("code"), new[] { "line-too-long", "body-too-large" });
    }

    [Fact]
    public async Task The_first_line_may_open_the_book()
    {
        using var client = await LedgerHost.ClientAsync();
        var code = $"t-{Guid.NewGuid():N}";
        var body = $$"""
            {"type":"RegisterSite","site":"EARLY","name":"x","kind":"port"}
            {"type":"OpenBook","name":"x","purpose":"live","parties":[{"party":"A","name":"A","roles":["supplier"]}]}
            {"type":"OpenBook","name":"x","purpose":"live","parties":[{"party":"A","name":"A","roles":["supplier"]}]}
            {{Site("S-1")}}
            """;
        var reply =
            await Reply.OfAsync(
                await client.PostAsync($"/books/{code}/commands", new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/x-ndjson"))));
        var answers = reply.Text.Trim().Split('\n').Select(line => JsonElement.Parse(line)).ToList();
        Assert.Equal([404, 201, 409, 201], answers.Select(a => a.Number("status")));
    }

    [Fact]
    public async Task A_preference_to_wait_holds_for_each_line()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(1, committed: 10);
        var answers = await PostAsync(book, $"{Order("PO-2", 9)}\n{Order("PO-3", 1)}\n", "wait=20");
        Assert.Equal(["confirmed", "refused"], answers.Select(a => a.GetProperty("answer").GetProperty("order").Text("status")));
        Assert.Equal("commitment-exceeded", answers[1].GetProperty("answer").GetProperty("order").Text("reason"));
    }

    internal static async Task<List<JsonElement>> PostAsync(TestBook book, string lines, string? prefer = null)
    {
        var reply = (await book.PostAsync("commands", lines, "application/x-ndjson", prefer)).MustBe(200);
        Assert.Equal("application/x-ndjson", reply.ContentType);
        return [.. reply.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
    }

    internal static string Site(string site, string kind = "port") => $$"""{"type":"RegisterSite","site":"{{site}}","name":"x","kind":"{{kind}}"}""";

    private static string Order(string order, int quantity) =>
        $$"""{"type":"PlaceOrder","order":"{{order}}","agreement":"SA-1","shipTo":"PDX1","lines":["""
        + $$"""{"line":1,"agreementLine":1,"product":"acme:B300","quantity":{{quantity}},"requestedDelivery":"2026-12-01"}]}""";
}
