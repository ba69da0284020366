using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ledger.Contracts;
using Ledger.Contracts.Ports;
using Ledger.Http.Tests.Access;
using Ledger.Kernel;
using Ledger.Sealing.Disclosures;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Wolverine.Http;

namespace Ledger.Http.Tests.Audit;

/// <summary>
/// Terms that only some parties may know: disclosed by class, kept nowhere in the clear, erased for good. On a database of its own, so that all of it can be
/// searched.
/// </summary>
public sealed class Confidential_terms(OwnHost own) : IClassFixture<OwnHost>
{
    private const string Price = "7341.955217";
    private const string Payment = "within 8137 days";

    [Fact]
    public async Task Are_disclosed_by_class_to_who_is_entitled()
    {
        var book = await OpenAsync();
        (await book.PostAsync("SUP", "agreements", Agreement())).Reply.MustBe(201);
        foreach (var (party, seen) in new[] { ("SUP", "payment price"), ("CUS", "payment price"), ("AUD", "payment"), ("SUP2", "") })
        {
            var terms = (await book.GetAsync(party, "agreements/SA-1/terms")).Reply.MustBe(200).Json.List("terms");
            Assert.Equal(seen, string.Join(' ', terms.Where(t => t.Text("status") == "disclosed").Select(t => t.Text("class")).Order(StringComparer.Ordinal)));
            foreach (var term in terms)
            {
                if (term.Text("status") == "disclosed")
                {
                    Assert.Equal(term.Text("digest"), Disclosure.DigestOf(term.Text("disclosure")));
                    Assert.Equal(term.Text("class") == "price" ? ("unitPrice", Price) : ("days", Payment), (term.Text("term"), term.Text("value")));
                }
                else
                {
                    Assert.Equal(("undisclosed", 5), (term.Text("status"), term.EnumerateObject().Count()));
                }
            }
        }

        using (var client = own.Client)
        {
            var operators = (await client.GetAsync($"/books/{book.Book.Code}/agreements/SA-1/terms", client.DefaultRequestHeaders.Authorization!.Parameter!))
                .MustBe(200);
            Assert.All(operators.Json.List("terms"), term => Assert.Equal("undisclosed", term.Text("status")));
        }

        (await book.GetAsync("CAR", "agreements/SA-1/terms")).Reply.MustRefuse(403, "not-permitted");
        (await book.GetAsync("SUP", "agreements/SA-9/terms")).Reply.MustRefuse(404, "unknown-agreement");
        var agreed =
            (await book.GetWhenAsync(
                "SUP2", "events?limit=200", page => page.List("events").Any(e => e.Text("type") == "agreements.terms-agreed.v1"))).Json.List("events")
            .Single(e => e.Text("type") == "agreements.terms-agreed.v1").GetProperty("data");
        Assert.Equal(agreed.Texts("_sd").Order(StringComparer.Ordinal), agreed.Texts("_sd"));
        Assert.Equal("sha-256", agreed.Text("_sd_alg"));

        var other = await OpenAsync();
        (await other.GetAsync("SUP", "agreements/SA-1/terms")).Reply.MustRefuse(404, "unknown-agreement");
    }

