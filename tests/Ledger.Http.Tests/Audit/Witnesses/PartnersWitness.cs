using Ledger.Sealing.Notes;
using Ledger.Witness;

namespace Ledger.Http.Tests.Audit.Witnesses;

/// <summary>
/// A partner's witness as the partner runs it: its own key, its own directory, on loopback. It can be stopped and started, and keeps its address.
/// </summary>
internal sealed class PartnersWitness : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ledger-witness-");
    private readonly WitnessPolicy _policy;
    private WitnessState? _state;
    private WitnessServer? _server;

    private PartnersWitness(string name, string policy)
    {
        Key = SignerKey.New($"{name}.test/witness", KeyKind.Cosigner);
        _policy = WitnessPolicy.Parse(policy);
    }

    public SignerKey Key { get; }

    public Uri Url { get; private set; } = new("http://127.0.0.1:0");

    public WitnessRule Rule { get; private set; } = null!;

    /// <summary>A witness of the book's log that nobody can reach.</summary>
    public static async Task<PartnersWitness> OfAsync(TestBook book, string name)
    {
        var witness = new PartnersWitness(name, (await book.GetAsync("log/policy")).MustBe(200).Text);
        witness.Open();
        return witness;
    }

    /// <summary>A witness that listens, and is appointed.</summary>
    public static async Task<PartnersWitness> AppointedAsync(TestBook book, string name, string party)
    {
        var witness = await OfAsync(book, name);
        await witness.ListenAsync();
        await book.MustPostAsync("log/witnesses", new { witness = name, key = witness.Key.Verifier.ToString(), party, url = witness.Url });
        return witness;
    }

    public async Task ListenAsync()
    {
        Open();
        _server = await WitnessServer.StartAsync(Rule, Url, (_, _) => { });
        Url = _server.Url;
    }

    /// <summary>Nothing is left of it but its directory.</summary>
    public async Task StopAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _state?.Dispose();
        (_server, _state) = (null, null);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _directory.Delete(recursive: true);
    }

    private void Open()
    {
        if (_state is null)
        {
            _state = new WitnessState(_directory.FullName, Key.Verifier);
            Rule = new WitnessRule(_policy, Key, _state, TimeProvider.System);
        }
    }
}
