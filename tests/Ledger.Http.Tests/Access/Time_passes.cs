namespace Ledger.Http.Tests.Access;

/// <summary>On a host of its own, whose clock is set forward.</summary>
public sealed class Time_passes(OwnHost own) : IClassFixture<OwnHost>
{
    [Fact]
    public async Task A_key_ends_at_the_very_moment_that_it_was_issued_for()
    {
        var book = await own.BookAsync();
        using var client = own.Client;
        (await client.PostAsync($"/books/{book.Code}/apps", new { app = "erp", party = "SUP", name = "x" })).MustBe(201);
        var now = own.Now;
        var key = (await client.IssueAsync(book.Code, "erp", "first", expiresAt: now.AddMinutes(10))).MustBe(200).Json.Text("apiKey");
        (await client.GetAsync($"/books/{book.Code}/me", key)).MustBe(200);
        own.Pass(TimeSpan.FromMinutes(10));
        (await client.GetAsync($"/books/{book.Code}/me", key)).MustRefuse(401, "key-expired");
        Assert.Equal("expired", (await book.PagesAsync("keys", 200)).Single(k => k.Text("key") == Door.IdOf(key)).Text("state"));
    }

    [Fact]
    public async Task The_last_use_is_written_once_a_minute_at_most()
    {
        var book = await own.BookAsync();
        using var client = own.Client;
        var key = await Keys.IssueAsync(client, book.Code, "SUP", "erp");
        var first = await UsedAsync(_ => true);
        own.Pass(TimeSpan.FromSeconds(20));
        (await client.GetAsync($"/books/{book.Code}/me", key)).MustBe(200);
        // Uses are written together: once that of another key is there, which came later, this one's would be, too.
        var other = await Keys.IssueAsync(client, book.Code, "SUP", "wms");
        (await client.GetAsync($"/books/{book.Code}/me", other)).MustBe(200);
        await book.GetWhenAsync(
            "keys?limit=200", keys => keys.List("items").Single(k => k.Text("key") == Door.IdOf(other)).TextOrNull("lastUsedAt") is not null);
        Assert.Equal(first, await UsedAsync(_ => true, uses: false));
        own.Pass(TimeSpan.FromSeconds(60));
        Assert.True(await UsedAsync(at => at > first) > first);

        async Task<DateTimeOffset> UsedAsync(Func<DateTimeOffset, bool> isThere, bool uses = true)
        {
            if (uses)
            {
                (await client.GetAsync($"/books/{book.Code}/me", key)).MustBe(200);
            }

            var keys =
                await book.GetWhenAsync(
                    "keys?limit=200", keys => Of(keys).TextOrNull("lastUsedAt") is not null && isThere(Of(keys).GetProperty("lastUsedAt").GetDateTimeOffset()));
            return Of(keys.Json).GetProperty("lastUsedAt").GetDateTimeOffset();
        }

        System.Text.Json.JsonElement Of(System.Text.Json.JsonElement keys) => keys.List("items").Single(k => k.Text("key") == Door.IdOf(key));
    }
}
