using Ledger.Contracts;
using Ledger.Contracts.Ports;
using Ledger.Sealing;
using Ledger.Sealing.Notes;
using Ledger.Witness;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Http.Tests.Audit.Witnesses;

/// <summary>Goal: a witness behind a firewall countersigns too, and nobody can bring what it has not signed. Method: its own pull, and notes by hand.</summary>
public class Heads_are_fetched
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task By_a_witness_that_nobody_can_reach()
    {
        var book = await TestBook.OpenAsync();
        await using var witness = await AppointAsync(book);
        using var client = await LedgerHost.AnonymousAsync();

        // The keys that this asks for are events too, and would make a newer head than the one that is looked at below.
        client.DefaultRequestHeaders.Authorization = await book.AuthorizationAsync(Roles.Customer);
        await book.GetAsync("log/checkpoint");
        await book.GetAsync("log/policy");
        var position = await Heads_are_countersigned.RegisterAsync(book, "S-1");
        await SealedAsync(book, position, SealStatus.Sealed);
        var pull = new LedgerPull(client, book.Code, witness.Rule);
        for (var round = 0; round < 2; round++)
        {
            Assert.Equal(PullResult.Signed, (await pull.OnceAsync(default)).Result);
        }

        await SealedAsync(book, position, SealStatus.Countersigned);
        var head = (await book.GetAsync("log/checkpoint")).MustBe(200).Text;
        Assert.True(WitnessPolicy.Parse((await book.GetAsync("log/policy")).Text).Judge(head).IsTrusted);

        // It goes on from there, by the consistency proof.
        position = await Heads_are_countersigned.RegisterAsync(book, "S-2");
        await SealedAsync(book, position, SealStatus.Sealed);
        Assert.Equal(PullResult.Signed, (await pull.OnceAsync(default)).Result);
        await SealedAsync(book, position, SealStatus.Countersigned);
    }

    [Fact]
    public async Task What_is_brought_is_checked()
    {
        var book = await TestBook.OpenAsync();
        await using var witness = await AppointAsync(book);
        await SealedAsync(book, await Heads_are_countersigned.RegisterAsync(book, "S-1"), SealStatus.Sealed);
        var head = Note.Parse((await book.GetAsync("log/checkpoint")).MustBe(200).Text);
        var line = NoteSignature.Parse(Cosignatures.Sign(witness.Key, head.Text, Now));

        (await BringAsync(book, "rubbish")).MustRefuse(400, "malformed-note");
        (await BringAsync(book, "")).MustRefuse(400, "malformed-note");
        (await BringAsync(book, new string('\n', 200_000))).MustRefuse(413, "body-too-large");
        (await BringAsync(book, "{}", "application/json")).MustRefuse(415, "unsupported-media-type");
        (await BringAsync(book, head.ToString())).MustRefuse(422, "no-cosignature");
        var stranger = SignerKey.New("stranger.test", KeyKind.Cosigner);
        (await BringAsync(book, Signed(head.Text, stranger))).MustRefuse(422, "no-cosignature");
        (await BringAsync(book, head.With(line with { Bytes = [.. line.Bytes[..^1], (byte)(line.Bytes[^1] ^ 1)] }).ToString()))
            .MustRefuse(422, "bad-cosignature");

        var checkpoint = Checkpoint.Parse(head.Text);
        (await BringAsync(book, Signed((checkpoint with { Size = 100_000 }).ToString(), witness.Key))).MustRefuse(404, "unknown-head");
        (await BringAsync(book, Signed((checkpoint with { Root = Digest.Empty }).ToString(), witness.Key))).MustRefuse(409, "other-head");
        (await BringAsync(book, Signed((checkpoint with { Origin = "ledger.local/other" }).ToString(), witness.Key))).MustRefuse(400, "malformed-note");

        // Another partner's word is not the witness's own.
        (await BringAsync(book, Signed(head.Text, witness.Key), role: Roles.Supplier)).MustRefuse(403, "not-your-own");
        (await BringAsync(book, Signed(head.Text, witness.Key), role: Roles.Carrier)).MustRefuse(403, "not-permitted");

        foreach (var role in new[] { Roles.Customer, Roles.Operator, Roles.Customer })
        {
            var kept = (await BringAsync(book, Signed(head.Text, witness.Key), role: role)).MustBe(200).Json;
            Assert.Equal((checkpoint.Size, "customer"), (kept.Number("size"), Assert.Single(kept.Texts("witnesses"))));
        }
    }

    private static string Signed(string text, SignerKey witness) => new Note(text, [NoteSignature.Parse(Cosignatures.Sign(witness, text, Now))]).ToString();

    private static async Task<PartnersWitness> AppointAsync(TestBook book)
    {
        var witness = await PartnersWitness.OfAsync(book, "customer");
        await book.MustPostAsync("log/witnesses", new { witness = "customer", key = witness.Key.Verifier.ToString(), party = "CUS" });
        return witness;
    }

    private static async Task<Reply> BringAsync(TestBook book, string note, string contentType = "text/plain", Roles role = Roles.Customer)
    {
        using var client = role == Roles.Operator ? await LedgerHost.ClientAsync() : await LedgerHost.AnonymousAsync();
        client.DefaultRequestHeaders.Authorization = await book.AuthorizationAsync(role) ?? client.DefaultRequestHeaders.Authorization;
        using var response = await client.PostAsync($"/books/{book.Code}/log/cosignatures", new StringContent(note, System.Text.Encoding.UTF8, contentType));
        return await Reply.OfAsync(response);
    }

    private static async Task SealedAsync(TestBook book, long position, SealStatus status)
    {
        var seals = (await LedgerHost.AlbaAsync).Services.GetRequiredService<ISeals>();
        Assert.Equal(status, (await seals.WaitAsync(book.Code, position, status, TimeSpan.FromSeconds(30), default)).Status);
    }
}
