using Ledger.Sealing.Notes;

namespace Ledger.Witness;

/// <summary>The file with a witness's private key: one line, readable by its owner only.</summary>
public static class WitnessKeyFile
{
    /// <summary>The key in the file; where there is no file, a new one is made, and never written over later.</summary>
    /// <exception cref="FormatException">The name is none, or the file holds something else than a key of this name.</exception>
    public static SignerKey Ensure(string path, string name)
    {
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            DurableFile.Write(path, SignerKey.New(name, KeyKind.Cosigner).Export() + "\n", UnixFileMode.UserRead, overwrite: false);
        }

        var key = Read(path);
        return key.Name == name ? key : throw new FormatException($"{path} holds the key of '{key.Name}'.");
    }

    /// <exception cref="FormatException">The file holds something else than the key of a witness.</exception>
    public static SignerKey Read(string path)
    {
        using var file = new StreamReader(path);
        var key = SignerKey.Parse(file.ReadLine() ?? "");
        return key.Verifier.Kind == KeyKind.Cosigner ? key : throw new FormatException($"{path} holds the key of a log, not of a witness.");
    }
}
