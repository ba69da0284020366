using Ledger.Audit.Log;
using Ledger.Audit.Log.Keys;
using Ledger.Sealing.Notes;
using Ledger.Sealing.Trees;
using Ledger.Verification;
using Ledger.Verification.Findings;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Ledger.Http.Tests.Audit.Exports;

/// <summary>
/// A deal on a live ledger, sealed and cosigned by two witnesses of the test, and what the verifier says of its export. A forger works on the database as its
/// superuser.
/// </summary>
public sealed class SealedDeal
{
    public const string FirstBatch = "B-1";

    private readonly SignerKey _customer = SignerKey.New("cus.example/witness", KeyKind.Cosigner);
    private readonly SignerKey _supplier = SignerKey.New("sup.example/witness", KeyKind.Cosigner);
    private readonly NpgsqlDataSource _database;

    private readonly VerifierKey _log;

    private SealedDeal(TestBook book, NpgsqlDataSource database, VerifierKey log) => (Book, _database, _log) = (book, database, log);

    public TestBook Book { get; }

    public string[] Serials { get; private set; } = [];

    public WitnessPolicy Policy { get; private set; } = null!;

    public static async Task<SealedDeal> PlayAsync(OwnHost host)
    {
        var deal = await OpenAsync(host);
        await deal.Book.OrderAsync(10);
        deal.Serials = await deal.Book.DeliverAsync(FirstBatch, 4);
        await deal.Book.ShipAsync("B-2", 3);
        await deal.Book.MustPostAsync("agreements", new
        {
            agreement = "SA-2",
            supplier = "SUP",
            customer = "CUS",
            lines = new[] { new { line = 1, product = TestBook.Gpu, quantity = 10, from = "2026-01-01", until = "2027-12-31" } },
            milestones = new[] { new { milestone = "M-1", name = "First", metric = "shipped", product = TestBook.Gpu, quantity = 5, dueOn = "2027-12-31" } },
        });
        await deal.SealAsync();
        return deal;
    }

    /// <summary>A book without a deal yet.</summary>
    public static async Task<SealedDeal> OpenAsync(OwnHost host, string signatures = "one") => Of(host, await host.BookAsync(signatures: signatures));

    public static SealedDeal Of(OwnHost host, TestBook book) =>
        new(book, Superuser(host), VerifierKey.Parse(host.Services.GetRequiredService<LogKeys>().Find(book.Code, 1)!));

