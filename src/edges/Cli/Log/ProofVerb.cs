using System.CommandLine;

namespace Ledger.Cli.Log;

/// <summary>The verb <c>ledger log proof</c>.</summary>
internal static class ProofVerb
{
    private const string Help =
        """
        Print the proof that an event is in a book's log (c2sp.org/tlog-proof), by the newest countersigned head that has it.
        With --entry it prints what is proven: the event's entry, byte for byte; with --payload the data that a large event's entry only has the hash of.

        Example:
          ledger log proof 0197f3a0-6d1c-7000-8000-000000000000 --book demo --key-file auditor.key --out event.tlog-proof
          ledger log proof 0197f3a0-6d1c-7000-8000-000000000000 --entry --book demo --key-file auditor.key --out event.json

        Exit codes: 0 printed, 1 no such event, or it is not sealed yet, or no right to it, 2 wrong usage, 4 the ledger is away.
        """;

    public static Command Create()
    {
        var id = new Argument<Guid>("EVENT") { Description = "Id of the event, as an answer, the feed or a trace shows it." };
        var entry = new Option<bool>("--entry") { Description = "The entry instead of the proof." };
        var payload = new Option<bool>("--payload") { Description = "The data of a large event instead of the proof." };
        var (at, size, target) = (LogVerb.Connection(), LogVerb.Size("By the head with this many leaves."), LogVerb.Out());
        var verb = new Command("proof", Help) { id, entry, payload, size, target };
        at.AddTo(verb);
        verb.Validators.Add(result =>
        {
            if (new Option[] { entry, payload, size }.Count(option => result.GetResult(option) is { Implicit: false }) > 1) result.AddError("--entry, --payload and --size exclude each other.");
        });
        verb.SetAction((arguments, cancel) =>
        {
            var wanted = arguments.GetValue(entry) ? "entry" : arguments.GetValue(payload) ? "entry?part=payload" : arguments.GetValue(size) is { } leaves ? $"proof?size={leaves}" : "proof";
            return LogVerb.Fetch(at.Of(arguments), $"events/{arguments.GetValue(id):D}/{wanted}", arguments.GetValue(target), "See 'ledger events' for the events there are.", cancel);
        });
        return verb;
    }
}
