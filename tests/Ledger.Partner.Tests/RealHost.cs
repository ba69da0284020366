using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Ledger.Client;
using Ledger.Client.Contracts;
using Ledger.Client.Credentials;
using Ledger.LocalPostgres;

namespace Ledger.Partner.Tests;

/// <summary>The host as a process on a throw-away PostgreSQL, with the operator's key that it made at its first start.</summary>
public sealed class RealHost : IAsyncLifetime
{
    private LocalCluster _cluster = null!;
    private Process _process = null!;

    public Uri Url { get; } = new(FreeAddress());

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("ledger-partner-").FullName;

    public string OperatorKey => Path.Combine(Directory, "operator.key");

    public async Task InitializeAsync()
    {
        _cluster = await LocalCluster.StartAsync(LocalClusterOptions.Temporary());
        _process = Running.Start(
            "dotnet", [Running.Built("Host", "Ledger.Host.dll")], Directory,
            ("ConnectionStrings__Ledger", _cluster.ConnectionString), ("Access__OperatorKeyFile", OperatorKey),
            ("Access__SigningKeyFile", Path.Combine(Directory, "token-signing.pem")), ("Audit__LogKeyFile", Path.Combine(Directory, "log.key")),
            ("Confidential__KeyFile", Path.Combine(Directory, "confidential.key")), ("ASPNETCORE_URLS", Url.AbsoluteUri));
        _ = _process.StandardOutput.ReadToEndAsync();
        _ = _process.StandardError.ReadToEndAsync();
        using var client = Client("any", null);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (await client.CheckReadyAsync(patience.Token) is not null)
        {
            Assert.False(_process.HasExited, "The host has ended.");
            await Task.Delay(100, patience.Token);
        }
    }

    public LedgerClient Client(string book, string? keyFile) =>
        new(new() { Url = Url, Book = book, Credential = keyFile is null ? null : ApiKey.FromFile(keyFile) });

    /// <summary>Opens a book with a party for each role, and makes their keys.</summary>
    /// <returns>Directory of the keys.</returns>
    public async Task<string> OpenAsync(string book)
    {
        using var client = Client(book, OperatorKey);
        string[] roles = ["supplier", "customer", "carrier", "integrator", "auditor"];
        Assert.IsType<Recorded>(
            await client.SendAsync(
                new OpenBook("Book", BookPurpose.Rehearsal, [.. roles.Select(role => new BookParty(role.ToUpperInvariant(), role, [role]))])));
        await LedgerAsync("keys", "demo", "--book", book, "--dir", KeysOf(book), "--key-file", OperatorKey);
        return KeysOf(book);
    }

    public string KeysOf(string book) => Path.Combine(Directory, "keys", book);

    public Task<string> LedgerAsync(params string[] arguments) =>
        Running.DoneAsync("dotnet", [Running.Built("edges/Cli", "ledger.dll"), .. arguments, "--url", Url.AbsoluteUri], Directory);

    /// <summary>A verb that talks to no ledger.</summary>
    public Task<string> LedgerlessAsync(params string[] arguments) =>
        Running.DoneAsync("dotnet", [Running.Built("edges/Cli", "ledger.dll"), .. arguments], Directory);

    public async Task DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _cluster.DisposeAsync();
        System.IO.Directory.Delete(Directory, true);
    }

    /// <summary>An address of this machine where nobody listens yet.</summary>
    public static string FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://{listener.LocalEndpoint}";
    }
}
