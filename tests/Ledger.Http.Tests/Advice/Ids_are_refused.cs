using Ledger.Contracts;
using Ledger.Logistics.Batches;
using Ledger.Sealing.Notes;

namespace Ledger.Http.Tests.Advice;

/// <summary>A refusal says which id does not exist: with one that does, the same command is accepted.</summary>
public sealed class Ids_are_refused
{
    [Fact]
    [Advised("unknown-agreement")]
    [Advised("unknown-line")]
    [Advised("unknown-milestone")]
    [Advised("unknown-term")]
    [Advised("unknown-order")]
    public async Task Of_agreements_and_orders()
    {
        var scene = await Scene.OrderedAsync(2, Say.Milestone("M-1", 2));
        await scene.RefusedAsync(Say.Place("PO-2", 1, agreement: "SA-9"), "unknown-agreement", "Agreement SA-9 does not exist in this book");
        await scene.RefusedAsync(Say.Place("PO-2", 1, agreementLine: 9), "unknown-line", "Agreement SA-1 has no line 9");
        await scene.MustAsync(Say.Place("PO-2", 1));
        await scene.RefusedAsync(Say.Settle("WaiveMilestone", "M-9"), "unknown-milestone", "Agreement SA-1 has no milestone M-9");
        await scene.MustAsync(Say.Settle("WaiveMilestone"));
        await scene.RefusedAsync(Say.Cancel("PO-9"), "unknown-order", "Order PO-9 does not exist in this book");
        await scene.MustAsync(Say.Cancel("PO-2"));

        await scene.MustAsync(new Command("AmendAgreement", new
        {
            agreement = "SA-1",
            amendment = "A-1",
            reason = "x",
            confidentialTerms = new[] { new { term = "deposit", @class = "payment", value = "1" } },
        }));
        await scene.RefusedAsync(Erase("abc"), "unknown-term", "Agreement SA-1 has no term with digest abc");
        await scene.MustAsync(Erase((await scene.Book.GetAsync("agreements/SA-1/terms")).MustBe(200).Json.List("terms")[0].Text("digest")));

        static Command Erase(string digest) => new("EraseTerms", new { agreement = "SA-1", reason = "x", digests = new[] { digest } });
    }

    [Fact]
    [Advised("unknown-batch")]
    [Advised("unknown-order-line")]
    [Advised("unknown-inspection")]
    [Advised("unknown-return")]
    [Advised("unknown-rack")]
    [Advised("unknown-unit")]
    public async Task Of_batches_racks_and_units()
    {
        var scene = await Scene.DeliveredAsync(3);
        await scene.MustAsync(Say.Accept("Q-1", "G1", "G2"), Racks.Model("M-1", 1), Racks.Plan("R1", "M-1"));
        await scene.RefusedAsync(Racks.Install("R9", "G1"), "unknown-rack", "Rack R9 does not exist in this book");
        await scene.MustAsync(Racks.Install("R1", "G1"));
        await scene.RefusedAsync(Say.CorrectInspection("Q-9", "QC-1", "G2"), "unknown-inspection", "Inspection Q-9 does not exist in this book");
        await scene.MustAsync(Say.CorrectInspection("Q-1", "QC-1", "G2"), Say.Return("RMA-1", "G3"));
        await scene.RefusedAsync(Credit("RMA-9"), "unknown-return", "Return RMA-9 does not exist in this book");
        await scene.OrderIsAsync("confirmed 3 2 2 0 1");
        await scene.MustAsync(Credit("RMA-1"), Say.Place("PO-2", 1), Say.Register("B-2", ["G4"]));
        await scene.RefusedAsync(Say.Ship("B-9", "PO-2"), "unknown-batch", "Batch B-9 does not exist in this book");
        await scene.RefusedAsync(Say.Ship("B-2", "PO-9"), "unknown-order-line", "Order PO-9 has no line 1");
        await scene.MustAsync(Say.Ship("B-2", "PO-2"));
        (await scene.Book.GetAsync("units/G9")).MustAdvise(404, "unknown-unit", "No unit with the serial G9 is registered in this book");
        Assert.Equal("transit:B-2", (await scene.Book.GetAsync("units/G4")).MustBe(200).Json.Text("place"));

        static Command Credit(string number) => new("CreditReturn", new { credit = "CR-1", @return = number, reason = "x" });
    }

    [Fact]
    [Advised("unknown-event")]
    [Advised("unknown-corrective-event")]
    public async Task Of_events()
    {
        var scene = await Scene.ShippedAsync(1);
        await scene.MustAsync(Say.Report("T-1", "delivered"), Say.Report("T-2", "delayed"));
        var reports = await scene.EventsAsync(typeof(TransportReported), 2);
        (await scene.DeclareAsync(Commands.Event, "did-not-occur")).MustAdvise(404, "unknown-event", $"Event {Commands.Event} does not exist in this book");
        (await scene.DeclareAsync(reports[0], "incorrect-data", Commands.Event))
            .MustAdvise(404, "unknown-corrective-event", $"Event {Commands.Event} does not exist in this book");
        (await scene.DeclareAsync(reports[0], "incorrect-data", reports[1])).MustBe(201);
    }

    [Fact]
    [Advised("unknown-key")]
    [Advised("unknown-witness")]
    public async Task Of_keys_and_witnesses()
    {
        var scene = await Scene.OpenAsync();
        var key = Access.Door.IdOf((await scene.Book.AuthorizationAsync(Roles.Supplier))!.Parameter!);
        (await RevokeAsync("abc")).MustAdvise(404, "unknown-key", "Key abc does not exist in this book");
        (await RevokeAsync(key)).MustBe(200);
        await scene.RefusedAsync(Dismiss("nobody"), "unknown-witness", "Witness nobody is not appointed in this book");
        await scene.MustAsync(
            new Command("AppointWitness", new { witness = "w0", key = SignerKey.New("w0.test", KeyKind.Cosigner).Verifier.ToString(), party = "CUS" }),
            Dismiss("w0"));

        Task<Reply> RevokeAsync(string revoked) => scene.Book.PostAsync("keys/revoke", new { key = revoked, reason = "x" });

        static Command Dismiss(string witness) => new("DismissWitness", new { witness, reason = "x" });
    }
}
