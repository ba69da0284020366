using Npgsql;

namespace Ledger.Audit.Declarations;

/// <summary>Tells every view which of its events were declared erroneous.</summary>
public sealed class DeclarationsPort(NpgsqlDataSource database) : IDeclarations
{
    private const string Select = $"""
        select d.event, d.type, d.version, d.position, d.reason, d.corrective_events, d.note, d.occurred_at, d.declaration, e.seq_id
        from {DeclarationSchema.Declaration} d join {LedgerStore.Schema}.mt_events e on e.id = d.declaration
        where d.book = $1 and
        """;

    public async Task<IReadOnlyList<DeclarationNote>> OfStreamAsync(string book, string stream, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"{Select} d.stream = $2 order by d.version");
        command.Parameters.AddWithValue(book);
        command.Parameters.AddWithValue(stream);
        return await ReadAsync(command, ct);
    }

    public async Task<IReadOnlyDictionary<Guid, DeclarationNote>> OfEventsAsync(string book, IReadOnlyCollection<Guid> events, CancellationToken ct)
    {
        if (events.Count == 0)
        {
            return new Dictionary<Guid, DeclarationNote>();
        }

        await using var command = database.CreateCommand($"{Select} d.event = any($2)");
        command.Parameters.AddWithValue(book);
        command.Parameters.AddWithValue(events.ToArray());
        return (await ReadAsync(command, ct)).ToDictionary(note => note.Event);
    }

    private static async Task<List<DeclarationNote>> ReadAsync(NpgsqlCommand command, CancellationToken ct)
    {
        var notes = new List<DeclarationNote>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            notes.Add(new(
                row.GetGuid(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetString(4), row.GetFieldValue<Guid[]>(5),
                row.IsDBNull(6) ? null : row.GetString(6), row.GetFieldValue<DateTimeOffset>(7), row.GetGuid(8), row.GetInt64(9)));
        }

        return notes;
    }
}
