using System.Data;
using Npgsql;

namespace Ledger.Inventory.Checks;

/// <summary>The result of the checks of a book.</summary>
/// <param name="Position">The position that the journal had reached.</param>
/// <param name="Units">Units in the book.</param>
/// <param name="AccountsSumToZero">Check one: for every product all accounts sum to zero, and no account but the origin was ever below zero: at no position of
/// the history, and at no effective time.</param>
/// <param name="JournalAndCustodyAgree">Check two: the journal and custody agree on the units in each account.</param>
/// <param name="ShippedWithinOrdered">Check three: at no effective time had more been shipped on an order line than it called for. It can fail where a
/// replacement was told as earlier than what made room for it, and that was recorded by an earlier build or a moment before.</param>
/// <param name="Findings">The first failures of each kind.</param>
public sealed record BalanceReport(
    string Book, long Position, long Units, bool AccountsSumToZero, bool JournalAndCustodyAgree, bool ShippedWithinOrdered, IReadOnlyList<string> Findings)
{
    public bool Holds => Balances && ShippedWithinOrdered;

    /// <summary>The ledger contradicts itself where this is false; where only the rest is, a partner's account does.</summary>
    internal bool Balances => AccountsSumToZero && JournalAndCustodyAgree;
}

public sealed class BalanceCheck(NpgsqlDataSource database, IShipments shipments)
{
    private static readonly string Sql = EmbeddedSql.Read(typeof(BalanceCheck).Assembly, "balance.sql");

    public async Task<BalanceReport> RunAsync(string book, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        await using var command = new NpgsqlCommand(Sql, connection, transaction) { CommandTimeout = 300 };
        command.Parameters.AddWithValue(book);
        await using var row = await command.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        var (sums, negatives, disagreements, stale) = (Findings(row, 2), Findings(row, 3), Findings(row, 4), Findings(row, 5));
        var overShipped = await shipments.OverShippedAsync(book, ct);
        return new(
            book, row.GetInt64(0), row.GetInt64(1), sums.Length + negatives.Length == 0, disagreements.Length + stale.Length == 0, overShipped.Count == 0,
            [.. sums, .. negatives, .. disagreements, .. stale, .. overShipped]);
    }

    private static string[] Findings(NpgsqlDataReader row, int column) => row.GetFieldValue<string[]>(column);
}
