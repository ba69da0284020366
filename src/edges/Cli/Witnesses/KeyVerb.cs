using System.CommandLine;
using Ledger.Cli.Shared;
using Ledger.Witness;

namespace Ledger.Cli.Witnesses;

/// <summary>The verb <c>ledger witness key</c>.</summary>
internal static class KeyVerb
{
    private const string Help =
        """
        Print the public key of a witness. The operator needs it to appoint the witness, and auditors pin it. If the key file does not exist, a private key is
        generated; only its owner can read the file.

        Example:
          ledger witness key --name acme.example/witness --witness-key witness.key

        Exit codes: 0 printed, 1 the file holds something else, 2 wrong usage.
        """;

    public static Command Create()
    {
        var name = new Option<string>("--name")
        {
            Description = "Name of the witness in its signatures: an address without a scheme, such as acme.example/witness.",
            Required = true,
        };
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
