using Ledger.Cli.Load;
using Ledger.Cli.Shared;
using Ledger.Client.Contracts;
using Ledger.Client.Credentials;

namespace Ledger.Cli.Keys;

/// <summary>
/// The keys that a load has at hand: for each line one that may post it. A ring with the operator's key has the others made when they are needed.
/// </summary>
internal sealed class KeyRing : IAsyncDisposable
{
    /// <summary>Name of the file that holds the operator's key.</summary>
    public const string Operator = "operator";

    private readonly Connection _at;
    private readonly string? _directory;
    private readonly Action<string> _say;
    private readonly List<KeyClient> _keys = [];
    private readonly HashSet<string> _issuedFor = [];

    private KeyRing(Connection at, string? directory, Action<string> say) => (_at, _directory, _say) = (at, directory, say);

    /// <summary>For what everyone may read. The operator sees all of the book, so that its answer is the same whoever else is in the ring.</summary>
    public KeyClient Any => _keys.Find(key => key.IsOperator) ?? _keys.Find(key => key.Me?.Commands.Contains("SignAgreement") is true) ?? _keys[0];

    /// <param name="directory">Where the keys are, one a file; null for the one key that <paramref name="at"/> has.</param>
    /// <param name="operatorKey">File of the operator's key, else it may be in the directory.</param>
    public static async Task<KeyRing> Open(Connection at, string? directory, string? operatorKey, Action<string> say, CancellationToken cancel)
    {
        var ring = new KeyRing(at, directory, say);
        if (operatorKey is not null) ring.Add(Operator, ApiKey.FromFile(operatorKey));
        ring.Read();
        if (ring._keys.Count == 0) ring.Add("key", at.Credential);
        foreach (var key in ring._keys.Where(_ => directory is not null || operatorKey is not null)) await key.Ask(cancel);
        return ring;
    }

    /// <summary>A key for the line at the beginning, and how many lines from there on it may post.</summary>
    public async Task<(KeyClient Key, int Count)> Next(IReadOnlyList<CommandLine> lines, int begin, CancellationToken cancel)
    {
        if (_keys.Count == 1 && !_keys[0].IsOperator) return (_keys[0], lines.Count - begin);
        var key = await For(lines[begin], cancel);
        var count = 1;
        // A book that is opened changes what every key may do.
        if (key.Me is not null)
        {
            while (begin + count < lines.Count && Best(lines[begin + count]) == key) count++;
        }

        return (key, count);
    }

    public ValueTask DisposeAsync()
    {
        _keys.ForEach(key => key.Ledger.Dispose());
        return ValueTask.CompletedTask;
    }

    /// <summary>With no key that may, the ledger is left to say so.</summary>
    private async Task<KeyClient> For(CommandLine line, CancellationToken cancel)
    {
        if (Best(line) is { Me: not null } known) return known;
        foreach (var key in _keys) await key.Ask(cancel);
        var issuer = _keys.Find(key => key is { IsOperator: true, Me: not null });
        if (Best(line) is null && _directory is not null && issuer is not null && _issuedFor.Add(line.Type))
        {
            await new RoleKeyIssuer(_at, issuer.Ledger, _directory, KeyMode.Live, _say).Make(cancel);
            Read();
            foreach (var key in _keys.Where(key => key.Me is null)) await key.Ask(cancel);
            if (Best(line) is not null) _issuedFor.Clear();
        }

        return Best(line) ?? Any;
    }

    /// <summary>
    /// Several may have the right in general; then the party that the line is by is meant, or one that it names, else the operator, whose key was there before
    /// any other. So a line is sent by the same party in every run, which its idempotency key belongs to.
    /// </summary>
    private KeyClient? Best(CommandLine line)
    {
        KeyClient[] able = [.. _keys.Where(key => key.IsValid && key.May(line.Type))];
        return able.Length <= 1
            ? able.FirstOrDefault()
            : able.MinBy(key => (!line.IsBy(key.Me?.Party), !(key.Me is { } me && line.Names(me.Party)), !key.IsOperator));
    }

    private void Read()
    {
        if (_directory is null || !Directory.Exists(_directory)) return;
        foreach (var file in Directory.GetFiles(_directory).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(file);
            if (_keys.Exists(key => key.Name == name && key.IsValid)) continue;
            _keys.RemoveAll(key => key.Name == name);
            Add(name, ApiKey.FromFile(file));
        }
    }

    private void Add(string name, ICredential? credential) => _keys.Add(new KeyClient(name, (_at with { Credential = credential }).Open()));
}
