using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Ledger.Cli.Shared;
using Ledger.Client;
using Ledger.Client.Contracts;

namespace Ledger.Cli.Declare;

/// <summary>The verb <c>ledger declare</c>.</summary>
internal static class DeclareVerb
{
    private const string Help =
        """
        Declare that a recorded event is wrong. The event stays in the history; the later events that correct it are named here.
        If the event moved units, the correcting events must have moved them back: void a shipment before you declare it.
        Sending the same declaration twice records it once.

        Example:
          ledger declare 0199d5a0-5f1e-7000-8000-0000000000a1 --reason did-not-occur --corrected-by 0199d5a0-7b20-7000-8000-0000000000b2
          ledger declare 0199d5a0-5f1e-7000-8000-0000000000a1 --reason incorrect-data --corrected-by ID1 --corrected-by ID2 --note 'wrong lorry'

        Exit codes: 0 recorded, 1 refused, 2 wrong usage, 4 no answer from the ledger (send it again), 130 interrupted (send it again).
        """;

    public static Command Create()
    {
        var wrong = new Argument<Guid>("EVENT") { Description = "Id of the wrong event, as 'ledger events' prints it." };
        var reason = new Option<string>("--reason") { Description = "Why it is wrong: did-not-occur or incorrect-data.", Required = true };
        reason.AcceptOnlyFromAmong("did-not-occur", "incorrect-data");
        var correctives = new Option<Guid[]>("--corrected-by") { Description = "Id of an event that corrects it. Repeat for more than one." };
        var note = new Option<string?>("--note") { Description = "What was wrong, in your own words." };
        var (at, json) = (new ConnectionOptions(), CommonOptions.Json());
        var verb = new Command("declare", Help) { wrong, reason, correctives, note, json };
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) => Run(
            at.Of(arguments),
            new DeclareErroneous(
                arguments.GetValue(wrong), arguments.GetValue(reason)!, arguments.GetValue(correctives) is { Length: > 0 } ids ? ids : null,
                arguments.GetValue(note)),
            arguments.GetValue(json),
            cancel));
        return verb;
    }

    private static Task<int> Run(Connection at, DeclareErroneous command, bool asJson, CancellationToken cancel) => Failures.Handle(at.Url, "", async () =>
    {
        using var ledger = at.Open();
        var outcome = await ledger.SendAsync(command, new() { Key = KeyOf(command) }, cancel);
        if (outcome is not Recorded recorded) return Terminal.Error($"refused: {((Refused)outcome).Problem}", "");
        Console.Out.WriteLine(
            asJson ? $$"""{"declaration":"{{recorded.Events[0].Id}}","position":{{recorded.Position}}}"""
            : $"{recorded.Events[0].Id}, position {recorded.Position}");
        return ExitCode.Done;
    });

    /// <summary>The same declaration has the same key, so that it may be sent again by hand.</summary>
    private static string KeyOf(DeclareErroneous command)
    {
        var said = $"{command.Event} {command.Reason} {string.Join(' ', command.CorrectiveEvents ?? [])} {command.Note}";
        return $"declare-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(said)))[..32]}";
    }
}
