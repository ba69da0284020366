using System.Globalization;
using JasperFx.Events;
using Ledger.Contracts;
using Ledger.Kernel;
using Marten;
using Npgsql;

namespace Ledger.Store.Times;

/// <summary>Streams with the effective time of each event noted on it.</summary>
public static class EffectiveEvents
{
    private const string Header = "effectiveAt";
    private const string Moved = $"select position, effective from {EffectiveSchema.Time} where position = any($1)";

    /// <summary>The stream's events, each with its effective time.</summary>
    public static async Task<IReadOnlyList<IEvent>> FetchFactsAsync(this IQuerySession session, string key, CancellationToken ct)
    {
        var stream = await session.Events.FetchStreamAsync(key, token: ct);
        await using var connection = session.Database.CreateConnection();
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand(Moved, connection) { Parameters = { new() { Value = stream.Select(e => e.Sequence).ToArray() } } };
        var moved = new Dictionary<long, DateTimeOffset>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            moved[row.GetInt64(0)] = row.GetFieldValue<DateTimeOffset>(1);
        }

        foreach (var recorded in stream.Where(e => moved.ContainsKey(e.Sequence)))
        {
            recorded.SetHeader(Header, moved[recorded.Sequence].ToString("O", CultureInfo.InvariantCulture));
        }

        return stream;
    }

    /// <summary>When it takes effect; of an event that <see cref="FetchFactsAsync"/> fetched.</summary>
    public static DateTimeOffset EffectiveAt(this IEvent recorded) => recorded.GetHeader(Header) is string moved
        ? DateTimeOffset.Parse(moved, CultureInfo.InvariantCulture)
        : EffectiveFold.Kept(((IFact)recorded.Data).OccurredAt);
}
