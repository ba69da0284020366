using System.Net.Http.Json;

namespace Ledger.Http.Tests.Access;

/// <summary>On a database of its own, so that all of it can be searched.</summary>
public sealed class Nothing_secret_is_kept(OwnHost own) : IClassFixture<OwnHost>
{
    [Fact]
    public async Task A_key_is_shown_once_and_no_table_holds_its_secret()
    {
        var book = await own.BookAsync();
        using var client = own.Client;
        (await client.PostAsync($"/books/{book.Code}/apps", new { app = "erp", party = "SUP", name = "x" })).MustBe(201);
        var (first, second) = (await AskAsync(client, book), await AskAsync(client, book));
        var key = first.MustBe(200).Json.Text("apiKey");
        Assert.Equal(first.Json.GetProperty("events").ToString(), second.MustBe(200).Json.GetProperty("events").ToString());
        Assert.DoesNotContain("apiKey", second.Text);
        Assert.DoesNotContain("lgk_", second.Text);

        // It was used, and it failed, so that what is written about either is there to be searched as well.
        (await client.GetAsync($"/books/{book.Code}/me", key)).MustBe(200);
        (await client.GetAsync($"/books/{book.Code}/me", Door.WithAnotherSecret(key))).MustBe(401);
        await book.GetWhenAsync("access/failures", f => f.List("items").Length == 1);

        var secret = key.Split('_')[3][..43];
        var operatorsSecret = client.DefaultRequestHeaders.Authorization!.Parameter!.Split('_')[3][..43];
        Assert.Equal(1L, await FindAsync(Door.IdOf(key), "access.api_key"));
        foreach (var table in await TablesAsync())
        {
            Assert.True(await FindAsync(secret, table) == 0L, $"{table} holds the secret.");
            Assert.True(await FindAsync(operatorsSecret, table) == 0L, $"{table} holds the operator's secret.");
        }
    }

    [Fact]
    public async Task The_operators_key_is_in_a_file_that_nobody_else_may_read()
    {
        var file = own.Setting("Access:OperatorKeyFile")!;
        Assert.Matches("^lgk_live_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}\n$", await File.ReadAllTextAsync(file));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.Equal([file], Directory.GetFiles(Path.GetDirectoryName(file)!, Path.GetFileName(file) + "*"));
    }

    private static async Task<Reply> AskAsync(HttpClient client, TestBook book)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/books/{book.Code}/keys")
        {
            Content = JsonContent.Create(new { app = "erp", name = "first", mode = "live", scopes = new[] { "read", "write" } }),
            Headers = { { "Idempotency-Key", "shown-once" } },
        };
        return await client.SendAsync(request, key: null);
    }

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

        Assert.True(tables.Count > 20, string.Join(", ", tables));
        return tables;
    }

    /// <summary>Rows that hold the text, in any column and also where bytes are kept.</summary>
    private async Task<long> FindAsync(string text, string table)
    {
        var bytes = Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(text));
        return (long)(await own.ScalarAsync($"select count(*) from {table} t where t::text like '%{text}%' or t::text like '%{bytes}%'"))!;
    }
}
