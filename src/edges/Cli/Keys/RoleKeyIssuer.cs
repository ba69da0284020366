using Ledger.Cli.Shared;
using Ledger.Client;
using Ledger.Client.Contracts;
using Ledger.Client.Credentials;
using Ledger.Client.Reading;

namespace Ledger.Cli.Keys;

/// <summary>A key that a directory has for a party in one of its roles.</summary>
/// <param name="IsNew">It was issued just now.</param>
internal sealed record RoleKey(string File, string Party, string Role, bool IsNew);

/// <summary>
/// Issues, as the operator, a key for every role of every party of the book, each to an app of its own and into a file named by the role. What is there and
/// still good is kept.
/// </summary>
internal sealed class RoleKeyIssuer(Connection at, LedgerClient ledger, string directory, KeyMode mode, Action<string> say)
{
    private readonly string _mode = mode == KeyMode.Test ? "test" : "live";

    public async Task<IReadOnlyList<RoleKey>> Make(CancellationToken cancel)
    {
        var made = new List<RoleKey>();
        await foreach (var party in ledger.Reads.ListPartiesAsync(cancel: cancel))
        {
            foreach (var role in party.Roles) made.Add(await Make(party, role, cancel));
        }

        return made;
    }

    private async Task<RoleKey> Make(BookParty party, string role, CancellationToken cancel)
    {
        foreach (var name in new[] { role, $"{role}-{party.Party}" })
        {
            var file = Path.Combine(directory, name);
            var holder = await HolderOf(file, cancel);
            if (holder is { } it && it.Party == party.Party && it.Mode == _mode) return new(file, party.Party, role, false);
            if (holder is not null) continue;
            KeyFile.Write(file, await Issue(mode == KeyMode.Test ? $"cli-test-{name}" : $"cli-{name}", party, role, cancel));
            say($"issued a key to {party.Party} as {role}: {file}");
            return new(file, party.Party, role, true);
        }

        throw new IOException($"{Path.Combine(directory, role)} and {role}-{party.Party} contain other keys. Choose another directory.");
    }

    /// <returns>Whose key it is and for what; null when there is none, or the ledger does not take it any more.</returns>
    private async Task<Me?> HolderOf(string file, CancellationToken cancel)
    {
        if (!File.Exists(file)) return null;
        using var client = (at with { Credential = ApiKey.FromFile(file) }).Open();
        var key = new KeyClient(file, client);
        await key.Ask(cancel);
        return key.Me;
    }

    /// <summary>The app is this tool's own: keys of it whose file is gone are of no use to anybody, and are revoked.</summary>
    private async Task<string> Issue(string app, BookParty party, string role, CancellationToken cancel)
    {
        await foreach (var lost in ledger.Reads.ListKeysAsync(cancel: cancel))
        {
            if (lost.App == app && lost.State is KeyState.Active or KeyState.Expiring) Accept(
                await ledger.SendAsync(new RevokeKey(lost.Key, "its file is gone"), cancel: cancel));
        }

        if (await ledger.SendAsync(
            new RegisterApp(app, party.Party, $"{party.Name} by the command line ({role})"),
            cancel: cancel) is Refused { Problem: { Code: not "already-recorded" } problem })
        {
            throw new LedgerRefusedException(problem);
        }

        var name = $"{role}-{Guid.CreateVersion7():N}";
        IReadOnlyList<KeyScope> scopes = role == "auditor" ? [KeyScope.Read] : [KeyScope.Read, KeyScope.Write];
        // A key whose first answer was lost is never shown; the next round revokes it.
        return Accept(await ledger.SendAsync(new IssueKey(app, name, mode, scopes), cancel: cancel)).IssuedKey ?? await Issue(app, party, role, cancel);
    }

    private static Recorded Accept(Outcome outcome) => outcome as Recorded ?? throw new LedgerRefusedException(((Refused)outcome).Problem);
}
