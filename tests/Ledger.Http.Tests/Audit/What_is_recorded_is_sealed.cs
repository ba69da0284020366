using Ledger.Sealing.Notes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Ledger.Http.Tests.Audit;

/// <summary>
/// Goal: every event gets its leaf, moments after it is committed. Method: a deal over HTTP; then the log is read from the database and worked out anew.
/// </summary>
public class What_is_recorded_is_sealed
{
    [Fact]
    public async Task Every_event_of_a_deal_has_its_leaf_under_a_signed_head()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(10);
        await book.DeliverAsync("B-1", 10);
        var services = (await LedgerHost.AlbaAsync).Services;
        var log = new StoredLog(services.GetRequiredService<NpgsqlDataSource>(), book.Code);
        Assert.InRange(await log.MustBeWholeAsync(), 10, 100);

        var file = services.GetRequiredService<IConfiguration>()["Audit:LogKeyFile"]!;
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == UnixFileMode.UserRead);
        var key = SignerKey.Parse((await File.ReadAllLinesAsync(file))[0]).WithName($"ledger.local/{book.Code}");
        Assert.All(await log.HeadsAsync(), head => Assert.True(Note.Parse(head.Note).IsSignedBy(key.Verifier)));
    }
}
