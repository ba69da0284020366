using System.CommandLine;

namespace Ledger.Cli.Log;

/// <summary>The verb <c>ledger log proof</c>.</summary>
internal static class ProofVerb
{
    private const string Help =
        """
        Print the proof that an event is in the log of a book (c2sp.org/tlog-proof), under the newest countersigned head that includes it.
        With --entry, print what the proof covers: the entry of the event, byte for byte.
        With --payload, print the data of a large event, whose entry holds only the hash.

        Example:
          ledger log proof 0197f3a0-6d1c-7000-8000-000000000000 --book demo --key-file auditor.key --out event.tlog-proof
          ledger log proof 0197f3a0-6d1c-7000-8000-000000000000 --entry --book demo --key-file auditor.key --out event.json

        Exit codes: 0 printed, 1 refused (no such event, not sealed yet, or no access), 2 wrong usage, 4 no answer from the ledger.
        """;

    public static Command Create()
    {
        var id = new Argument<Guid>("EVENT") { Description = "Id of the event, from an answer, the feed or a trace." };
        var entry = new Option<bool>("--entry") { Description = "Print the entry instead of the proof." };
        var payload = new Option<bool>("--payload") { Description = "Print the data of a large event instead of the proof." };
        var (at, size, target) = (LogVerb.Connection(), LogVerb.Size("Prove it under the head with this many leaves."), LogVerb.Out());
        var verb = new Command("proof", Help) { id, entry, payload, size, target };
        at.AddTo(verb);
        verb.Validators.Add(result =>
        {
            var given = new Option[] { entry, payload, size }.Count(option => result.GetResult(option) is { Implicit: false });
            if (given > 1) result.AddError("Give only one of --entry, --payload and --size.");
        });
        verb.SetAction((arguments, cancel) =>
        {
            var wanted = arguments.GetValue(entry) ? "entry" : arguments.GetValue(payload) ? "entry?part=payload" : arguments.GetValue(size) is { } leaves
                ? $"proof?size={leaves}" : "proof";
            var path = $"events/{arguments.GetValue(id):D}/{wanted}";
            return LogVerb.Fetch(at.Of(arguments), path, arguments.GetValue(target), "'ledger events' lists the events.", cancel);
        });
        return verb;
    }
}
