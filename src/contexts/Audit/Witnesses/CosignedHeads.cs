using Ledger.Audit.Log;
using Ledger.Audit.Log.Batches;
using Ledger.Sealing.Notes;
using Npgsql;

namespace Ledger.Audit.Witnesses;

/// <param name="Note">As the log signed it, without cosignatures.</param>
public sealed record NewestHead(string Book, long Size, string Note);

/// <summary>Heads that wait for witnesses, and what witnesses have signed. A signature gets here only after it was verified.</summary>
public sealed class CosignedHeads(NpgsqlDataSource database, SealerSource source, TimeProvider clock)
{
    private const string Newest = $"""
        select b.book, h.size, h.note from unnest($1::text[]) b (book)
        cross join lateral (select size, note from {LogSchema.Head} h where h.book = b.book order by size desc limit 1) h
        """;

    private const string OfSize = $"select book, size, note from {LogSchema.Head} where book = $1 and size = $2";

    private const string Cosigned = $"select book, witness, max(size) from {LogSchema.Cosignature} where book = any($1) group by book, witness";

    private const string Insert = $"insert into {LogSchema.Cosignature} (book, size, witness, line, at) values ($1, $2, $3, $4, $5) on conflict do nothing";

    public async Task<IReadOnlyDictionary<string, NewestHead>> NewestAsync(string[] books, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return (await HeadsAsync(connection.Command(Newest, (object)books), ct)).ToDictionary(head => head.Book, StringComparer.Ordinal);
    }

    public async Task<NewestHead?> FindAsync(string book, long size, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return (await HeadsAsync(connection.Command(OfSize, book, size), ct)).FirstOrDefault();
    }

    /// <summary>The largest head that each witness has signed, by book and name.</summary>
    public async Task<IReadOnlyDictionary<(string Book, string Witness), long>> CosignedAsync(string[] books, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var command = connection.Command(Cosigned, (object)books);
        await using var row = await command.ExecuteReaderAsync(ct);
        var sizes = new Dictionary<(string, string), long>();
        while (await row.ReadAsync(ct))
        {
            sizes[(row.GetString(0), row.GetString(1))] = row.GetInt64(2);
        }

        return sizes;
    }

    /// <summary>Keeps the witness's signature, if it is one of this head; of two on one head the first.</summary>
    /// <returns>False when it is not.</returns>
    public async Task<bool> KeepAsync(NewestHead head, AppointedWitness witness, NoteSignature signature, CancellationToken ct)
    {
        if (Cosignatures.Verify(witness.Verifier, Note.Parse(head.Note).Text, signature) is null)
        {
            return false;
        }

        await using var connection = await source.Database.OpenConnectionAsync(ct);
        await using var command = connection.Command(Insert, head.Book, head.Size, witness.Witness, signature.ToString(), clock.GetUtcNow());
        await command.ExecuteNonQueryAsync(ct);
        return true;
    }

    private static async Task<List<NewestHead>> HeadsAsync(NpgsqlCommand command, CancellationToken ct)
    {
        var heads = new List<NewestHead>();
        await using (command)
        {
            await using var row = await command.ExecuteReaderAsync(ct);
            while (await row.ReadAsync(ct))
            {
                heads.Add(new(row.GetString(0), row.GetInt64(1), row.GetString(2)));
            }
        }

        return heads;
    }
}
