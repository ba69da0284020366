using Ledger.Sealing;
using Ledger.Sealing.Notes;

namespace Ledger.Audit.Tests.Formats;

public class Notes_and_keys
{
    private static readonly SignerKey Log = SignerKey.New("ledger.test/book", KeyKind.Log);
    private static readonly SignerKey Witness = SignerKey.New("acme.test/witness", KeyKind.Cosigner);
    private static readonly Checkpoint Head = new(Log.Name, 0, Digest.Empty);
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Keys_come_back_from_their_texts()
    {
        Assert.Equal(Log.Export(), SignerKey.Parse(Log.Export()).Export());
        Assert.Equal(Log.Verifier, VerifierKey.Parse(Log.Verifier.ToString()));
        Assert.DoesNotContain(Log.Export()[^30..], Log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_under_another_name_is_another_key()
    {
        var other = Log.WithName("ledger.test/other");
        Assert.NotEqual(Log.Verifier.Id, other.Verifier.Id);
        Assert.False(Note.Parse(Note.Signed(Head.ToString(), other).ToString()).IsSignedBy(Log.Verifier));
        Assert.Throws<FormatException>(() => VerifierKey.Parse(Log.Verifier.ToString().Replace("/book", "/other", StringComparison.Ordinal)));
        Assert.Throws<FormatException>(() => SignerKey.Parse(Log.Export().Replace("/book", "/other", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_log_signs_under_its_own_name() =>
        Assert.True(Note.Parse(new Checkpoint("ledger.test/other", 0, Digest.Empty).Sign(Log)).IsSignedBy(Log.WithName("ledger.test/other").Verifier));

    [Fact]
    public void Unknown_keys_are_ignored_and_a_known_key_that_fails_spoils_the_note()
    {
        var policy = WitnessPolicy.All([Log.Verifier], [new("acme", Witness.Verifier, null)]);
        var note = Note.Parse(Head.Sign(Log)).With(SignerKey.New("stranger", KeyKind.Log));
        Assert.True(policy.Judge(note.ToString()).IsLogSigned);
        Assert.False(policy.Judge(note.ToString()).IsQuorumMet);

        var cosigned = note.With(NoteSignature.Parse(Cosignatures.Sign(Witness, note.Text, Now)));
        Assert.True(policy.Judge(cosigned.ToString()).IsTrusted);
        Assert.Equal(Now, policy.Judge(cosigned.ToString()).Cosigned["acme"]);

        foreach (var known in cosigned.Signatures.Where(signature => signature.Name != "stranger"))
        {
            var spoilt = known with { Bytes = [.. known.Bytes[..^1], (byte)(known.Bytes[^1] ^ 1)] };
            Assert.Throws<FormatException>(() => policy.Judge(cosigned.With(spoilt).ToString()));
        }
    }

    [Fact]
    public void A_logs_key_is_no_witness_and_a_witness_is_no_log()
    {
        Assert.Throws<FormatException>(() => Cosignatures.Sign(Log, Head.ToString(), Now));
        Assert.Throws<FormatException>(() => Note.Signed(Head.ToString(), Witness).IsSignedBy(Witness.Verifier));
        Assert.Throws<FormatException>(() => WitnessPolicy.Parse($"log {Witness.Verifier}\nquorum none\n"));
        Assert.Throws<FormatException>(() => WitnessPolicy.Parse($"witness w {Log.Verifier}\nquorum w\n"));
    }

    [Fact]
    public void Another_logs_key_cannot_speak_for_a_log()
    {
        var other = SignerKey.New("ledger.test/other", KeyKind.Log);
        var policy = WitnessPolicy.All([Log.Verifier, other.Verifier], []);
        Assert.False(policy.Judge(Note.Signed(Head.ToString(), other).ToString()).IsLogSigned);
    }

    [Fact]
    public void The_time_of_a_cosignature_is_signed()
    {
        var line = NoteSignature.Parse(Cosignatures.Sign(Witness, Head.ToString(), Now));
        var later = line with { Bytes = [.. line.Bytes[..7], (byte)(line.Bytes[7] + 1), .. line.Bytes[8..]] };
        Assert.Equal(Now, Cosignatures.Verify(Witness.Verifier, Head.ToString(), line));
        Assert.Null(Cosignatures.Verify(Witness.Verifier, Head.ToString(), later));
        Assert.Null(Cosignatures.Verify(Witness.Verifier, Head.ToString(), line with { Bytes = [.. Enumerable.Repeat<byte>(0xff, 8), .. line.Bytes[8..]] }));
    }
}
