using Alba;
using Ledger.Access.Operator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Ledger.Http.Tests.Access;

/// <summary>Goal: what one host knows of keys all know. Method: two start at once on one empty database.</summary>
public sealed class Several_hosts
{
    [Fact]
    public async Task Two_first_starts_make_one_key_and_a_key_that_one_host_revokes_ends_on_the_other()
    {
        var cluster = await LedgerHost.ClusterAsync();
        var name = $"access_{Guid.NewGuid():N}";
        var connection = await cluster.CreateDatabaseAsync(name);
        var folder = Directory.CreateTempSubdirectory("ledger-first-keys-");
        var started = await Task.WhenAll(new[] { "one", "other" }.Select(file => LedgerHost.StartOnAsync(
            connection, isAlone: false, settings: new() { [FirstKey.Setting] = Path.Combine(folder.FullName, file) })));
        await using (var first = started[0])
        await using (var second = started[1])
        {
            var files = started.Select(FileOf).Where(File.Exists).ToList();
            var key = (await File.ReadAllTextAsync(Assert.Single(files))).Trim();
            using var here = LedgerHost.ClientOf(first, key);
            using var there = LedgerHost.ClientOf(second, key);
            (await there.GetAsync("/books/_operator/me", null)).MustBe(200);
            await using var count = first.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand("select count(*) from access.api_key");
            Assert.Equal(1L, await count.ExecuteScalarAsync());

            var book = await TestBook.OpenAsync(client: here);
            var partners = await Keys.IssueAsync(here, book.Code, "SUP", "erp");
            (await there.GetAsync($"/books/{book.Code}/me", partners)).MustBe(200);
            (await here.PostAsync($"/books/{book.Code}/keys/revoke", new { key = Door.IdOf(partners), reason = "lost" })).MustBe(200);
            await there.MustBecomeAsync($"/books/{book.Code}/me", partners, "key-revoked");
        }

        folder.Delete(recursive: true);
        await cluster.DropDatabaseAsync(name);
    }

    private static string FileOf(IAlbaHost host) => host.Services.GetRequiredService<IConfiguration>()[FirstKey.Setting]!;
}
