using System.Text;
using Ledger.Audit.Tests.Formats;
using Ledger.Sealing.Notes;
using Ledger.Sealing.Trees;
using Ledger.Witness;

namespace Ledger.Audit.Tests.Witnesses;

/// <summary>A log that signs whatever it is told to, and a witness of it with a directory of its own that can be stopped and started.</summary>
internal sealed class WitnessBench : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ledger-witness-");
    private WitnessState _state;

    public WitnessBench()
    {
        Policy = WitnessPolicy.All([Log.Verifier], []);
        (_state, Rule) = Start();
    }

    public SignerKey Log { get; } = SignerKey.New("ledger.test/book", KeyKind.Log);

    public SignerKey Key { get; } = SignerKey.New("acme.test/witness", KeyKind.Cosigner);

    public WitnessPolicy Policy { get; }

    public WitnessRule Rule { get; private set; }

    public string StateDirectory => _directory.FullName;

    /// <summary>The witness as it is after it was killed: from its directory alone.</summary>
    public void Restart()
    {
        _state.Dispose();
        (_state, Rule) = Start();
    }

    public string Head(MemoryTree tree, long? size = null) => new Checkpoint(Log.Name, size ?? tree.Size, tree.RootOf(0, (int)(size ?? tree.Size))).Sign(Log);

    public async Task<string> RequestAsync(MemoryTree tree, long old, long size) =>
        new AddCheckpoint(old, await new TiledTree(tree, size).ConsistencyAsync(old, default), Head(tree, size)).ToString();

    public async Task<WitnessAnswer> AddAsync(MemoryTree tree, long old, long size) => Add(await RequestAsync(tree, old, size));

    public WitnessAnswer Add(string request) => Rule.Add(Encoding.UTF8.GetBytes(request));

    /// <summary>Whether the answer is a cosignature of the witness on this head.</summary>
    public bool IsCosignature(WitnessAnswer answer, string head) =>
        answer.Status == 200 && Cosignatures.Verify(Key.Verifier, Note.Parse(head).Text, Note.ParseSignatures(answer.Body).Single()) is not null;

    public void Dispose()
    {
        _state.Dispose();
        _directory.Delete(recursive: true);
    }

    private (WitnessState, WitnessRule) Start()
    {
        var state = new WitnessState(StateDirectory, Key.Verifier);
        return (state, new WitnessRule(Policy, Key, state, TimeProvider.System));
    }
}
