using Alba;
using Ledger.Access.Operator;
using Ledger.Contracts.Ports;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Http.Tests.Audit.Witnesses;

/// <summary>
/// Goal: nothing is signed upon a database that was rolled back. Method: a backup is taken, a witness signs what comes after it, and the ledger starts on the
/// backup with the same keys.
/// </summary>
public sealed class A_restored_backup : IAsyncLifetime
{
    private readonly string _live = $"own_{Guid.NewGuid():N}";
    private readonly string _backup = $"own_{Guid.NewGuid():N}";
    private readonly DirectoryInfo _keys = Directory.CreateTempSubdirectory("ledger-keys-");
    private IAlbaHost? _host;
    private TestBook _book = null!;
    private PartnersWitness _witness = null!;

    private ISeals Seals => _host!.Services.GetRequiredService<ISeals>();

    public async Task InitializeAsync()
    {
        var cluster = await LedgerHost.ClusterAsync();
        await StartAsync(await cluster.CreateDatabaseAsync(_live));
        _book = await TestBook.OpenAsync(client: LedgerHost.OperatorOf(_host!));
        _witness = await PartnersWitness.AppointedAsync(_book, "customer", "CUS");
        await MustBeAsync(await Heads_are_countersigned.RegisterAsync(_book, "S-1"), SealStatus.Countersigned);
        (await _book.GetAsync("log")).MustBe(200);
        await _host!.DisposeAsync();
        var backup = await cluster.CreateDatabaseAsync(_backup, _live);

        await StartAsync(await cluster.CreateDatabaseAsync(_live));
        await MustBeAsync(await Heads_are_countersigned.RegisterAsync(_book, "S-2"), SealStatus.Countersigned);
        await _host!.DisposeAsync();
        _host = null;
        Restored = backup;
    }

    private string Restored { get; set; } = "";

    public async Task DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        await _witness.DisposeAsync();
        var cluster = await LedgerHost.ClusterAsync();
        await cluster.DropDatabaseAsync(_live);
        await cluster.DropDatabaseAsync(_backup);
        _keys.Delete(recursive: true);
    }

    [Fact]
    public async Task Is_not_sealed_any_further_until_the_witness_is_dismissed()
    {
        await StartAsync(Restored);
        var alarm = (await _book.GetWhenAsync("log", status => status.TryGetProperty("alarm", out _))).Json.GetProperty("alarm").Text("reason");
        Assert.Contains("rolled back", alarm, StringComparison.Ordinal);
        var size = (await _book.GetAsync("log")).Json.Number("size");

        // Business goes on; what is recorded waits for its leaf.
        var position = await Heads_are_countersigned.RegisterAsync(_book, "S-3");
        Assert.Equal(SealStatus.Recorded, (await Seals.WaitAsync(_book.Code, position, SealStatus.Sealed, TimeSpan.FromSeconds(3), default)).Status);
        Assert.Equal(size, (await _book.GetAsync("log")).Json.Number("size"));
        using var ready = await LedgerHost.OperatorOf(_host!).GetAsync("/health/ready");
        Assert.Contains("rolled back", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        await _book.MustPostAsync("log/witnesses/dismiss", new { witness = "customer", reason = "the loss of a day was agreed" });
        await MustBeAsync(position, SealStatus.Sealed);
        Assert.False((await _book.GetAsync("log")).Json.TryGetProperty("alarm", out _));
    }

    /// <summary>Nobody waits for a witness that is away; as soon as it is back it tells.</summary>
    [Fact]
    public async Task Is_stopped_when_the_witness_comes_back()
    {
        await _witness.StopAsync();
        await StartAsync(Restored);
        for (var i = 0; i < 5; i++)
        {
            await MustBeAsync(await Heads_are_countersigned.RegisterAsync(_book, $"S-3{i}"), SealStatus.Sealed);
        }

        await _witness.ListenAsync();
        var alarm = (await _book.GetWhenAsync("log", status => status.TryGetProperty("alarm", out _))).Json.GetProperty("alarm").Text("reason");
        Assert.Contains("forked", alarm, StringComparison.Ordinal);
        var position = await Heads_are_countersigned.RegisterAsync(_book, "S-4");
        Assert.Equal(SealStatus.Recorded, (await Seals.WaitAsync(_book.Code, position, SealStatus.Sealed, TimeSpan.FromSeconds(2), default)).Status);
    }

    private async Task StartAsync(string connectionString)
    {
        _host = await LedgerHost.StartOnAsync(connectionString, settings: new()
        {
            [FirstKey.Setting] = Path.Combine(_keys.FullName, "operator.key"),
            ["Access:SigningKeyFile"] = Path.Combine(_keys.FullName, "signing.pem"),
            ["Audit:LogKeyFile"] = Path.Combine(_keys.FullName, "log.key"),
            ["Confidential:KeyFile"] = Path.Combine(_keys.FullName, "confidential.key"),
        });
        _book = _book?.Through(LedgerHost.OperatorOf(_host))!;
    }

    private async Task MustBeAsync(long position, SealStatus status) =>
        Assert.Equal(status, (await Seals.WaitAsync(_book.Code, position, status, TimeSpan.FromSeconds(40), default)).Status);
}
