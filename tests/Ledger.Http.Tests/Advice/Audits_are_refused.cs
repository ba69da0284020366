using Ledger.Logistics.Batches;
using Ledger.Sealing.Notes;

namespace Ledger.Http.Tests.Advice;

/// <summary>What cannot be declared, proven, shown or witnessed as it was asked for, and how it can.</summary>
public sealed class Audits_are_refused
{
    [Fact]
    [Advised("corrective-not-later")]
    [Advised("corrective-declared")]
    public async Task A_corrective_event_that_corrects_nothing()
    {
        var scene = await Scene.ShippedAsync(1);
        await scene.MustAsync(Say.Report("T-1", "delivered"), Say.Report("T-2", "delayed"));
        var reports = await scene.EventsAsync(typeof(TransportReported), 2);
        (await IncorrectAsync(reports[0], await scene.EventAsync(typeof(BatchShipped)))).MustAdvise(409, "corrective-not-later", "Name a later event");
        await scene.DeclaredAsync(reports[1]);
        (await IncorrectAsync(reports[0], reports[1])).MustAdvise(409, "corrective-declared", "Name another event");
        await scene.MustAsync(Say.Report("T-3", "arrived"));
        (await IncorrectAsync(reports[0], await scene.EventAsync(typeof(TransportReported)))).MustBe(201);

        Task<Reply> IncorrectAsync(string wrong, string corrective) => scene.DeclareAsync(wrong, "incorrect-data", corrective);
    }

    [Fact]
    [Advised("declared-erroneous")]
    public async Task What_was_declared_never_to_have_been()
    {
        var scene = await Scene.OrderedAsync();
        await scene.MustAsync(Say.Cancel());
        await scene.DeclaredAsync(await scene.EventAsync(typeof(Ordering.Orders.OrderPlaced)));
        (await scene.Book.GetAsync("orders/PO-1?view=corrected")).MustAdvise(404, "declared-erroneous", "view=recorded shows it all the same");
        Assert.Equal("closed", (await scene.Book.GetAsync("orders/PO-1?view=recorded")).MustBe(200).Json.Text("state"));
    }

    [Fact]
    [Advised("ambiguous-serial")]
    public async Task A_serial_that_units_of_two_products_have()
    {
        var scene = await Scene.OpenAsync();
        await scene.MustAsync(Say.Register("B-1", ["G1"]), Say.Register("B-2", ["G1"], TestBook.Cpu));
        var advice = (await scene.Book.GetAsync("units/G1")).MustAdvise(409, "ambiguous-serial", "Ask for one of them: ").Json.Text("detail");
        foreach (var address in advice["Ask for one of them: ".Length..].TrimEnd('.').Split(", "))
        {
            Assert.Equal("G1", (await scene.Book.GetAsync(address[address.IndexOf("units/", StringComparison.Ordinal)..])).MustBe(200).Json.Text("serial"));
        }
    }

    [Fact]
    [Advised("no-payload")]
    public async Task The_payload_of_an_entry_that_holds_its_data_itself()
    {
        var scene = await Scene.OrderedAsync(1);
        var entry = $"events/{await scene.EventAsync(typeof(Ordering.Orders.OrderPlaced))}/entry";
        await scene.Book.GetWhenAsync(entry, _ => true);
        (await scene.Book.GetAsync($"{entry}?part=payload")).MustAdvise(404, "no-payload", "Read part=entry instead");
        Assert.Contains("PO-1", (await scene.Book.GetAsync($"{entry}?part=entry")).MustBe(200).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Advised("witness-name-used")]
    [Advised("witness-key-used")]
    [Advised("too-many-witnesses")]
    public async Task A_witness_beside_others()
    {
        var scene = await Scene.OpenAsync();
        var keys = Enumerable.Range(0, 18).Select(i => SignerKey.New($"w{i}.test", KeyKind.Cosigner).Verifier.ToString()).ToArray();
        await scene.MustAsync(Witness("w0", keys[0]));
        await scene.RefusedAsync(Witness("w0", keys[1]), "witness-name-used", "Choose a name other than w0");
        await scene.RefusedAsync(Witness("w1", keys[0]), "witness-key-used", "Appoint this one with another key");
        await scene.MustAsync([.. Enumerable.Range(1, 15).Select(i => Witness($"w{i}", keys[i]))]);
        await scene.RefusedAsync(Witness("w16", keys[16]), "too-many-witnesses", "Dismiss another witness first");
        await scene.MustAsync(new Command("DismissWitness", new { witness = "w0", reason = "x" }), Witness("w16", keys[16]));

        static Command Witness(string witness, string key) => new("AppointWitness", new { witness, key, party = "CUS" });
    }
}
