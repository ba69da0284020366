using Ledger.Sealing.Notes;

namespace Ledger.Audit.Log.Keys;

/// <summary>
/// The private keys of the log, outside the database: a line a generation, the first one first. Whoever holds the database alone cannot sign, and whoever holds
/// the file
/// alone has nothing to sign.
/// </summary>
internal sealed class LogKeyFile(string path, string name)
{
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(10);

    public string Path => path;

    /// <summary>Changes when the file does.</summary>
    public (DateTime, long) Stamp => new FileInfo(path) is { Exists: true } file ? (file.LastWriteTimeUtc, file.Length) : default;

    public Task MakeIfAbsentAsync(CancellationToken ct) =>
        PrivateFile.MakeIfAbsentAsync(path, () => $"{SignerKey.New(name, KeyKind.Log).Export()}\n", ct, PrivateFile.OwnerReads);

    /// <returns>Generation 1 first.</returns>
    /// <exception cref="FormatException">A line is no private key.</exception>
    public IReadOnlyList<SignerKey> Read() => [.. File.ReadAllLines(path).Where(line => line.Length > 0).Select(SignerKey.Parse)];

    /// <summary>Makes sure that the file has this generation, and returns it. Rotations of several books that come together get the same one.</summary>
    public async Task<SignerKey> EnsureAsync(int generation, CancellationToken ct)
    {
        await using var turn = await TakeTurnAsync(ct);
        var keys = Read();
        if (keys.Count < generation - 1)
        {
            throw new FormatException($"{path} holds {keys.Count} keys, so generation {generation} cannot be added next.");
        }

        if (keys.Count >= generation)
        {
            return keys[generation - 1];
        }

        var key = SignerKey.New(name, KeyKind.Log);
        await PrivateFile.ReplaceAsync(path, string.Concat(keys.Append(key).Select(k => k.Export() + "\n")), ct, PrivateFile.OwnerReads);
        return key;
    }

    private async Task<FileStream> TakeTurnAsync(CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(LockPatience);
        while (true)
        {
            try
            {
                return new FileStream($"{path}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (!patience.IsCancellationRequested)
            {
                await Task.Delay(20, ct);
            }
        }
    }
}
