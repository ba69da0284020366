using Ledger.Access.Keys;

namespace Ledger.Access.Operator;

/// <summary>The file that the operator's first key is handed over in. Nobody else may read it.</summary>
internal static class FirstKeyFile
{
    /// <summary>Replaces the file in one step, so that nobody ever reads half a key.</summary>
    public static Task WriteAsync(string path, string key, CancellationToken ct) => PrivateFile.ReplaceAsync(path, key + Environment.NewLine, ct);

    /// <returns>Null when there is no file, or no key in it.</returns>
    public static async Task<KeyText?> ReadAsync(string path, CancellationToken ct) =>
        File.Exists(path) ? KeyText.Read((await File.ReadAllTextAsync(path, ct)).Trim()) : null;

    /// <summary>Removes the file if it still holds this key, and not one that another host has put there.</summary>
    public static async Task RemoveAsync(string path, string key)
    {
        if (File.Exists(path) && (await File.ReadAllTextAsync(path)).Trim() == key)
        {
            File.Delete(path);
        }
    }
}
