using Ledger.Contracts.Ports;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Http.Tests.Audit.Witnesses;

/// <summary>Goal: both partners have signed every head, without anybody waiting for them. Method: real witnesses on loopback.</summary>
public class Heads_are_countersigned
{
    [Fact]
    public async Task Once_all_appointed_witnesses_have_signed()
    {
        var book = await TestBook.OpenAsync();
        await using var customer = await PartnersWitness.AppointedAsync(book, "customer", "CUS");
        await using var supplier = await PartnersWitness.AppointedAsync(book, "supplier", "SUP");
        await MustComeToAsync(book, await RegisterAsync(book, "S-1"), SealStatus.Countersigned);

        // One of them is away: nobody waits for it, and nothing counts as countersigned meanwhile.
        await supplier.StopAsync();
        var position = await RegisterAsync(book, "S-2");
        await MustComeToAsync(book, position, SealStatus.Sealed);
        await MustStayAsync(book, position, SealStatus.Sealed);
        await supplier.ListenAsync();
        await MustComeToAsync(book, position, SealStatus.Countersigned);
    }

    [Fact]
    public async Task And_never_where_nobody_is_appointed()
    {
        var book = await TestBook.OpenAsync();
        var position = await RegisterAsync(book, "S-1");
        await MustComeToAsync(book, position, SealStatus.Sealed);
        await MustStayAsync(book, position, SealStatus.Sealed);
        Assert.EndsWith("quorum none\n", (await book.GetAsync("log/policy")).MustBe(200).Text);
    }

    [Fact]
    public async Task Without_one_that_was_dismissed()
    {
        var book = await TestBook.OpenAsync();
        await using var customer = await PartnersWitness.AppointedAsync(book, "customer", "CUS");
        await using var supplier = await PartnersWitness.AppointedAsync(book, "supplier", "SUP");
        await supplier.StopAsync();
        var position = await RegisterAsync(book, "S-1");
        await MustComeToAsync(book, position, SealStatus.Sealed);
        await MustStayAsync(book, position, SealStatus.Sealed);
        await book.MustPostAsync("log/witnesses/dismiss", new { witness = "supplier", reason = "it is never there" });
        await MustComeToAsync(book, position, SealStatus.Countersigned);
    }

    /// <summary>A witness that signs with another key than the one that was appointed has signed nothing.</summary>
    [Fact]
    public async Task Only_with_the_key_that_was_appointed()
    {
        var book = await TestBook.OpenAsync();
        await using var witness = await PartnersWitness.OfAsync(book, "customer");
        await witness.ListenAsync();
        var other = Ledger.Sealing.Notes.SignerKey.New(witness.Key.Name, Ledger.Sealing.Notes.KeyKind.Cosigner);
        await book.MustPostAsync("log/witnesses", new { witness = "customer", key = other.Verifier.ToString(), party = "CUS", url = witness.Url });
        var position = await RegisterAsync(book, "S-1");
        await MustComeToAsync(book, position, SealStatus.Sealed);
        await MustStayAsync(book, position, SealStatus.Sealed);
    }

    internal static async Task<long> RegisterAsync(TestBook book, string site) =>
        (await book.PostAsync("sites", new { site, name = "A site", kind = "port" })).MustBe(201).Json.Number("position");

    private static async Task MustComeToAsync(TestBook book, long position, SealStatus status) =>
        Assert.Equal(status, (await (await SealsAsync()).WaitAsync(book.Code, position, status, TimeSpan.FromSeconds(30), default)).Status);

    private static async Task MustStayAsync(TestBook book, long position, SealStatus status) =>
        Assert.Equal(status, (await (await SealsAsync()).WaitAsync(book.Code, position, SealStatus.Countersigned, TimeSpan.FromSeconds(2), default)).Status);

    private static async Task<ISeals> SealsAsync() => (await LedgerHost.AlbaAsync).Services.GetRequiredService<ISeals>();
}
