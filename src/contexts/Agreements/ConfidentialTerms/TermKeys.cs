using Npgsql;

namespace Ledger.Agreements.ConfidentialTerms;

/// <summary>
/// The keys of an agreement's terms, one a class, and the secret that its commands' causes are made with. In the database they are encrypted themselves.
/// </summary>
public sealed class TermKeys(NpgsqlDataSource database, ConfidentialKey key)
{
    /// <summary>Stands for the class of the secret; no class has this name.</summary>
    public const string Cause = "";

    private const string Load = $"select agreement, class, wrapped from {TermSchema.Key} where book = $1 and ($2::text is null or agreement = $2)";

    /// <param name="agreement">Null for those of the whole book.</param>
    internal async Task<Dictionary<(string Agreement, string Class), byte[]>> LoadAsync(string book, string? agreement, CancellationToken ct)
    {
        var keys = new Dictionary<(string, string), byte[]>();
        await using var command = database.CreateCommand(Load);
        command.Parameters.AddWithValue(book);
        command.Parameters.AddWithValue((object?)agreement ?? DBNull.Value);
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var (owner, termClass) = (row.GetString(0), row.GetString(1));
            // What another file's key has wrapped opens nothing; its terms are shown as undisclosed.
            if (Encryption.Decrypt(Wrapping, row.GetFieldValue<byte[]>(2), WhoseKey(book, owner, termClass)) is { } found)
            {
                keys[(owner, termClass)] = found;
            }
        }

        return keys;
    }

    internal byte[] Wrap(string book, string agreement, string termClass, byte[] opened) =>
        Encryption.Encrypt(Wrapping, opened, WhoseKey(book, agreement, termClass));

    private byte[] Wrapping => key.For("confidential-terms");

    private static string WhoseKey(string book, string agreement, string termClass) => $"key/{book}/{agreement}/{termClass}";
}
