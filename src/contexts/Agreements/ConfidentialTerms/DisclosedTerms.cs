using Ledger.Sealing.Disclosures;
using Npgsql;

namespace Ledger.Agreements.ConfidentialTerms;

/// <param name="Event">Id of the event that holds the digest.</param>
/// <param name="Disclosure">Null where whoever asks is not entitled to it, and where it is gone.</param>
public sealed record FoundTerm(string Agreement, string Digest, string Class, Guid Event, string Document, bool IsErased, Disclosure? Disclosure);

/// <summary>Reads confidential terms: which there are, from the events, and what they stand for, where that is to be shown.</summary>
public sealed class DisclosedTerms(TermKeys keys, NpgsqlDataSource database)
{
    private static readonly string Agreed = Found("agreement", "agreements.terms-agreed.v1", "document");

    private static readonly string Proposed = Found("proposals", "agreements.terms-proposed.v1", "proposal");

    /// <param name="isEntitled">Is the class of the agreement to be disclosed?</param>
    /// <param name="agreement">Null for those of the whole book.</param>
    public Task<IReadOnlyList<FoundTerm>> OfAsync(string book, string? agreement, Func<string, string, bool> isEntitled, CancellationToken ct) =>
        FindAsync(Agreed, book, agreement, (owner, _, termClass) => isEntitled(owner, termClass), ct);

    /// <summary>Those of an agreement's proposals; each has the number of its proposal as its document.</summary>
    /// <param name="isEntitled">Is the class of the proposal to be disclosed? Proposals under one number can be between different parties.</param>
    public Task<IReadOnlyList<FoundTerm>> ProposedAsync(string book, string agreement, Func<string, string, bool> isEntitled, CancellationToken ct) =>
        FindAsync(Proposed, book, agreement, (_, proposal, termClass) => isEntitled(proposal, termClass), ct);

    private static string Found(string stream, string type, string document) => $"""
        select t.agreement, t.digest, t.class, e.id, e.data ->> '{document}', t.ciphertext, exists (
            select 1 from {LedgerStore.Schema}.mt_events x
            where x.tenant_id = e.tenant_id and x.stream_id = e.stream_id and x.type = 'agreements.terms-erased.v1'
                and x.data -> 'digests' ? t.digest) or t.ciphertext is null
        from {TermSchema.Term} t join {LedgerStore.Schema}.mt_events e
            on e.tenant_id = t.book and e.stream_id = '{stream}/' || t.agreement and e.type = '{type}' and e.data -> '_sd' ? t.digest
        where t.book = $1 and ($2::text is null or t.agreement = $2)
        order by e.seq_id, t.digest
        """;

    private async Task<IReadOnlyList<FoundTerm>> FindAsync(
        string sql, string book, string? agreement, Func<string, string, string, bool> isEntitled, CancellationToken ct)
    {
        var (opened, found) = (await keys.LoadAsync(book, agreement, ct), new List<FoundTerm>());
        await using var command = database.CreateCommand(sql);
        command.Parameters.AddWithValue(book);
        command.Parameters.AddWithValue((object?)agreement ?? DBNull.Value);
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var (owner, digest, termClass, document) = (row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(4));
            var ciphertext = row.IsDBNull(5) ? null : row.GetFieldValue<byte[]>(5);
            found.Add(new(
                owner, digest, termClass, row.GetGuid(3), document, row.GetBoolean(6), isEntitled(owner, document, termClass)
                    ? TermVault.Open(opened.GetValueOrDefault((owner, termClass)), ciphertext, book, owner, digest)
                    : null));
        }

        return found;
    }
}
