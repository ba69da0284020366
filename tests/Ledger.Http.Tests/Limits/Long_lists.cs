using System.Text.Json.Nodes;
using Ledger.Agreements.Books;
using Ledger.Kernel;

namespace Ledger.Http.Tests.Limits;

/// <summary>Each limit is gone beyond by one, and the refusal says where.</summary>
public sealed class Long_lists(BookOfTheClass opened) : IClassFixture<BookOfTheClass>
{
    [Fact]
    [GoesBeyond("order-lines")]
    public async Task An_order_has_so_many_lines()
    {
        await TooManyAsync("orders", "lines", 501, (line, i) => line["line"] = i);
        await TooManyAsync("orders/acknowledge", "lines", 501, (line, i) => line["line"] = i);
        await TooManyAsync("orders/change", "lines", 501, (line, i) => line["line"] = i);
    }

    [Fact]
    [GoesBeyond("terms")]
    public async Task An_agreement_has_so_many_lines_and_milestones()
    {
        await TooManyAsync("agreements", "lines", 501, (line, i) => line["line"] = i);
        await TooManyAsync("agreements/amend", "lines", 501, (line, i) => line["line"] = i);
        var milestone = """{"milestone":"M","name":"x","metric":"shipped","quantity":1,"dueOn":"2026-12-01","family":"gpu"}""";
        await TooManyAsync("agreements", "milestones", 501, (entry, i) => entry["milestone"] = $"M{i}", milestone);
    }

    [Fact]
    [GoesBeyond("confidential-terms")]
    public Task An_agreement_has_so_many_confidential_terms() =>
        TooManyAsync("agreements", "confidentialTerms", 201, (term, i) => term["term"] = $"T{i}", """{"term":"T","class":"price","value":"1"}""");

    [Fact]
    [GoesBeyond("opening-parties")]
    public Task A_book_is_opened_with_so_many_parties() => TooManyAsync("open", "parties", 101, (party, i) => party["party"] = $"P{i}");

    [Fact]
    [GoesBeyond("installed-products")]
    public Task So_many_products_are_installed_at_once() => TooManyAsync("racks/install", "units", 201, (unit, i) => unit["product"] = $"acme:P{i}");

    [Fact]
    [GoesBeyond("other-products")]
    public Task A_receipt_reports_so_many_other_products() => TooManyAsync("batches/receive", "others", 201, (units, i) => units["product"] = $"acme:P{i}");

    [Fact]
    [GoesBeyond("model-parts")]
    public Task A_rack_model_has_so_many_parts() => TooManyAsync("rack-models", "parts", 201, (part, i) => part["family"] = $"f{i}");

    [Fact]
    [GoesBeyond("corrective-events")]
    public async Task A_declaration_names_so_many_corrective_events()
    {
        var ids = Enumerable.Range(1, 201).Select(_ => Guid.NewGuid());
        var body = Json.Write(new { @event = Commands.Event, reason = "incorrect-data", correctiveEvents = ids });
        Assert.Contains(
            "/correctiveEvents count-out-of-range",
            (await opened.RefusedAsync($"events/{Commands.Event}/declarations", body, 400, "invalid-command")).Errors());
    }

    [Fact]
    [GoesBeyond("text-length")]
    public async Task A_reason_has_a_greatest_length() =>
        Assert.Equal(
            ["/reason bad-text"],
            (await opened.RefusedAsync("agreements/close", Json.Write(new { agreement = "SA-1", reason = new string('x', 501) }), 400, "invalid-command"))
            .Errors());

    [Theory]
    [GoesBeyond("json-depth")]
    [InlineData(JsonEdge.DepthMax, "/batch wrong-type")]
    [InlineData(JsonEdge.DepthMax + 1, null)]
    public async Task Json_is_so_deep(int depth, string? expected)
    {
        var inner = depth - 1;
        var body = $$"""{"batch":{{new string('[', inner)}}{{new string(']', inner)}},"product":"acme:B300","site":"FAB1","serials":["S1"]}""";
        var errors = (await opened.RefusedAsync("batches", body, 400, "malformed-json")).Errors();
        Assert.Equal(expected is not null, errors.Contains(expected));
    }

    /// <summary>Method: the decision alone; a thousand commands to the stream of a book would take half a minute.</summary>
    [Fact]
    [GoesBeyond("parties")]
    public void A_book_has_room_for_so_many_parties()
    {
        var book = new Book { Parties = [.. Enumerable.Range(1, Book.PartiesMax - 1).Select(Party)] };
        Assert.Null(Add(book).Refusal);
        book.Parties.Add(Party(Book.PartiesMax));
        Assert.Equal("too-many-parties", Add(book).Refusal?.Code.Code);

        static BookParty Party(int number) => new($"P-{number}", "x", ["auditor"]);
        static Decision Add(Book book) => AddPartyEndpoint.Decide(
            new("NEW", "x", ["auditor"]), book, new(Sender.Ledger, DateTimeOffset.UnixEpoch));
    }

    private async Task TooManyAsync(string route, string member, int count, Action<JsonNode, int> number, string? entry = null)
    {
        var command = JsonNode.Parse(Commands.Valid[route])!;
        var one = entry ?? command[member]![0]!.ToJsonString();
        command[member] = new JsonArray([.. Enumerable.Range(1, count).Select(i =>
        {
            var copy = JsonNode.Parse(one)!;
            number(copy, i);
            return copy;
        })]);
        Assert.Contains($"/{member} count-out-of-range", (await opened.RefusedAsync(route, command.ToJsonString(), 400, "invalid-command")).Errors());
    }
}
