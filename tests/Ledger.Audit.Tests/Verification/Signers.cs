using Ledger.Sealing.Notes;

namespace Ledger.Audit.Tests.Verification;

/// <summary>Who signs a test's log: the operator, and two partners who witness it.</summary>
internal sealed class Signers
{
    public const string Origin = $"ledger.test/{Deal.Book}";

    public SignerKey Log { get; init; } = SignerKey.New(Origin, KeyKind.Log);

    /// <summary>The key that a rotation brings in.</summary>
    public SignerKey NextLog { get; } = SignerKey.New(Origin, KeyKind.Log);

    public SignerKey Customer { get; } = SignerKey.New("cus.example/witness", KeyKind.Cosigner);

    public SignerKey Supplier { get; } = SignerKey.New("sup.example/witness", KeyKind.Cosigner);

    public WitnessPolicy Policy => WitnessPolicy.All([Log.Verifier], [new("customer", Customer.Verifier, null), new("supplier", Supplier.Verifier, null)]);

    public string Sign(Checkpoint head, DateTimeOffset at, bool isCosigned = true, params SignerKey[] by)
    {
        var note = (by.Length == 0 ? [Log] : by).Aggregate(new Note(head.ToString(), []), (signed, key) => signed.With(key));
        return isCosigned
            ? note.With(NoteSignature.Parse(Cosignatures.Sign(Customer, note.Text, at))).With(NoteSignature.Parse(Cosignatures.Sign(Supplier, note.Text, at)))
                .ToString()
            : note.ToString();
    }
}