    [Fact]
    public async Task Are_in_no_table_and_in_no_digest_that_could_be_guessed()
    {
        var book = await OpenAsync();
        var body = JsonSerializer.Serialize(Agreement());
        (await book.PostAsync("SUP", "agreements", JsonElement.Parse(body), "terms-1")).Reply.MustBe(201);
        foreach (var table in await TablesAsync())
        {
            foreach (var text in new[] { Price, Payment, Convert.ToBase64String(Encoding.UTF8.GetBytes($"\"{Price}\"")).TrimEnd('=')[..12] })
            {
                Assert.True(await FindAsync(text, table) == 0L, $"{table} holds {text}.");
            }
        }

        // Whoever knows all of the request and tries the right price still finds no digest of it.
        var guess = await FingerprintAsync($"/books/{book.Book.Code}/agreements", body);
        var cause = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"SignAgreement\n{body}")));
        foreach (var table in await TablesAsync())
        {
            Assert.True(await FindAsync(guess, table) == 0L, $"{table} holds the fingerprint.");
            Assert.True(await FindAsync(cause, table) == 0L, $"{table} holds the cause.");
        }

        // The guess is made as the ledger makes it: of a request without anything confidential it is found.
        (await book.PostAsync("SUP", "agreements", JsonElement.Parse(body = Plain("SA-2")), "plain-1")).Reply.MustBe(201);
        guess = await FingerprintAsync($"/books/{book.Book.Code}/agreements", body);
        Assert.Equal(1, (await Task.WhenAll((await TablesAsync()).Select(table => FindAsync(guess, table)))).Count(count => count > 0));
    }

    [Fact]
    public async Task Sent_again_are_answered_as_before_and_other_terms_are_refused()
    {
        var book = await OpenAsync();
        var first = (await book.PostAsync("SUP", "agreements", Agreement(), "again-1")).Reply.MustBe(201);
        var replayed = await book.PostAsync("SUP", "agreements", Agreement(), "again-1");
        Assert.Equal(("true", first.Json.List("events")[1].Text("id")), (replayed.Replayed, replayed.Reply.MustBe(201).Json.List("events")[1].Text("id")));
        (await book.PostAsync("SUP", "agreements", Agreement("7341.955218"), "again-1")).Reply.MustRefuse(422, "idempotency-key-reused");
        Assert.True((await book.PostAsync("SUP", "agreements", Agreement())).Reply.MustBe(200).Json.GetProperty("alreadyRecorded").GetBoolean());
        (await book.PostAsync("SUP", "agreements", Agreement("7341.955218"))).Reply.MustRefuse(409, "already-recorded");

        // Of copies that come at once one is recorded, whatever key each has.
        var copies =
            await Task.WhenAll(Enumerable.Range(0, 6).Select(i => book.PostAsync("CUS", "agreements/amend", Amendment("A-1", "price", "1.10"), $"copy-{i}")));
        Assert.Equal(1, copies.Count(copy => copy.Reply.MustBe(200).Json.TryGetProperty("alreadyRecorded", out _) is false));
        Assert.Equal(3, (await book.GetAsync("CUS", "agreements/SA-1/terms")).Reply.Json.List("terms").Length);

        var refused = (await book.PostAsync("SUP", "agreements", Agreement(line: 7, agreement: "SA-7"))).Reply.MustRefuse(404, "unknown-line");
        Assert.DoesNotContain(Price, refused.Text);
        refused = (await book.PostAsync("SUP", "agreements", Agreement(termClass: "other", agreement: "SA-7"))).Reply.MustRefuse(400, "invalid-command");
        Assert.DoesNotContain(Price, refused.Text);
    }

    [Fact]
    public async Task Are_erased_for_good_and_the_log_says_so()
    {
        var book = await OpenAsync();
        (await book.PostAsync("SUP", "agreements", Agreement())).Reply.MustBe(201);
        (await book.PostAsync("SUP", "agreements/amend", Amendment("A-1", "price", "1.10"))).Reply.MustBe(200);
        var before = (await book.GetAsync("SUP", "agreements/SA-1/terms")).Reply.Json.List("terms");
        var prices = before.Where(t => t.Text("class") == "price").Select(t => t.Text("digest")).ToArray();

        (await EraseAsync(book, "SUP2", new { agreement = "SA-1", reason = "x", @class = "price" })).MustRefuse(403, "not-your-own");
        (await EraseAsync(book, "AUD", new { agreement = "SA-1", reason = "x", @class = "price" })).MustRefuse(403, "not-permitted");
        (await EraseAsync(book, "SUP", new { agreement = "SA-1", reason = "x" })).MustRefuse(400, "invalid-command");
        (await EraseAsync(book, "SUP", new { agreement = "SA-1", reason = "x", digests = new[] { "none" } })).MustRefuse(404, "unknown-term");
        (await EraseAsync(book, "SUP", new { agreement = "SA-1", reason = "x", @class = "liability" })).MustRefuse(409, "nothing-to-erase");
        (await EraseAsync(book, "SUP", new { agreement = "SA-9", reason = "x", @class = "price" }, "SA-9")).MustRefuse(404, "unknown-agreement");
        (await EraseAsync(book, "SUP", new { agreement = "SA-9", reason = "x", @class = "price" })).MustRefuse(400, "invalid-command");
        Assert.Equal(before.Length, (await book.GetAsync("SUP", "agreements/SA-1/terms")).Reply.Json.List("terms").Count(t => t.Text("status") == "disclosed"));

        // One of two of a class: the other can still be read, under another key.
        var key = await KeyAsync(book, "price");
        var erased = (await EraseAsync(book, "CUS", new { agreement = "SA-1", reason = "superseded", digests = prices[..1] })).MustBe(200);
        Assert.Equal(["agreements.terms-erased.v1"], erased.Json.List("events").Select(e => e.Text("type")));
        Assert.NotEqual(key, await KeyAsync(book, "price"));
        Assert.Equal(["erased", "disclosed"], await StatusesAsync(book, "SUP", prices));
        (await EraseAsync(book, "CUS", new { agreement = "SA-1", reason = "superseded", digests = prices[..1] })).MustRefuse(409, "nothing-to-erase");

        // The whole class: no key, no ciphertext; payment is not touched.
        (await EraseAsync(book, "SUP", new { agreement = "SA-1", reason = "ended", @class = "price" })).MustBe(200);
        Assert.Equal(["erased", "erased"], await StatusesAsync(book, "SUP", prices));
        Assert.Equal(["erased", "erased"], await StatusesAsync(book, "SUP2", prices));
        Assert.Null(await KeyAsync(book, "price"));
        Assert.Null(await KeyAsync(book, ""));
        Assert.Equal(
            0L, await own.ScalarAsync(
                $"select count(*) from agreements.confidential_term where book = '{book.Book.Code}' and class = 'price' and ciphertext is not null"));
        Assert.Contains((await book.GetAsync("AUD", "agreements/SA-1/terms")).Reply.Json.List("terms"), t => t.TextOrNull("value") == Payment);
        var states = (await book.GetAsync("AUD", "agreements/SA-1")).Reply.MustBe(200).Json.List("confidentialTerms");
        Assert.Equal(2, states.Count(t => t.GetProperty("isErased").GetBoolean()));

        // With the secret gone the same document is only known by its number; and new terms have new keys.
        (await book.PostAsync("SUP", "agreements", Agreement())).Reply.MustRefuse(409, "already-recorded");
        (await book.PostAsync("SUP", "agreements/amend", Amendment("A-2", "price", "2.20"))).Reply.MustBe(200);
        Assert.Contains((await book.GetAsync("SUP", "agreements/SA-1/terms")).Reply.Json.List("terms"), t => t.TextOrNull("value") == "2.20");
    }

    [Fact]
    public async Task An_erasure_that_is_refused_erases_nothing()
    {
        var book = await OpenAsync();
        (await book.PostAsync("SUP", "agreements", Agreement())).Reply.MustBe(201);
        using var client = own.Client;
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/books/{book.Book.Code}/agreements/SA-1/terms/erasures")
        {
            Content = new StringContent("""{"agreement":"SA-1","reason":"x","class":"price"}""", Encoding.UTF8, "application/json"),
            Headers = { { "If-Match", "\"v1\"" } },
        };
        (await client.SendAsync(request, await book.KeyAsync("SUP"))).MustRefuse(412, "stale-version");
        Assert.NotNull(await KeyAsync(book, "price"));
        Assert.Contains((await book.GetAsync("SUP", "agreements/SA-1/terms")).Reply.Json.List("terms"), t => t.TextOrNull("value") == Price);
    }

    [Fact]
    public async Task An_export_takes_with_it_what_its_caller_may_read()
    {
        var book = await OpenAsync();
        (await book.PostAsync("SUP", "agreements", Agreement())).Reply.MustBe(201);
        var port = own.Services.GetRequiredService<IConfidentialTerms>();
        foreach (
            var (party, roles, count) in new[] { ("SUP", Roles.Supplier, 2), ("SUP2", Roles.Supplier, 0), ("AUD", Roles.Auditor, 1),
            ("operator", Roles.Operator, 0) })
        {
            var taken = await port.OfAsync(book.Book.Code, new(party, "app", "key", book.Book.Code, false, Scopes.All, roles), CancellationToken.None);
            Assert.Equal(count, taken.Count);
            Assert.All(taken, disclosure => Assert.Equal(disclosure.Digest, Disclosure.DigestOf(disclosure.Disclosure)));
        }
    }

    private static object Agreement(string price = Price, int line = 1, string termClass = "price", string agreement = "SA-1") => new
    {
        agreement,
        supplier = "SUP",
        customer = "CUS",
        lines = Lines,
        confidentialTerms =
            new object[] { new { term = "unitPrice", @class = termClass, value = price, line }, new { term = "days", @class = "payment", value = Payment } },
    };

    private static string Plain(string agreement) => JsonSerializer.Serialize(new { agreement, supplier = "SUP", customer = "CUS", lines = Lines });

    private static object[] Lines => [new { line = 1, product = TestBook.Gpu, quantity = 100, from = "2026-01-01", until = "2027-12-31" }];

    private static object Amendment(string amendment, string termClass, string value) =>
        new { agreement = "SA-1", amendment, reason = "x", confidentialTerms = new[] { new { term = "unitPrice", @class = termClass, value } } };

    private static async Task<Reply> EraseAsync(Partners book, string party, object body, string agreement = "SA-1") =>
        (await book.PostAsync(party, $"agreements/{agreement}/terms/erasures", body)).Reply;

    private static async Task<string[]> StatusesAsync(Partners book, string party, string[] digests)
    {
        var terms = (await book.GetAsync(party, "agreements/SA-1/terms")).Reply.MustBe(200).Json.List("terms");
        return [.. digests.Select(digest => terms.Single(t => t.Text("digest") == digest).Text("status"))];
    }

    /// <summary>What the idempotency record keeps of a request, made as the library makes it.</summary>
    private static async Task<string> FingerprintAsync(string path, string body)
    {
        var context = new DefaultHttpContext();
        (context.Request.Method, context.Request.Path) = ("POST", path);
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        return (await HttpHandler.ComputeDeduplicationFingerprintAsync(context, "key"))!;
    }

    private async Task<Partners> OpenAsync()
    {
        var book = await own.BookAsync();
        await book.MustPostAsync("parties", new { party = "SUP2", name = "Another", roles = new[] { "supplier" } });
        return new Partners(book, own.Client, "live");
    }

    private async Task<string?> KeyAsync(Partners book, string termClass) =>
        await own.ScalarAsync(
            "select encode(wrapped, 'hex') from agreements.confidential_key "
            + $"where book = '{book.Book.Code}' and agreement = 'SA-1' and class = '{termClass}'") as string;

    private async Task<List<string>> TablesAsync()
    {
        var tables = new List<string>();
        await using var command =
            own.Database.CreateCommand(
                "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')");
        await using var row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync())
        {
            tables.Add(row.GetString(0));
        }

        return tables;
    }

    private async Task<long> FindAsync(string text, string table)
    {
        var bytes = Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text));
        return (long)(await own.ScalarAsync($"select count(*) from {table} t where t::text ilike '%{text}%' or t::text like '%{bytes}%'"))!;
    }
}
