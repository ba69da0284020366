using System.CommandLine;
using Ledger.Cli.Shared;
using Ledger.Client;
using Ledger.Client.Contracts;

namespace Ledger.Cli.Witnesses;

/// <summary>The verb <c>ledger witness appoint</c>.</summary>
internal static class AppointVerb
{
    private const string Help =
        """
        Appoint a partner's witness. From now on a head of the log counts as countersigned only when this witness has signed it too. Needs the operator's key.
        To change the address of a witness, appoint it again with the same key.

        Example:
          ledger witness appoint customer --vkey "$(cat witness.vkey)" --party ACME --address https://witness.acme.example --book demo --key-file operator.key

        Exit codes: 0 appointed, 1 refused, 2 wrong usage, 4 no answer from the ledger.
        """;

    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "Name of the witness in the policy. A name cannot be used again." };
        var key = new Option<string>("--vkey") { Description = "Public key of the witness, as 'ledger witness key' prints it.", Required = true };
        var party = new Option<string>("--party") { Description = "Party that runs the witness.", Required = true };
        var address = new Option<string?>("--address")
        {
            Description = "Address of the witness. Without one, the witness fetches the heads itself ('ledger witness once').",
        };
        var at = new ConnectionOptions();
        var verb = new Command("appoint", Help) { name, key, party, address };
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) => Run(
            at.Of(arguments), new AppointWitness(arguments.GetValue(name)!, arguments.GetValue(key)!, arguments.GetValue(party)!, arguments.GetValue(address)),
            cancel));
        return verb;
    }

    private static Task<int> Run(Connection at, AppointWitness command, CancellationToken cancel) =>
        Failures.Handle(at.Url, "'ledger witness policy' lists the witnesses.", async () =>
        {
            using var ledger = at.Open();
            return await ledger.SendAsync(command, cancel: cancel) is Refused { Problem: { Code: not "already-recorded" } problem }
                ? throw new LedgerRefusedException(problem)
                : ExitCode.Done;
        });
}
