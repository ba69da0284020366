using System.Security.Cryptography;
using System.Text;
using Ledger.Sealing.Notes;

namespace Ledger.Witness;

/// <summary>
/// What a witness has signed last for each log, in a directory that one process has at a time. All of the witness's worth is here: who loses it must take a new
/// key, for with the old one he could sign what contradicts what he signed before.
/// </summary>
public sealed class WitnessState : IDisposable
{
    private readonly string _directory;
    private readonly VerifierKey _key;
    private readonly FileStream _lock;

    /// <param name="key">The witness's own, to tell its state from another's and from a broken file.</param>
    /// <exception cref="IOException">Another process has the directory.</exception>
    public WitnessState(string directory, VerifierKey key)
    {
        (_directory, _key) = (directory, key);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        try
        {
            _lock = new FileStream(Path.Combine(directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new IOException($"Another witness works in {directory}: one process may have it at a time.", e);
        }

        // Compared by hand: as a search pattern "*.head.*" would find the heads themselves.
        foreach (var unfinished in Directory.EnumerateFiles(directory).Where(file => Path.GetFileName(file).Contains(".head.", StringComparison.Ordinal)))
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>The last head that was signed, with the log's signature and the witness's own; null before the first.</summary>
    /// <exception cref="InvalidDataException">The file is broken, or another key's. Nothing may be signed then.</exception>
    public Note? Find(string origin) => FindByHash(HashOf(origin));

    /// <param name="originHash">SHA-256 of the origin, as the protocol's addresses have it.</param>
    public Note? FindByHash(string originHash)
    {
        var path = PathOf(originHash);
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            var note = Note.Parse(File.ReadAllText(path));
            return HashOf(Checkpoint.Parse(note.Text).Origin) == originHash
                && note.Signatures.Any(line => Cosignatures.Verify(_key, note.Text, line) is not null)
                ? note
                : throw new FormatException("it is not a head that this key has signed");
        }
        catch (FormatException e)
        {
            throw new InvalidDataException($"{path} cannot be relied on: {e.Message} Restore it, or begin anew with a new key and an empty directory.", e);
        }
    }

    /// <summary>What the last head said; nothing at all before the first.</summary>
    public LastSeen LastSeen(string origin) =>
        Find(origin) is { } note && Checkpoint.Parse(note.Text) is var head ? new(origin, head.Size, head.Root) : new(origin, 0, Sealing.Digest.Empty);

    /// <summary>On disk when this returns.</summary>
    public void Store(Note signed) => DurableFile.Write(PathOf(HashOf(Checkpoint.Parse(signed.Text).Origin)), signed.ToString());

    public void Dispose() => _lock.Dispose();

    private static string HashOf(string origin) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(origin)));

    private string PathOf(string originHash) => Path.Combine(_directory, originHash + ".head");
}
