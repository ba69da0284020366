using Microsoft.Extensions.Configuration;

namespace Ledger.Store;

/// <summary>Settings that name a file.</summary>
public static class FileSetting
{
    /// <summary>Where the setting says that the file is. The host has a place for each; a second one here would only be found by whoever starts it from elsewhere.</summary>
    public static string PathOf(IConfiguration configuration, string setting) =>
        configuration[setting] is { Length: > 0 } told ? Path.GetFullPath(told) : throw new InvalidOperationException($"{setting} names no file.");
}
