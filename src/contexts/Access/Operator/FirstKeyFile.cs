using System.Globalization;
using Ledger.Access.Keys;

namespace Ledger.Access.Operator;

/// <summary>The file that the operator's first key is handed over in. Nobody else may read it.</summary>
internal static class FirstKeyFile
{
    /// <summary>Replaces the file in one step, so that nobody ever reads half a key.</summary>
    public static Task WriteAsync(string path, string key, CancellationToken ct) => PrivateFile.ReplaceAsync(path, key + Environment.NewLine, ct);

    /// <returns>Null when there is no file, or no key in it that this host may read: it needs none.</returns>
    public static async Task<KeyText?> ReadAsync(string path, CancellationToken ct)
    {
        try
        {
            return File.Exists(path) ? KeyText.Read((await File.ReadAllTextAsync(path, ct)).Trim()) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>What lies there may be the only copy of the key of another ledger.</summary>
    public static void PutAside(string path, DateTimeOffset now)
    {
        if (File.Exists(path))
        {
            File.Move(path, string.Create(CultureInfo.InvariantCulture, $"{path}.before-{now.UtcDateTime:yyyyMMdd'T'HHmmss}"), overwrite: true);
        }
    }

    /// <summary>Removes the file if it still holds this key, and not one that another host has put there.</summary>
    public static async Task RemoveAsync(string path, string key)
    {
        if (File.Exists(path) && (await File.ReadAllTextAsync(path)).Trim() == key)
        {
            File.Delete(path);
        }
    }
}
