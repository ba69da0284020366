using Ledger.Sealing.Notes;
using Ledger.Store.Hosts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ledger.Audit.Log.Keys;

/// <summary>
/// The keys that logs are signed with, as the file holds them now. It is looked at again whenever it has changed, so a rotation needs no restart.
/// </summary>
public sealed partial class LogKeys(LogSettings settings, NpgsqlDataSource database, ILogger<LogKeys> log) : ISharedSecret, IHostedService
{
    private readonly LogKeyFile _file = new(settings.KeyFile, settings.Name);
    private readonly Lock _loading = new();
    private ((DateTime, long) Stamp, IReadOnlyList<SignerKey> Keys)? _loaded;

    public string Name => "log";

    public string Place => _file.Path;

    public bool MayForget => false;

    public Task MakeIfAbsentAsync(CancellationToken ct) => _file.MakeIfAbsentAsync(ct);

    /// <summary>What everybody verifies the log with, under one name.</summary>
    public IReadOnlyList<string> Digests() => [.. Current().Select(key => key.WithName("ledger").Verifier.ToString())];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        LogUsed(_file.Path, Current()[^1].Verifier.ToString());
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The verifier key of one of a book's generations; null when the file does not hold it.</summary>
    public string? Find(string book, int generation) => Current() is var keys && generation <= keys.Count ? VerifierOf(keys[generation - 1], book) : null;

    /// <summary>The verifier key of the generation that comes next; it is in the file afterwards.</summary>
    public async Task<string> NextAsync(string book, int generation, CancellationToken ct)
    {
        var key = await SharedSecrets.AddAsync(database, this, () => _file.EnsureAsync(generation, ct), ct);
        return VerifierOf(key, book);
    }

    /// <summary>All keys that ever signed the book's heads, the first generation first.</summary>
    /// <param name="rotations">Those that are sealed, in order.</param>
    /// <exception cref="MissingKeyException">The file does not hold what was announced in the book.</exception>
    internal IReadOnlyList<SignerKey> GenerationsOf(string book, IReadOnlyList<Rotation> rotations)
    {
        var keys = Current();
        if (keys.Count <= rotations.Count)
        {
            throw new MissingKeyException(
                $"{_file.Path} holds {keys.Count} keys, but this book's log is signed with the key of generation {rotations.Count + 1}");
        }

        SignerKey[] ours = [.. keys.Take(rotations.Count + 1).Select(key => key.WithName(settings.OriginOf(book)))];
        for (var i = 0; i < rotations.Count; i++)
        {
            if (ours[i].Verifier.ToString() != rotations[i].OldKey || ours[i + 1].Verifier.ToString() != rotations[i].NewKey)
            {
                throw new MissingKeyException($"{_file.Path} does not hold the keys of rotation {i + 1}, from {rotations[i].OldKey} to {rotations[i].NewKey}");
            }
        }

        return ours;
    }

    /// <summary>Who signs a head now: the present generation first, then those that still overlap with it.</summary>
    internal static IEnumerable<SignerKey> SignersOf(IReadOnlyList<SignerKey> generations, IReadOnlyList<Rotation> rotations, DateTimeOffset now) =>
        generations.Where((_, i) => i == rotations.Count || rotations[i].OverlapUntil > now).Reverse();

    private string VerifierOf(SignerKey key, string book) => key.WithName(settings.OriginOf(book)).Verifier.ToString();

    private IReadOnlyList<SignerKey> Current()
    {
        lock (_loading)
        {
            var stamp = _file.Stamp;
            if (_loaded is not { } loaded || loaded.Stamp != stamp)
            {
                var keys = _file.Read();
                _loaded = (stamp, keys.Count > 0 ? keys : throw new FormatException($"{_file.Path} holds no key."));
            }

            return _loaded.Value.Keys;
        }
    }

    [LoggerMessage(LogLevel.Information, "The log is signed with the keys in {Path}; the newest is {Key}")]
    private partial void LogUsed(string path, string key);
}

/// <param name="OverlapUntil">Until then the key before signs too.</param>
internal sealed record Rotation(string OldKey, string NewKey, DateTimeOffset OverlapUntil);

/// <summary>The key file does not hold a key that is needed; nothing can be signed until it does.</summary>
internal sealed class MissingKeyException(string what) : Exception(what);
