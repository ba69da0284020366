using System.Net.Http.Json;
using Ledger.Access.OAuth;
using Ledger.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Http.Tests.Access;

/// <summary>All callers of the matrix, and the books that they send to: one of their own, and one of others.</summary>
public sealed class MatrixCallers : IAsyncLifetime
{
    private static readonly (string Party, Roles Role)[] Parties =
        [("SUP", Roles.Supplier), ("CUS", Roles.Customer), ("CAR", Roles.Carrier), ("INT", Roles.Integrator), ("AUD", Roles.Auditor)];

    private readonly List<MatrixCaller> _all = [];

    public TestBook Book { get; private set; } = null!;

    public TestBook Other { get; private set; } = null!;

    public IReadOnlyList<MatrixCaller> All => _all;

    public async Task InitializeAsync()
    {
        (Book, Other) = (await TestBook.OpenAsync(), await TestBook.OpenAsync());
        using var issuing = await LedgerHost.ClientAsync();
        using var anonymous = await LedgerHost.AnonymousAsync();
        foreach (var (party, role) in Parties)
        {
            await Book.MustPostAsync(
                "parties", new { party = $"{party}2", name = "Another of the same role", roles = new[] { role.ToString().ToLowerInvariant() } });
            var live = await KeyAsync(Book, party, "live");
            _all.Add(new($"{role}, key", live, role));
            _all.Add(new($"{role}, token", await anonymous.TokenAsync($"{Book.Code}/{party}-live", live), role));
            _all.Add(new($"{role}, token to read", await anonymous.TokenAsync($"{Book.Code}/{party}-live", live, "read"), role, Scopes.Read));
            _all.Add(new($"{role}, token to write", await anonymous.TokenAsync($"{Book.Code}/{party}-live", live, "write"), role, Scopes.Write));
            _all.Add(new($"{role}, key to read", await KeyAsync(Book, party, "reads", "read"), role, Scopes.Read));
            _all.Add(new($"{role}, key to write", await KeyAsync(Book, party, "writes", "write"), role, Scopes.Write));
            _all.Add(new($"another {role}, key", await KeyAsync(Book, $"{party}2", "live"), role, IsAnother: true));
            var elsewhere = await KeyAsync(Other, party, "live");
            _all.Add(new($"{role} of another book, key", elsewhere, role, IsElsewhere: true));
            _all.Add(new($"{role} of another book, token", await anonymous.TokenAsync($"{Other.Code}/{party}-live", elsewhere), role, IsElsewhere: true));
        }

        var operators = issuing.DefaultRequestHeaders.Authorization!.Parameter!;
        _all.Add(new("operator, key", operators, Roles.Operator));
        _all.Add(new("operator, token", await anonymous.TokenAsync("first-run", operators), Roles.Operator));
        await AddRefusedAsync(issuing, anonymous);

        async Task<string> KeyAsync(TestBook book, string party, string name, params string[] scopes) =>
            await Keys.IssueAsync(issuing, book.Code, party, $"{party}-{name}", scopes: scopes);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private async Task AddRefusedAsync(HttpClient issuing, HttpClient anonymous)
    {
        var key = await Keys.IssueAsync(issuing, Book.Code, "SUP", "proper");
        var (revoked, expired) = (await Keys.IssueAsync(issuing, Book.Code, "SUP", "revoked"), await ExpiredAsync(issuing));
        var soonRevoked = await anonymous.TokenAsync($"{Book.Code}/revoked", revoked);
        (await Reply.OfAsync(await issuing.PostAsJsonAsync($"/books/{Book.Code}/keys/revoke", new { key = revoked.Split('_')[2], reason = "leaked" })))
            .MustBe(200);
        var nobody = (401, "not-authenticated");
        _all.AddRange([
            new("nobody", null, Refused: nobody),
            new("empty bearer", "", Refused: nobody),
            new("key with a slip", key[..^1] + (key[^1] == '0' ? '1' : '0'), Refused: nobody),
            new("half a key", key[..^20], Refused: nobody),
            new("key with another mode", key.Replace("live", "test"), Refused: nobody),
            new("well-formed key that nobody has", Ledger.Access.Keys.KeyText.Draw(Ledger.Access.Apps.KeyMode.Live).ToString(), Refused: nobody),
            new("id of a key with another secret",
                (Ledger.Access.Keys.KeyText.Draw(Ledger.Access.Apps.KeyMode.Live) with { Id = key.Split('_')[2] }).ToString(), Refused: nobody),
            new("expired key", expired, Refused: (401, "key-expired")),
            new("revoked key", revoked, Refused: (401, "key-revoked")),
            new("token of a revoked key", soonRevoked, Refused: nobody),
        ]);

        var signing = (await LedgerHost.AlbaAsync).Services.GetRequiredService<SigningKeys>().Current()[0];
        var forged = new ForgedTokens(await anonymous.TokenAsync($"{Book.Code}/proper", key), signing);
        _all.Add(new("token made over again", forged.Genuine, Roles.Supplier));
        _all.AddRange(forged.All().Select(token => new MatrixCaller($"forged token: {token.Forgery}", token.Token, Refused: nobody)));

        // A key that was found a moment ago is remembered for some seconds; the matrix begins when its revocation has come through.
        await anonymous.MustBecomeAsync($"/books/{Book.Code}/me", revoked, "key-revoked");
        await anonymous.MustBecomeAsync($"/books/{Book.Code}/me", expired, "key-expired");
        await anonymous.MustBecomeAsync($"/books/{Book.Code}/me", soonRevoked, nobody.Item2);
    }

    private async Task<string> ExpiredAsync(HttpClient issuing)
    {
        var soon = TimeProvider.System.GetUtcNow().AddSeconds(1);
        (await Reply.OfAsync(await issuing.PostAsJsonAsync($"/books/{Book.Code}/apps", new { app = "expired", party = "SUP", name = "x" }))).MustBe(201);
        var issued = await Reply.OfAsync(await issuing.PostAsJsonAsync(
            $"/books/{Book.Code}/keys", new { app = "expired", name = "first", mode = "live", scopes = new[] { "read", "write" }, expiresAt = soon }));
        return issued.MustBe(200).Json.Text("apiKey");
    }
}
