using System.Security.Cryptography;
using Ledger.Store.Hosts;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;

namespace Ledger.Access.OAuth;

/// <summary>
/// The keys of the ledger's own tokens, as their file holds them now. The file is looked at whenever a key is needed, so a rotation needs no restart, and
/// a token that another host has just signed with a new key is known at once.
/// </summary>
public sealed partial class SigningKeys : ISharedSecret, IOptionsChangeTokenSource<OpenIddictServerOptions>, IHostedService, IDisposable
{
    public const string Setting = "Access:SigningKeyFile";

    private readonly Lock _loading = new();
    private readonly ILogger<SigningKeys> _log;
    private readonly SigningKeyFile _file;
    private ((DateTime, long) Stamp, IReadOnlyList<ECDsaSecurityKey> Keys)? _loaded;
    private CancellationTokenSource _changed = new();

    public SigningKeys(IConfiguration configuration, ILogger<SigningKeys> log)
    {
        _log = log;
        Path = PrivateFile.PathOf(configuration, Setting);
        _file = new SigningKeyFile(Path);
    }

    public string Path { get; }

    public string Name => "token-signing";

    public string Place => Path;

    /// <summary>Whoever rotates may take old keys out of the file.</summary>
    public bool MayForget => true;

    string? IOptionsChangeTokenSource<OpenIddictServerOptions>.Name => Options.DefaultName;

    /// <summary>The newest first: it signs, the others are only honoured.</summary>
    public IReadOnlyList<ECDsaSecurityKey> Current()
    {
        var stamp = _file.Stamp;
        if (_loaded is { } loaded && loaded.Stamp == stamp)
        {
            return loaded.Keys;
        }

        lock (_loading)
        {
            return Load(stamp);
        }
    }

    public SecurityKey? Find(string? keyId) => Current().FirstOrDefault(key => key.KeyId == keyId);

    public IChangeToken GetChangeToken() => new CancellationChangeToken(_changed.Token);

    public Task MakeIfAbsentAsync(CancellationToken ct) => _file.MakeIfAbsentAsync(ct);

    /// <summary>Thumbprints of the public keys, which everybody may read anyway.</summary>
    public IReadOnlyList<string> Digests() => [.. _file.ReadAll().Select(key => key.KeyId)];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        LogKeys(Path, Current()[0].KeyId);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _changed.Dispose();

    private IReadOnlyList<ECDsaSecurityKey> Load((DateTime, long) stamp)
    {
        if (_loaded is { } loaded && loaded.Stamp == stamp)
        {
            return loaded.Keys;
        }

        try
        {
            _loaded = (stamp, _file.Read());
        }
        catch (Exception e) when (_loaded is not null && e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            // The keys of before stay good: a slip in the file must not stop a running ledger.
            LogUnreadable(e, Path);
            _loaded = (stamp, _loaded!.Value.Keys);
            return _loaded.Value.Keys;
        }

        using var before = Interlocked.Exchange(ref _changed, new CancellationTokenSource());
        before.Cancel();
        return _loaded.Value.Keys;
    }

    [LoggerMessage(LogLevel.Information, "Tokens are signed with key {KeyId} of {Path}")]
    private partial void LogKeys(string path, string keyId);

    [LoggerMessage(LogLevel.Error, "{Path} cannot be read; tokens are still signed with the keys read from it before")]
    private partial void LogUnreadable(Exception exception, string path);
}
