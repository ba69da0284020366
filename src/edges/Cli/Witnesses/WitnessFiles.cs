using System.CommandLine;
using Ledger.Sealing.Notes;
using Ledger.Witness;

namespace Ledger.Cli.Witnesses;

/// <summary>The options that make a witness: its key, its directory, and the logs that it knows.</summary>
internal sealed class WitnessFiles
{
    private readonly Option<FileInfo> _key = WitnessVerb.KeyFile();
    private readonly Option<DirectoryInfo> _state = WitnessVerb.State();
    private readonly Option<FileInfo> _policy = WitnessVerb.Policy();

    public void AddTo(Command verb) => Array.ForEach([_key, _state, (Option)_policy], verb.Options.Add);

    /// <exception cref="FormatException">The key or the policy is none.</exception>
    /// <exception cref="IOException">A file is not there, or another witness has the directory.</exception>
    public (WitnessRule Rule, SignerKey Key, WitnessState State) Open(ParseResult arguments)
    {
        var key = WitnessKeyFile.Read(arguments.GetValue(_key)!.FullName);
        var policy = WitnessPolicy.Parse(File.ReadAllText(arguments.GetValue(_policy)!.FullName));
        var state = new WitnessState(arguments.GetValue(_state)!.FullName, key.Verifier);
        return (new(policy, key, state, TimeProvider.System), key, state);
    }
}
