namespace Ledger.Http.Tests.Access;

public sealed class Keys_of_apps
{
    [Fact]
    public async Task A_key_works_from_the_moment_that_it_is_shown()
    {
        var (book, client) = (await TestBook.OpenAsync(), await LedgerHost.ClientAsync());
        var issued = await IssueAsync(book, "erp", "first");
        var key = issued.MustBe(200).Json.Text("apiKey");
        Assert.Matches("^lgk_live_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}$", key);
        Assert.Equal("access.key-issued.v1", issued.Json.List("events")[0].Text("type"));

        var me = (await client.GetAsync($"/books/{book.Code}/me", key)).MustBe(200).Json;
        Assert.Equal(("SUP", "erp", book.Code, "live"), (me.Text("party"), me.Text("app"), me.Text("book"), me.Text("mode")));
        Assert.Equal(["supplier"], me.Texts("roles"));
        Assert.Equal(["read", "write"], me.Texts("scopes"));
        Assert.Contains("ShipBatch", me.Texts("commands"));
        Assert.DoesNotContain("PlaceOrder", me.Texts("commands"));
        Assert.Contains("ReadStock", me.Texts("reads"));
        Assert.DoesNotContain("ListKeys", me.Texts("reads"));
    }

    [Fact]
    public async Task A_key_is_listed_without_what_proves_it()
    {
        var (book, client) = (await TestBook.OpenAsync(), await LedgerHost.ClientAsync());
        var key = (await IssueAsync(book, "erp", "first")).MustBe(200).Json.Text("apiKey");
        var listed = Assert.Single((await book.PagesAsync("keys", 3)), k => k.Text("key") == Door.IdOf(key));
        Assert.Equal(
            ("first", "erp", "SUP", "live", "active"),
            (listed.Text("name"), listed.Text("app"), listed.Text("party"), listed.Text("mode"), listed.Text("state")));
        Assert.Null(listed.TextOrNull("lastUsedAt"));
        Assert.DoesNotContain("hash", listed.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains(await book.PagesAsync("apps", 2), a => a.Text("app") == "erp" && a.Text("party") == "SUP" && a.EnumerateObject().Count() == 3);

        (await client.GetAsync($"/books/{book.Code}", key)).MustBe(200);
        await book.GetWhenAsync("keys?limit=200", keys => keys.List("items").Single(k => k.Text("key") == Door.IdOf(key)).TextOrNull("lastUsedAt") is not null);
    }

    [Fact]
    public async Task A_third_key_is_refused_until_one_of_the_two_is_gone()
    {
        var (book, client) = (await TestBook.OpenAsync(), await LedgerHost.ClientAsync());
        var first = (await IssueAsync(book, "erp", "first")).MustBe(200).Json.Text("apiKey");
        (await client.IssueAsync(book.Code, "erp", "second")).MustBe(200);
        (await client.IssueAsync(book.Code, "erp", "third")).MustRefuse(409, "too-many-keys");
        (await client.IssueAsync(book.Code, "erp", "test-1", "test")).MustBe(200);
        (await client.PostAsync($"/books/{book.Code}/keys/revoke", new { key = Door.IdOf(first), reason = "replaced" })).MustBe(200);
        (await client.IssueAsync(book.Code, "erp", "third")).MustBe(200);
        (await client.IssueAsync(book.Code, "nobody", "first")).MustRefuse(404, "unknown-app");
    }

    [Fact]
    public async Task A_revoked_key_ends_within_five_seconds()
    {
        var (book, client) = (await TestBook.OpenAsync(), await LedgerHost.ClientAsync());
        var key = (await IssueAsync(book, "erp", "first")).MustBe(200).Json.Text("apiKey");
        (await client.GetAsync($"/books/{book.Code}/me", key)).MustBe(200);
        (await client.PostAsync($"/books/{book.Code}/keys/revoke", new { key = Door.IdOf(key), reason = "lost" })).MustBe(200);
        await client.MustBecomeAsync($"/books/{book.Code}/me", key, "key-revoked");

        Assert.Equal("revoked", (await book.PagesAsync("keys", 200)).Single(k => k.Text("key") == Door.IdOf(key)).Text("state"));
        (await client.GetAsync($"/books/{book.Code}/me", Door.WithAnotherSecret(key))).MustRefuse(401, "not-authenticated");
    }

    [Fact]
    public async Task A_rotated_key_goes_on_for_its_grace_and_the_new_one_works_at_once()
    {
        var (book, client) = (await TestBook.OpenAsync(), await LedgerHost.ClientAsync());
        var old = (await IssueAsync(book, "erp", "first")).MustBe(200).Json.Text("apiKey");
        var rotated = (await client.PostAsync($"/books/{book.Code}/keys/rotate", new { key = Door.IdOf(old), name = "second" }))
            .MustBe(200).Json.Text("apiKey");
        foreach (var key in new[] { old, rotated })
        {
            (await client.GetAsync($"/books/{book.Code}/me", key)).MustBe(200);
        }

        var listed = (await book.PagesAsync("keys", 200)).Single(k => k.Text("key") == Door.IdOf(old));
        Assert.Equal("expiring", listed.Text("state"));
        Assert.InRange(listed.GetProperty("expiresAt").GetDateTimeOffset() - TimeProvider.System.GetUtcNow(), TimeSpan.FromHours(23.9), TimeSpan.FromHours(24));

        (await client.PostAsync($"/books/{book.Code}/keys/revoke", new { key = Door.IdOf(old), reason = "changed over" })).MustBe(200);
        (await client.PostAsync($"/books/{book.Code}/keys/rotate", new { key = Door.IdOf(rotated), name = "third", graceMinutes = 0 })).MustBe(200);
        await client.MustBecomeAsync($"/books/{book.Code}/me", rotated, "key-expired");
    }

    [Fact]
    public async Task A_key_of_another_book_is_unknown_here_to_its_operator_too()
    {
        var (book, other, client) = (await TestBook.OpenAsync(), await TestBook.OpenAsync(), await LedgerHost.ClientAsync());
        var key = Door.IdOf((await IssueAsync(book, "erp", "first")).MustBe(200).Json.Text("apiKey"));
        (await client.PostAsync($"/books/{other.Code}/keys/revoke", new { key, reason = "x" })).MustRefuse(404, "unknown-key");
        (await client.PostAsync($"/books/{other.Code}/keys/rotate", new { key, name = "x" })).MustRefuse(404, "unknown-key");
        (await client.PostAsync($"/books/{book.Code}/apps", new { app = "x", party = "NOBODY", name = "x" })).MustRefuse(404, "unknown-party");
        Assert.DoesNotContain(await other.PagesAsync("keys", 200), k => k.Text("key") == key);
    }

    [Fact]
    public async Task The_operator_has_keys_of_its_own_in_a_room_that_is_no_book()
    {
        var client = await LedgerHost.ClientAsync();
        var app = $"console-{Guid.NewGuid():N}";
        (await client.PostAsync("/books/_operator/apps", new { app, party = "SUP", name = "x" })).MustRefuse(404, "unknown-party");
        (await client.PostAsync("/books/_operator/apps", new { app, party = "operator", name = "x" })).MustBe(201);
        (await client.IssueAsync(Door.OperatorRoom, app, "first", "test")).MustRefuse(409, "live-only");
        var key = (await client.IssueAsync(Door.OperatorRoom, app, "first")).MustBe(200).Json.Text("apiKey");
        var me = (await client.GetAsync("/books/_operator/me", key)).MustBe(200).Json;
        Assert.Equal(("operator", app), (me.Text("party"), me.Text("app")));
        Assert.Equal(["IssueKey", "RegisterApp", "RevokeKey", "RotateKey", "RotateLogKey"], me.Texts("commands"));
        (await client.GetAsync("/books/_operator/keys", key)).MustBe(200);
        (await client.GetAsync("/books/_operator/stock", key)).MustRefuse(404, "unknown-book");
        (await client.PostAsync("/books/_operator/open", new { name = "x", purpose = "live", parties = Array.Empty<object>() }))
            .MustRefuse(404, "unknown-book");

        var book = await TestBook.OpenAsync();
        (await client.GetAsync($"/books/{book.Code}/keys", key)).MustBe(200);
        (await client.GetAsync("/books/_operator/keys", (await IssueAsync(book, "erp", "first")).Json.Text("apiKey"))).MustRefuse(404, "unknown-book");
    }

    internal static async Task<Reply> IssueAsync(TestBook book, string app, string name, string party = "SUP")
    {
        var client = await LedgerHost.ClientAsync();
        (await client.PostAsync($"/books/{book.Code}/apps", new { app, party, name = "A test's app" })).MustBe(201);
        return await client.IssueAsync(book.Code, app, name);
    }
}
