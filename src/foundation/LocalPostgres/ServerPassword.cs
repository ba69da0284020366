using System.Security.Cryptography;

namespace Ledger.LocalPostgres;

/// <summary>The random password of a cluster, kept beside the data and readable by its owner only.</summary>
internal static class ServerPassword
{
    private const int LengthBytes = 32;

    public static async Task<string> ReadOrCreateAsync(ClusterHome home, CancellationToken ct)
    {
        if (File.Exists(home.Password))
        {
            var text = (await File.ReadAllTextAsync(home.Password, ct)).Trim();
            return text.Length == LengthBytes * 2 && text.All(char.IsAsciiHexDigitLower) ? text : throw Unusable(home, "does not hold a password");
        }

        if (home.HasData)
        {
            throw Unusable(home, "is gone");
        }

        var fresh = RandomNumberGenerator.GetHexString(LengthBytes * 2, lowercase: true);
        await PrivateFile.WriteAsync(home.Password, fresh + "\n", home.User, ct);
        return fresh;
    }

    private static LocalClusterException Unusable(ClusterHome home, string what) => new(
        $"{home.Password} {what}, and the data in {home.Data} opens with no other. Bring the file back from a backup, "
        + "or throw the data away with: ./ops/reset");
}
