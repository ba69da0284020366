using System.Text.RegularExpressions;

namespace Ledger.Partner.Tests.Guide;

/// <summary>What a document shows as output: white space does not count, and <c>…</c> stands for anything.</summary>
internal static class Picture
{
    public static bool Shows(string picture, string output)
    {
        var pattern = string.Join(".*?", Dense(picture).Split('…').Select(Regex.Escape));
        return Regex.IsMatch(Dense(output), $"^{pattern}$", RegexOptions.Singleline | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));
    }

    private static string Dense(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
