using System.CommandLine;
using Ledger.Cli.Shared;
using Ledger.Witness;

namespace Ledger.Cli.Witnesses;

/// <summary>The verb <c>ledger witness key</c>.</summary>
internal static class KeyVerb
{
    private const string Help =
        """
        Print a witness's public key, which the ledger's operator appoints and auditors pin. Where the file is not there, the private key is made (readable to its owner only).

        Example:
          ledger witness key --name acme.example/witness --witness-key witness.key

        Exit codes: 0 printed, 1 the file holds something else, 2 wrong usage.
        """;

    public static Command Create()
    {
        var name = new Option<string>("--name") { Description = "What the witness is called in its signatures: an address without a scheme, such as acme.example/witness.", Required = true };
        var file = WitnessVerb.KeyFile();
        var verb = new Command("key", Help) { name, file };
        verb.SetAction((arguments, _) => WitnessVerb.Handle(() =>
        {
            Console.Out.WriteLine(WitnessKeyFile.Ensure(arguments.GetValue(file)!.FullName, arguments.GetValue(name)!).Verifier);
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }
}
