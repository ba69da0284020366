using System.Text;
using Ledger.Agreements.Agreements;
using Ledger.Agreements.Proposals;
using Ledger.Sealing.Disclosures;
using Npgsql;

namespace Ledger.Agreements.ConfidentialTerms;

/// <summary>Keeps what the digests of confidential terms stand for, and forgets it for good when it is told to.</summary>
public sealed class TermVault(TermKeys keys, NpgsqlDataSource database)
{
    private const string Rows =
        $"select digest, class, ciphertext from {TermSchema.Term} where book = $1 and agreement = $2 and class = any($3) and ciphertext is not null";

    /// <summary>Salts and encrypts the terms of a command. Nothing is kept before the command is.</summary>
    public async Task<SealedTerms> SealAsync(string book, string agreement, IReadOnlyList<ConfidentialTerm>? terms, CancellationToken ct)
    {
        if (terms is null or [])
        {
            return SealedTerms.None;
        }

        var (known, made) = (await keys.LoadAsync(book, agreement, ct), new Dictionary<string, byte[]>(StringComparer.Ordinal));
        var rows = terms.Select(term => (term.Class, Disclosure: Disclosure.New(term.Name, term.Value)))
            .Select(term => new TermRow(term.Disclosure.Digest, term.Class, Encrypt(KeyOf(term.Class), book, agreement, term.Disclosure))).ToList();
        return new(KeyOf(TermKeys.Cause), rows, [.. made.Select(key => (key.Key, keys.Wrap(book, agreement, key.Key, key.Value)))]);

        byte[] KeyOf(string termClass) =>
            known.GetValueOrDefault((agreement, termClass)) ?? (made.TryGetValue(termClass, out var key) ? key : made[termClass] = Encryption.NewKey());
    }

    /// <summary>Has the commit delete the keys of the digests' classes, and keep the other terms of these classes under new ones.</summary>
    public async Task EraseAsync(LedgerSession ledger, string agreement, IReadOnlyCollection<TermDigest> erased, CancellationToken ct)
    {
        var (known, made, kept) =
            (await keys.LoadAsync(ledger.Book, agreement, ct), new Dictionary<string, byte[]>(StringComparer.Ordinal), new List<TermRow>());
        string[] classes = [.. erased.Select(term => term.Class).Distinct()];
        foreach (var row in (await RowsAsync(ledger.Book, agreement, classes, ct)).ExceptBy(erased.Select(term => term.Digest), row => row.Digest))
        {
            if (known.TryGetValue((agreement, row.Class), out var old)
                && Encryption.Decrypt(old, row.Ciphertext, Whose(ledger.Book, agreement, row.Digest)) is { } plain)
            {
                var key = made.TryGetValue(row.Class, out var found) ? found : made[row.Class] = Encryption.NewKey();
                kept.Add(row with { Ciphertext = Encryption.Encrypt(key, plain, Whose(ledger.Book, agreement, row.Digest)) });
            }
        }

        ledger.Guard(
            TermSchema.Erase, ledger.Book, agreement, erased.Select(term => term.Digest).ToArray(), classes,
            made.Keys.ToArray(), made.Select(key => keys.Wrap(ledger.Book, agreement, key.Key, key.Value)).ToArray(), kept.Select(row => row.Digest).ToArray(),
            kept.Select(row => row.Ciphertext).ToArray());
    }

    /// <summary>Has the commit erase the confidential terms of proposals that come to nothing.</summary>
    public async Task EraseProposedAsync(LedgerSession ledger, string agreement, CancellationToken ct, params IEnumerable<Proposal> proposals)
    {
        TermDigest[] terms = [.. proposals.SelectMany(proposal => proposal.Terms).Select(term => new TermDigest(term.Digest, term.Class, false))];
        if (terms.Length > 0)
        {
            await EraseAsync(ledger, agreement, terms, ct);
        }
    }

    internal static Disclosure? Open(byte[]? key, byte[]? ciphertext, string book, string agreement, string digest) =>
        key is not null && ciphertext is not null
            && Encryption.Decrypt(key, ciphertext, Whose(book, agreement, digest)) is { } plain ? Disclosure.Parse(Encoding.ASCII.GetString(plain)) : null;

    private static byte[] Encrypt(byte[] key, string book, string agreement, Disclosure disclosure) =>
        Encryption.Encrypt(key, Encoding.ASCII.GetBytes(disclosure.Text), Whose(book, agreement, disclosure.Digest));

    private static string Whose(string book, string agreement, string digest) => $"term/{book}/{agreement}/{digest}";

    private async Task<List<TermRow>> RowsAsync(string book, string agreement, string[] classes, CancellationToken ct)
    {
        var rows = new List<TermRow>();
        await using var command = database.CreateCommand(Rows);
        command.Parameters.AddWithValue(book);
        command.Parameters.AddWithValue(agreement);
        command.Parameters.AddWithValue(classes);
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            rows.Add(new(row.GetString(0), row.GetString(1), row.GetFieldValue<byte[]>(2)));
        }

        return rows;
    }
}

/// <param name="Ciphertext">The disclosure, encrypted.</param>
internal sealed record TermRow(string Digest, string Class, byte[] Ciphertext);
