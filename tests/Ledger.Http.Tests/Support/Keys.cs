using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Ledger.Contracts;

namespace Ledger.Http.Tests;

/// <summary>Keys of a book's parties, one a role, issued when they are first needed.</summary>
/// <param name="parties">Those whose keys these are, where the book has several of a role; without any, the first of each.</param>
public sealed class Keys(HttpClient client, string book, params string[] parties)
{
    private ConcurrentDictionary<Roles, Lazy<Task<string?>>> _byRole = new();

    /// <summary>The same keys, and new ones from another host.</summary>
    public Keys Through(HttpClient other) => new(other, book, parties) { _byRole = _byRole };

    /// <returns>Null where the operator's own key has to do: for the operator, and where the book has no party with the role.</returns>
    public async Task<AuthenticationHeaderValue?> OfAsync(Roles role)
    {
        if (role == Roles.Operator)
        {
            return null;
        }

        var key = await _byRole.GetOrAdd(role, _ => new(() => IssueAsync(role))).Value;
        if (key is null)
        {
            // The book may not be open yet, or the party not be in it.
            _byRole.TryRemove(role, out _);
        }

        return key is null ? null : new("Bearer", key);
    }

    /// <summary>Registers an app for the party and gives it a key.</summary>
    public static async Task<string> IssueAsync(HttpClient client, string book, string party, string app, string mode = "live", params string[] scopes)
    {
        (await Reply.OfAsync(await client.PostAsJsonAsync($"/books/{book}/apps", new { app, party, name = "A test's app" }))).MustBe(201);
        var issued =
            await Reply.OfAsync(
            await client.PostAsJsonAsync($"/books/{book}/keys", new { app, name = "first", mode, scopes = scopes.Length == 0 ? ["read", "write"] : scopes }));
        return issued.MustBe(200).Json.Text("apiKey");
    }

    private async Task<string?> IssueAsync(Roles role)
    {
        var all = await Reply.OfAsync(await client.GetAsync($"/books/{book}/parties?limit=200"));
        var party = (int)all.Status == 200 ? all.Json.List("items").Where(p => p.Texts("roles").Contains(role.ToString().ToLowerInvariant()))
            .Select(p => p.Text("party")).FirstOrDefault(p => parties.Length == 0 || parties.Contains(p)) : null;
        return party is null ? null : await IssueAsync(client, book, party, string.Join('-', [party, role.ToString(), .. parties]));
    }
}
