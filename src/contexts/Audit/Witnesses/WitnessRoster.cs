using Ledger.Sealing.Notes;
using Marten.Metadata;

namespace Ledger.Audit.Witnesses;

/// <summary>The witnesses of a book's log, and those that were dismissed.</summary>
public sealed class WitnessRoster : ITenanted
{
    public const string Key = "witnesses";

    public string Id { get; set; } = Key;

    /// <summary>The book.</summary>
    public string? TenantId { get; set; }

    public List<AppointedWitness> Witnesses { get; set; } = [];

    /// <summary>Names that were used and are not used again: what a witness has signed is kept under its name.</summary>
    public List<string> Dismissed { get; set; } = [];

    /// <summary>Appointed once more, it has moved.</summary>
    public void Apply(WitnessAppointed e)
    {
        Witnesses.RemoveAll(witness => witness.Witness == e.Witness);
        Witnesses.Add(new(e.Witness, e.Key, e.Party, e.Url));
    }

    public void Apply(WitnessDismissed e)
    {
        Witnesses.RemoveAll(witness => witness.Witness == e.Witness);
        Dismissed.Add(e.Witness);
    }

    public AppointedWitness? Find(string witness) => Witnesses.Find(w => w.Witness == witness);
}

/// <param name="Key">Verifier key.</param>
/// <param name="Url">Null for a witness that fetches the heads itself.</param>
public sealed record AppointedWitness(string Witness, string Key, string Party, string? Url)
{
    internal VerifierKey Verifier => VerifierKey.Parse(Key);

    internal PolicyWitness InPolicy => new(Witness, Verifier, Url);
}
