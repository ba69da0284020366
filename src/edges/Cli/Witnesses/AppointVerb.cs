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
        Appoint a partner's witness: from then on a head of the book's log is countersigned when this witness has signed it too. It takes the operator's key.
        Appointed once more with the same key, it gets its new address; as it is, nothing happens.

        Example:
          ledger witness appoint customer --vkey "$(cat witness.vkey)" --party ACME --address https://witness.acme.example --book demo --key-file operator.key

        Exit codes: 0 it is appointed, 1 refused, 2 wrong usage, 4 the ledger is away.
        """;

    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "What the book's policy calls it; a name is used once." };
        var key = new Option<string>("--vkey") { Description = "Its public key, as 'ledger witness key' prints it.", Required = true };
        var party = new Option<string>("--party") { Description = "The party whose witness it is.", Required = true };
        var address = new Option<string?>("--address") { Description = "Where it listens; without it, it fetches the heads itself ('ledger witness once')." };
        var at = new ConnectionOptions();
        var verb = new Command("appoint", Help) { name, key, party, address };
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) => Run(
            at.Of(arguments), new AppointWitness(arguments.GetValue(name)!, arguments.GetValue(key)!, arguments.GetValue(party)!, arguments.GetValue(address)), cancel));
        return verb;
    }

    private static Task<int> Run(Connection at, AppointWitness command, CancellationToken cancel) => Failures.Handle(at.Url, "See 'ledger witness policy' for who is appointed.", async () =>
    {
        using var ledger = at.Open();
        return await ledger.SendAsync(command, cancel: cancel) is Refused { Problem: { Code: not "already-recorded" } problem } ? throw new LedgerRefusedException(problem) : ExitCode.Done;
    });
}
