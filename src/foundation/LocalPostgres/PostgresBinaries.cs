using System.ComponentModel;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Ledger.LocalPostgres;

/// <summary>The programs of one PostgreSQL installation.</summary>
public sealed partial record PostgresBinaries
{
    /// <summary>The oldest major version that the ledger runs on.</summary>
    public const int OldestMajor = 15;

    /// <summary>The directory of <c>postgres</c>, <c>initdb</c> and <c>pg_ctl</c>.</summary>
    public required string Directory { get; init; }

    /// <summary>The first number of the version.</summary>
    public required int Major { get; init; }

    internal string InitDb => Path.Combine(Directory, "initdb");
    internal string PgCtl => Path.Combine(Directory, "pg_ctl");

    /// <summary>The first installation that can be run, in the order of <c>ops/postgres/find</c>.</summary>
    /// <exception cref="PostgresNotFoundException">There is none.</exception>
    public static Task<PostgresBinaries> FindAsync(CancellationToken ct = default) => FindAsync(PostgresPlaces.OfThisMachine(), null, null, ct);

    /// <summary>As <paramref name="user"/>, for a clone under /root may hold binaries that only root can reach.</summary>
    internal static async Task<PostgresBinaries> FindAsync(PostgresPlaces places, OrdinaryUser? user, int? major, CancellationToken ct)
    {
        var passedOver = new List<string>();
        foreach (var place in places.Directories().Distinct())
        {
            if (await MajorOfAsync(place, user, ct) is not { } found)
            {
                passedOver.Add($"{place} (cannot be run)");
            }
            else if (found < OldestMajor || found != (major ?? found))
            {
                passedOver.Add($"{place} (version {found})");
            }
            else
            {
                return new PostgresBinaries { Directory = place, Major = found };
            }
        }

        throw new PostgresNotFoundException(Explain(major, passedOver));
    }

    private static string Explain(int? major, List<string> passedOver)
    {
        var seen = passedOver.Count == 0 ? "" : $" Passed over: {string.Join(", ", passedOver)}.";
        return major is null
            ? $"No PostgreSQL {OldestMajor} or later was found on this machine.{seen} Type: ./ops/run\nor: sudo apt-get install -y postgresql"
              + "\nor point LEDGER_POSTGRES_BIN at its bin directory, or ConnectionStrings__Ledger at a server."
            : $"The data was written by PostgreSQL {major}, and that version is not on this machine.{seen} Type: sudo apt-get install -y postgresql-{major}"
              + "\nor move the data with pg_upgrade, or throw it away with: ./ops/reset";
    }

    private static async Task<int?> MajorOfAsync(string place, OrdinaryUser? user, CancellationToken ct)
    {
        try
        {
            var said = await Command.RunAsync(user, "/", TimeSpan.FromSeconds(20), ct, Path.Combine(place, "postgres"), "--version");
            var version = Version().Match(said.Output);
            return said.Succeeded && version.Success ? int.Parse(version.Groups[1].Value, CultureInfo.InvariantCulture) : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\(PostgreSQL\) (\d+)")]
    private static partial Regex Version();
}
