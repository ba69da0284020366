using System.IO.Compression;
using System.Text.Json;
using Ledger.Audit.Export;
using Ledger.Contracts;
using Ledger.Http.Tests.Limits;
using Ledger.Verification.Findings;
using Ledger.Verification.Online;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Http.Tests.Audit.Exports;

public sealed class A_book_as_a_bundle(OwnHost host) : IClassFixture<OwnHost>
{
    [Fact]
    public async Task Is_verified_without_the_ledger()
    {
        var deal = await SealedDeal.PlayAsync(host);
        var report = (await deal.VerifyAsync(with: r => r with { MaxAge = TimeSpan.FromMinutes(1), SampleCount = 5, Nonce = "today" })).MustHold();
        Assert.Equal(await deal.ScalarAsync("select count(*) from ledger.mt_events where tenant_id = $1"), report.Size);
        Assert.Equal(7, report.Counts["units"]);
        Assert.Equal(["customer", "supplier"], report.Witnesses.Order());
    }

    [Fact]
    public async Task As_of_an_earlier_size_has_what_can_be_told_of_it()
    {
        var deal = await SealedDeal.PlayAsync(host);
        var size =
            await deal.ScalarAsync(
                "select min(size) from ledger_log.head where book = $1 and size > (select count(*) / 2 from ledger_log.leaf where book = $1)");
        var report = (await deal.VerifyAsync($"?upto={size}", r => r with { Upto = size })).MustHold();
        Assert.Equal(size, report.Size);
        Assert.Contains(report.Notes, note => note.Contains("units", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Says_what_is_in_it()
    {
        var deal = await SealedDeal.PlayAsync(host);
        using var zip = ZipFile.OpenRead(await deal.ExportAsync());
        var manifest = JsonElement.Parse(new StreamReader(zip.GetEntry("manifest.json")!.Open()).ReadToEnd());
        Assert.Equal("ledger-bundle.v3", manifest.Text("format"));
        Assert.Equal("columns.csv", manifest.Text("dictionary"));
        Assert.Equal(7, manifest.GetProperty("controlTotals").GetProperty(TestBook.Gpu).GetProperty("closing").GetInt64());
        Assert.Contains("ledger verify", new StreamReader(zip.GetEntry("VERIFY.md")!.Open()).ReadToEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("export?upto=0", 404, "unknown-head")]
    [InlineData("export?upto=999999", 404, "unknown-head")]
    [InlineData("export?upto=x", 400, "invalid-query")]
    [InlineData("export?upto=-1", 400, "invalid-query")]
    [InlineData("export?upto=1&upto=2", 400, "invalid-query")]
    [InlineData("export?upto=99999999999999999999", 400, "invalid-query")]
    public async Task Is_refused_for_what_there_never_was(string route, int status, string code) =>
        (await (await SealedDeal.PlayAsync(host)).Book.GetAsync(route)).MustRefuse(status, code);

    [Fact]
    [GoesBeyond("exports")]
    public async Task Is_not_made_for_everybody_at_once()
    {
        var deal = await SealedDeal.PlayAsync(host);
        var places = host.Services.GetRequiredService<ExportPlaces>();
        using (places.TryTake())
        using (places.TryTake())
        {
            (await deal.Book.GetAsync("export")).MustRefuse(429, "too-many-exports");
        }

        (await deal.VerifyAsync()).MustHold();
    }

    [Fact]
    public async Task Is_for_auditors_and_the_operator()
    {
        var deal = await SealedDeal.PlayAsync(host);
        foreach (var (role, status) in new[] { (Roles.Supplier, 403), (Roles.Customer, 403), (Roles.Carrier, 403), (Roles.Auditor, 200) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, $"/books/{deal.Book.Code}/export");
            request.Headers.Authorization = await deal.Book.AuthorizationAsync(role);
            using var client = host.Client;
            Assert.Equal(status, (int)(await client.SendAsync(request)).StatusCode);
        }
    }

    [Fact]
    public async Task Is_of_the_same_log_that_the_ledger_serves_to_everybody()
    {
        var deal = await SealedDeal.PlayAsync(host);
        var bundle = await deal.ExportAsync();
        await deal.Book.MustPostAsync("sites", new { site = "LATER", name = "A site", kind = "warehouse" });
        await deal.SealAsync();
        using var client = host.Client;
        client.BaseAddress = new Uri($"http://localhost/books/{deal.Book.Code}/");
        Assert.Empty(await new ServedLog(client, deal.Policy).CompareAsync(bundle, CancellationToken.None));

        await deal.ForgeLogAsync(host, 2, entry => entry.Replace("\"v\":1", "\"v\":2", StringComparison.Ordinal), isCosigned: true);
        Assert.Contains(await new ServedLog(client, deal.Policy).CompareAsync(bundle, CancellationToken.None), finding => finding.Rule is Rule.L2 or Rule.L3);
        Directory.Delete(Path.GetDirectoryName(bundle)!, true);
    }

    [Fact]
    public async Task Is_verified_with_the_key_that_was_pinned_after_another_took_its_place()
    {
        var deal = await SealedDeal.PlayAsync(host);
        await deal.Book.MustPostAsync("log/keys", new { overlapDays = 0 });
        await deal.SealAsync();
        await deal.Book.MustPostAsync("sites", new { site = "LATER", name = "A site", kind = "warehouse" });
        await deal.SealAsync();
        (await deal.VerifyAsync()).MustHold();
    }
}
