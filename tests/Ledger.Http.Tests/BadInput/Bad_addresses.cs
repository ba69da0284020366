namespace Ledger.Http.Tests.BadInput;

public sealed class Bad_addresses(BookOfTheClass opened) : IClassFixture<BookOfTheClass>
{
    private static readonly Dictionary<string, string> Views = new()
    {
        ["agreements/{0}"] = "unknown-agreement",
        ["agreements/{0}/progress"] = "unknown-agreement",
        ["orders/{0}"] = "unknown-order",
        ["batches/{0}"] = "unknown-batch",
        ["racks/{0}"] = "unknown-rack",
        ["units/{0}"] = "unknown-unit",
        ["units/acme:B300/{0}"] = "unknown-unit",
        ["units/{0}/S1"] = "unknown-unit",
    };

    [Theory]
    [InlineData("nothing")]
    [InlineData("%e2%80%ae")]
    [InlineData("%ED%A0%80")]
    [InlineData("%ff")]
    [InlineData("%F0%9F%98%80")]
    [InlineData("'%20or%20''='")]
    [InlineData("%25")]
    [InlineData("a%20b")]
    [InlineData("%0a")]
    [InlineData("S1%0d%0aX:1")]
    [InlineData("%1b")]
    [InlineData("%7f")]
    [InlineData("%c2%85")]
    public async Task An_id_that_nothing_has_is_not_found(string id)
    {
        foreach (var (view, code) in Views)
        {
            (await opened.Book.GetAsync(view.Replace("{0}", id))).MustRefuse(404, code);
        }
    }

    [Fact]
    public async Task A_very_long_id_is_not_found()
    {
        foreach (var (view, code) in Views)
        {
            (await opened.Book.GetAsync(view.Replace("{0}", new string('x', 7_000)))).MustRefuse(404, code);
        }
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("orders/PO-1/lines")]
    [InlineData("units/a/b/c")]
    [InlineData("agreements/SA-1/progress/1")]
    [InlineData("Stock/x")]
    public async Task An_unknown_address_is_told_so(string address)
    {
        (await opened.Book.GetAsync(address)).MustRefuse(404, "unknown-address");
        (await opened.Book.SendAsync(HttpMethod.Post, address, new StringContent("{}"))).MustRefuse(404, "unknown-address");
    }

    [Theory]
    [InlineData("GET", "open")]
    [InlineData("GET", "batches/ship/")]
    [InlineData("PUT", "orders")]
    [InlineData("DELETE", "orders/PO-1")]
    [InlineData("PATCH", "agreements")]
    [InlineData("POST", "stock")]
    [InlineData("POST", "checks")]
    [InlineData("POST", "events")]
    [InlineData("GET", "commands")]
    [InlineData("BREW", "orders")]
    public async Task A_wrong_method_is_told_so(string method, string address)
    {
        var before = await opened.Book.EventCountAsync();
        var reply =
            await opened.Book.SendAsync(
                new HttpMethod(method), address,
                method == "GET" ? null : new StringContent("{}", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")));
        // batches/ship may also be read as the batch of that name.
        Assert.Contains((int)reply.Status, new[] { 404, 405 });
        reply.MustRefuse((int)reply.Status, reply.Code);
        Assert.Equal(before, await opened.Book.EventCountAsync());
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/jsonp")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/x-ndjson")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task A_command_is_json_and_says_so(string contentType)
    {
        var before = await opened.Book.EventCountAsync();
        var party = Json.Write(new { party = "P-1", name = "x", roles = new[] { "auditor" } });
        (await opened.Book.PostAsync("parties", party, contentType)).MustRefuse(415, "unsupported-media-type");
        Assert.Equal(before, await opened.Book.EventCountAsync());
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json")]
    [InlineData("application/x-ndjsonp")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task A_bulk_request_is_json_lines_and_says_so(string contentType)
    {
        var before = await opened.Book.EventCountAsync();
        (await opened.Book.PostAsync("commands", """{"type":"AddParty","party":"P-1","name":"x","roles":["auditor"]}""", contentType))
            .MustRefuse(415, "unsupported-media-type");
        Assert.Equal(before, await opened.Book.EventCountAsync());
    }

    [Theory]
    [InlineData("x")]
    [InlineData("UPPER")]
    [InlineData("-dash")]
    [InlineData("under_score")]
    [InlineData("sp%20ace")]
    [InlineData("line%0a")]
    [InlineData("ltr%e2%80%ae")]
    [InlineData("half%ED%A0%80")]
    [InlineData("b%C3%A4")]
    [InlineData("%2500")]
    [InlineData("%252e%252e")]
    public async Task A_book_s_code_is_plain_from_the_start(string code)
    {
        using var client = await LedgerHost.ClientAsync();
        var open = Json.Write(new { name = "x", purpose = "live", parties = new[] { new { party = "A", name = "A", roles = new[] { "supplier" } } } });
        var reply =
            await Reply.OfAsync(
                await client.PostAsync($"/books/{code}/open", new StringContent(open, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"))));
        reply.MustRefuse(400, "bad-book-code");
        var line =
            await Reply.OfAsync(
                await client.PostAsync(
                    $"/books/{code}/commands",
                    new StringContent("""{"type":"OpenBook",""" + open[1..], new System.Net.Http.Headers.MediaTypeHeaderValue("application/x-ndjson"))));
        Assert.Equal("bad-book-code", line.MustBe(200).Json.GetProperty("problem").Text("code"));
        var read = await Reply.OfAsync(await client.GetAsync($"/books/{code}/stock"));
        Assert.Contains((int)read.Status, new[] { 400, 404 });
        read.MustRefuse((int)read.Status, read.Code);
    }
}
