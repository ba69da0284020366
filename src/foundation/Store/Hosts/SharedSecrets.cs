using System.Security.Cryptography;
using Marten;
using Npgsql;
using Weasel.Postgresql.Tables;

namespace Ledger.Store.Hosts;

/// <summary>
/// Compares what this host holds with what the first host of the ledger recorded, before anything is signed or protected with it. A host with other keys
/// would be ready, and split the ledger: its tokens are strangers on the other hosts, and terms that one discloses are closed on the other.
/// </summary>
public sealed class SharedSecrets(LedgerConnections connections, IEnumerable<ISharedSecret> secrets) : HostStart
{
    internal const string TableName = $"{LedgerStore.Schema}.shared_secret";

    private const string Guide = "ops/docs/several-hosts.md";

    /// <summary>Any number that no other lock in this database uses. Of hosts that start at the same moment, one makes the keys.</summary>
    private const long Lock = 0x4C_45_44_47_53_45_43_52;

    private const string Recorded = $"select coalesce(array_agg(digest order by generation), '{{}}') from {TableName} where name = $1";

    private const string Record = $"""
        insert into {TableName} (name, generation, digest) select $1, $2 + ordinality, digest from unnest($3) with ordinality given (digest, ordinality)
        on conflict do nothing
        """;

    public static void AddTo(StoreOptions options)
    {
        var table = new Table(TableName);
        table.AddColumn<string>("name").AsPrimaryKey();
        table.AddColumn<long>("generation").AsPrimaryKey();
        table.AddColumn<string>("digest").NotNull();
        options.Storage.ExtendedSchemaObjects.Add(table);
    }

    public override async Task StartingAsync(CancellationToken cancellationToken)
    {
        await using var owner = await OwnSession.OpenAsync(connections.Owner, cancellationToken);
        await using var transaction = await owner.BeginTransactionAsync(cancellationToken);
        await owner.ScalarAsync("select pg_advisory_xact_lock($1)", cancellationToken, Lock);
        var differences = new List<string>();
        foreach (var secret in secrets)
        {
            if (await CompareAsync(owner, secret, cancellationToken) is { } difference)
            {
                differences.Add($"{secret.Place} {difference}");
            }
        }

        if (differences.Count > 0)
        {
            throw new StartRefusedException(
                $"This host does not hold what the hosts of this ledger share: {string.Join("; ", differences)}. Copy it from a host that runs. "
                + $"If it is lost everywhere, {Guide} says what that costs and how to go on.");
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>
    /// Adds to a file while the host runs, and records it, so that no host starts without it from now on. What others have added since is never forked.
    /// </summary>
    /// <exception cref="SharedSecretException">This host does not hold what the others do.</exception>
    public static async Task<T> AddAsync<T>(NpgsqlDataSource database, ISharedSecret secret, Func<Task<T>> addAsync, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.ScalarAsync("select pg_advisory_xact_lock($1)", ct, Lock);
        await CompareOrThrowAsync(connection, secret, ct);
        var added = await addAsync();
        await CompareOrThrowAsync(connection, secret, ct);
        await transaction.CommitAsync(ct);
        return added;
    }

    private static async Task CompareOrThrowAsync(NpgsqlConnection connection, ISharedSecret secret, CancellationToken ct)
    {
        if (await CompareAsync(connection, secret, ct) is { } difference)
        {
            throw new SharedSecretException($"{secret.Place} {difference}");
        }
    }

    private static async Task<string?> CompareAsync(NpgsqlConnection connection, ISharedSecret secret, CancellationToken ct)
    {
        var recorded = (string[])(await connection.ScalarAsync(Recorded, ct, secret.Name))!;
        if (recorded.Length == 0)
        {
            await secret.MakeIfAbsentAsync(ct);
        }

        IReadOnlyList<string> held;
        try
        {
            held = secret.Digests();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return "is missing";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or CryptographicException)
        {
            return $"cannot be read: {e.Message}";
        }

        var (difference, added) = Compare(recorded, held, secret.MayForget);
        if (difference is null && added.Count > 0)
        {
            await connection.ScalarAsync(Record, ct, secret.Name, (long)recorded.Length, added.ToArray());
        }

        return difference;
    }

    /// <returns>What differs, or else which keys are new.</returns>
    internal static (string? Difference, IReadOnlyList<string> Added) Compare(IReadOnlyList<string> recorded, IReadOnlyList<string> held, bool mayForget)
    {
        var at = recorded.Count == 0 ? -1 : held.ToList().LastIndexOf(recorded[^1]);
        if (recorded.Count > 0 && at < 0)
        {
            return (held.Intersect(recorded).Any() ? "lacks the newest key" : "differs", []);
        }

        return !mayForget && !held.Take(at + 1).SequenceEqual(recorded) ? ("lacks earlier keys", []) : (null, [.. held.Skip(at + 1)]);
    }
}

/// <summary>A host does not hold what the hosts of its ledger share.</summary>
public sealed class SharedSecretException(string difference) : Exception(difference);