    /// <summary>The role that owns the cluster: no right of the application stands in a forger's way.</summary>
    public static NpgsqlDataSource Superuser(OwnHost host) => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(LedgerHost.ConnectionString)
    {
        Database = new NpgsqlConnectionStringBuilder(host.Database.ConnectionString).Database,
    });

    /// <summary>Waits until nothing more comes, all of it is sealed, and both witnesses have signed every head.</summary>
    public async Task SealAsync()
    {
        var deadline = Environment.TickCount64 + 30_000;
        for (var (last, still) = (-1L, 0); still < 5;)
        {
            Assert.True(Environment.TickCount64 < deadline, "The book is not sealed.");
            await Task.Delay(100);
            var open =
                await ScalarAsync(
                    "select count(*) from ledger.mt_events e where tenant_id = $1 and not exists (select from ledger_log.leaf l where l.event_id = e.id)");
            var count = await ScalarAsync("select count(*) from ledger.mt_events where tenant_id = $1");
            (still, last) = (open == 0 && count == last ? still + 1 : 0, count);
        }

        var heads = await RowsAsync(
            "select size, note from ledger_log.head h where book = $1 and not exists (select from ledger_log.cosignature c where c.book = h.book and "
            + "c.size = h.size)",
            row => (Size: row.GetInt64(0), Note: row.GetString(1)));

        foreach (var (size, text) in heads)
        {
            var note = Note.Parse(text);
            foreach (var witness in new[] { _customer, _supplier })
            {
                await ExecuteAsync(
                    "insert into ledger_log.cosignature (book, size, witness, line, at) values ($1, $2, $3, $4, now())", size, witness.Name,
                    Cosignatures.Sign(witness, note.Text, TimeProvider.System.GetUtcNow()));
            }
        }

        Policy = WitnessPolicy.All([_log], [new("customer", _customer.Verifier, null), new("supplier", _supplier.Verifier, null)]);
    }

    /// <summary>The head as the auditor keeps it.</summary>
    public async Task<Checkpoint> HeadAsync() => Checkpoint.Parse(Note.Parse((await Book.GetAsync("log/checkpoint")).MustBe(200).Text).Text);

    /// <summary>
    /// Changes an entry of the log and makes everything above it anew, as whoever holds the operator's key file can: leaves, and every head with its signature.
    /// </summary>
    public async Task ForgeLogAsync(OwnHost host, long index, Func<string, string> change, SignerKey? by = null, bool isCosigned = false)
    {
        var key = by ?? SignerKey.Parse(File.ReadAllLines(host.Services.GetRequiredService<LogSettings>().KeyFile)[0]).WithName(_log.Name);
        var entries =
            await RowsAsync(
                "select index, entry from ledger_log.leaf where book = $1 order by index", row => (row.GetInt64(0), Entry: row.GetFieldValue<byte[]>(1)));
        var forged = System.Text.Encoding.UTF8.GetBytes(change(System.Text.Encoding.UTF8.GetString(entries[(int)index].Entry)));
        Assert.NotEqual(entries[(int)index].Entry, forged);
        entries[(int)index] = (index, forged);
        await ForgeAsync(
            "update ledger_log.leaf set entry = $3, hash = $4 where book = $1 and index = $2", index, forged, Sealing.Digest.OfLeaf(forged).Bytes.ToArray());
        await ExecuteAsync("delete from ledger_log.cosignature where book = $1");
        var (tree, sizes) = (new CompactRange(), await RowsAsync("select size from ledger_log.head where book = $1", row => row.GetInt64(0)));
        foreach (var (_, entry) in entries)
        {
            tree.Append(Sealing.Digest.OfLeaf(entry));
            if (sizes.Contains(tree.Size))
            {
                var note = new Checkpoint(_log.Name, tree.Size, tree.Root()).Sign(key);
                await ForgeAsync("update ledger_log.head set root = $3, note = $4 where book = $1 and size = $2", tree.Size, tree.Root().Bytes.ToArray(), note);
            }
        }

        if (isCosigned)
        {
            await SealAsync();
        }
    }

    /// <summary>Leaf of the first event of this type.</summary>
    public Task<long> LeafAsync(string type) =>
        ScalarAsync("select min(l.index) from ledger_log.leaf l join ledger.mt_events e on e.id = l.event_id where l.book = $1 and e.type = $2", type);

    public async Task<string> ExportAsync(string query = "")
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("export-").FullName, "bundle.zip");
        await File.WriteAllBytesAsync(path, await Book.GetBytesAsync($"export{query}"));
        return path;
    }

    public async Task<VerifyReport> VerifyAsync(string query = "", Func<VerifyRequest, VerifyRequest>? with = null, TimeProvider? clock = null)
    {
        var path = await ExportAsync(query);
        try
        {
            var request = new VerifyRequest(path, Policy);
            return await new Verifier(clock ?? TimeProvider.System)
                .RunAsync(with is null ? request : with(request), new VerifyProgress(), CancellationToken.None);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, true);
        }
    }

    /// <param name="sql">With the book as its first parameter; exactly one row is changed.</param>
    public async Task ForgeAsync(string sql, params object[] parameters) => Assert.Equal(1, await ExecuteAsync(sql, parameters));

    public async Task<int> ExecuteAsync(string sql, params object[] parameters)
    {
        await using var command = Command(sql, parameters);
        return await command.ExecuteNonQueryAsync();
    }

    public async Task<long> ScalarAsync(string sql, params object[] parameters)
    {
        await using var command = Command(sql, parameters);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task<List<T>> RowsAsync<T>(string sql, Func<NpgsqlDataReader, T> read)
    {
        var rows = new List<T>();
        await using var command = Command(sql);
        await using var row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync())
        {
            rows.Add(read(row));
        }

        return rows;
    }

    private NpgsqlCommand Command(string sql, params object[] parameters)
    {
        var command = _database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = Book.Code });
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new() { Value = parameter });
        }

        return command;
    }
}

/// <summary>What tests ask of a report.</summary>
internal static class Reports
{
    public static VerifyReport MustHold(this VerifyReport report)
    {
        Assert.True(report.IsVerified, string.Join('\n', report.Findings));
        return report;
    }

    public static VerifyReport MustTell(this VerifyReport report, Rule rule, long? leaf = null, string? word = null)
    {
        Assert.True(
            report.Findings.Any(
                f => f.Rule == rule && (leaf is null || f.Leaf?.Index == leaf) && (word is null || f.ToString().Contains(word, StringComparison.Ordinal))),
            $"{rule} at leaf {leaf} ({word}) is not among:\n{string.Join('\n', report.Findings)}");
        return report;
    }
}
