using System.Text;
using CsCheck;
using Ledger.Sealing.Canonical;
using Ledger.Sealing.Notes;
using Ledger.Sealing.Tiles;

namespace Ledger.Audit.Tests.Formats;

/// <summary>Valid texts, cut, doubled and overwritten at random: a parser gives a value or a FormatException, nothing else.</summary>
public class Hostile_texts
{
    private static readonly SignerKey Signer = SignerKey.New("log.example/a", KeyKind.Log);

    private static readonly (string Name, byte[] Valid, Action<byte[]> Read)[] Parsers =
    [
        ("note", Vectors.Bytes("checkpoint"), Strict(text => Checkpoint.Parse(Note.Parse(text).Text))),
        ("policy", Vectors.Bytes("policy.txt"), Strict(text => WitnessPolicy.Parse(text).Judge(Vectors.Text("checkpoint")))),
        ("judged note", Vectors.Bytes("checkpoint"), Strict(text => WitnessPolicy.Parse(Vectors.Text("policy.txt")).Judge(text))),
        ("request", Vectors.Bytes("add-checkpoint.300-700.txt"), Strict(AddCheckpoint.Parse)),
        ("proof", Vectors.Bytes("proofs/0.tlog-proof"), Strict(InclusionProofText.Parse)),
        ("public key", Encoding.UTF8.GetBytes(Signer.Verifier.ToString()), Strict(VerifierKey.Parse)),
        ("private key", Encoding.UTF8.GetBytes(Signer.Export()), Strict(SignerKey.Parse)),
        ("tile", "tile/0/x001/x234/067.p/5"u8.ToArray(), Strict(TilePath.Parse)),
        ("entries", "tile/entries/x001/234"u8.ToArray(), Strict(TilePath.Parse)),
        ("bundle", Vectors.Bytes("tile/entries/001.p/44"), bytes => EntryBundle.Read(bytes)),
        ("JSON", Vectors.Bytes("proofs/0.entry.json"), bytes => CanonicalJson.Of(bytes)),
    ];

    private static readonly byte[] Special = "\n +0.9/xp—\"\\{}[],:=e-"u8.ToArray();

    private static readonly Gen<byte> Byte = Gen.OneOf(Gen.Byte, Gen.Int[0, Special.Length - 1].Select(i => Special[i]));

    private static readonly Gen<(int Kind, int At, int Length, byte Put)> Change =
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, int.MaxValue], Gen.Int[1, 70], Byte);

    [Fact]
    public void Give_a_value_or_a_FormatException() =>
        Gen.Select(Gen.Int[0, Parsers.Length - 1], Change.Array[1, 4]).Sample((which, changes) =>
        {
            var bytes = changes.Aggregate(Parsers[which].Valid, Changed);
            try
            {
                Parsers[which].Read(bytes);
            }
            catch (FormatException refused)
            {
                Assert.InRange(refused.Message.Length, 10, 1000);
            }
        }, iter: 20_000);

    [Fact]
    public void The_valid_texts_are_read() => Assert.All(Parsers, parser => parser.Read(parser.Valid));

    private static Action<byte[]> Strict<T>(Func<string, T> parse) => bytes => parse(Ledger.Sealing.StrictText.Decode(bytes));

    private static byte[] Changed(byte[] bytes, (int Kind, int At, int Length, byte Put) change)
    {
        var at = change.At % (bytes.Length + 1);
        var end = Math.Min(bytes.Length, at + change.Length);
        return change.Kind switch
        {
            0 => bytes[..at],
            1 => [.. bytes[..at], change.Put, .. bytes[at..]],
            2 => [.. bytes[..at], .. Enumerable.Repeat(change.Put, end - at), .. bytes[end..]],
            3 => [.. bytes[..at], .. bytes[end..]],
            _ => [.. bytes[..end], .. bytes[at..]],
        };
    }
}
