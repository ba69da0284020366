using System.Collections.Concurrent;
using Ledger.Audit.Log.Batches;
using Ledger.Sealing.Notes;
using Npgsql;

namespace Ledger.Audit.Log.Statuses;

/// <summary>Which witnesses must have signed a book's heads.</summary>
public interface IBookPolicy
{
    /// <summary>The policy as it is now; null for a book that has none: its heads are never countersigned.</summary>
    Task<WitnessPolicy?> OfAsync(string book, CancellationToken ct);
}

/// <summary>How much of a book's log the witnesses have signed that its policy asks for.</summary>
public sealed class Countersigned(NpgsqlDataSource database, IEnumerable<IBookPolicy> policies)
{
    /// <summary>The newest heads that anybody cosigned, with what was signed.</summary>
    private const string Cosigned = $"""
        select h.size, h.note, (
            select string_agg(c.line || E'\n', '' order by c.witness) from {LogSchema.Cosignature} c where c.book = h.book and c.size = h.size)
        from (select distinct book, size from {LogSchema.Cosignature} where book = $1 and size > $2 order by size desc limit 100) s
        join {LogSchema.Head} h using (book, size)
        order by h.size desc
        """;

    private readonly ConcurrentDictionary<string, long> _reached = new(StringComparer.Ordinal);

    /// <summary>Size of the largest head that is countersigned; 0 when none is. It never gets less, whoever is appointed or dismissed later.</summary>
    public async Task<long> SizeAsync(string book, CancellationToken ct)
    {
        var reached = _reached.GetValueOrDefault(book);
        if (policies.FirstOrDefault() is not { } known || await known.OfAsync(book, ct) is not { } policy || policy.Witnesses.Count == 0)
        {
            return reached;
        }

        await using var connection = await database.OpenConnectionAsync(ct);
        await using var command = connection.Command(Cosigned, book, reached);
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            if (policy.Judge(row.GetString(1) + row.GetString(2)).IsQuorumMet)
            {
                return _reached.AddOrUpdate(book, row.GetInt64(0), (_, before) => Math.Max(before, row.GetInt64(0)));
            }
        }

        return reached;
    }
}
