namespace Ledger.Client.Credentials;

/// <summary>An API key of an app, <c>lgk_live_…</c> or <c>lgk_test_…</c>.</summary>
public sealed class ApiKey(string key) : ICredential
{
    private readonly string _key = key.Trim();

    /// <summary>The key in a file, which should be readable to its owner only.</summary>
    public static ApiKey FromFile(string path) => new(File.ReadAllText(path));

    /// <inheritdoc />
    public ValueTask<string> BearerAsync(CancellationToken cancel) => ValueTask.FromResult(_key);

    /// <inheritdoc />
    public bool Renew(string refused) => false;

    /// <summary>Says nothing: a key belongs into no log.</summary>
    public override string ToString() => nameof(ApiKey);
}
