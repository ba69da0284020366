using System.Globalization;
using System.Text.RegularExpressions;

namespace Ledger.LocalPostgres;

/// <summary>
/// Where PostgreSQL may be, in order of preference. <c>ops/postgres/find</c> has the same order; a test holds the two together.
/// </summary>
internal sealed partial record PostgresPlaces(string? OnlyPlace, IReadOnlyList<string> Unpacked, IReadOnlyList<string> Patterns, string SearchPath)
{
    private static readonly string[] Standard =
        ["/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/pgsql/bin"];

    public static PostgresPlaces OfThisMachine(string? dataDirectory = null)
    {
        var clone = Clone.Find();
        string?[] unpacked = [dataDirectory, clone is null ? null : Path.Combine(clone, ".ledger"), "/var/lib/ledger"];
        return new PostgresPlaces(
            Environment.GetEnvironmentVariable("LEDGER_POSTGRES_BIN") is { Length: > 0 } only ? only : null,
            [.. unpacked.OfType<string>().Select(directory => Path.Combine(directory, "postgres"))],
            // Replaces the standard places and PATH, where a machine keeps PostgreSQL elsewhere or must be treated as if it had none.
            Environment.GetEnvironmentVariable("LEDGER_POSTGRES_PLACES")?.Split(':', StringSplitOptions.RemoveEmptyEntries) ?? Standard,
            Environment.GetEnvironmentVariable("LEDGER_POSTGRES_PLACES") is null ? Environment.GetEnvironmentVariable("PATH") ?? "" : "");
    }

    /// <summary>The directories that hold all three programs.</summary>
    public IEnumerable<string> Directories()
    {
        var all = OnlyPlace is not null
            ? [OnlyPlace]
            : Unpacked.SelectMany(BinBelow).Concat(Patterns.SelectMany(Expand)).Concat(SearchPath.Split(':', StringSplitOptions.RemoveEmptyEntries));
        return all.Where(place => new[] { "postgres", "initdb", "pg_ctl" }.All(program => File.Exists(Path.Combine(place, program))));
    }

    private static IEnumerable<string> BinBelow(string root)
    {
        var all = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true };
        return Directory.Exists(root) ? Directory.EnumerateDirectories(root, "bin", all).Order(StringComparer.Ordinal) : [];
    }

    /// <summary>A star stands for the rest of one directory's name; the newest version comes first.</summary>
    private static IEnumerable<string> Expand(string pattern)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
        {
            return [pattern];
        }

        var parent = Path.GetDirectoryName(pattern[..star])!;
        var rest = pattern[(star + 1)..].TrimStart('/');
        return Directory.Exists(parent)
            ? Directory.EnumerateDirectories(parent, Path.GetFileName(pattern[..(star + 1)]))
                .OrderByDescending(found => VersionIn(Path.GetFileName(found)))
                .Select(found => Path.Combine(found, rest))
            : [];
    }

    private static double VersionIn(string name) =>
        Number().Match(name) is { Success: true } number ? double.Parse(number.Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"\d+(\.\d+)?")]
    private static partial Regex Number();
}
