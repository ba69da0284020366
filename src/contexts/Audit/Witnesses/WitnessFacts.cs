namespace Ledger.Audit.Witnesses;

/// <summary>A partner's witness signs the heads of the book's log from now on; a head is countersigned when all appointed witnesses have signed it.</summary>
/// <param name="Witness">What the book's policy calls it; a name is used once.</param>
/// <param name="Key">Verifier key of the witness, <c>name+id+key</c>.</param>
/// <param name="Party">Whose witness it is.</param>
/// <param name="Url">Where heads are brought to; absent for a witness that fetches them itself.</param>
[ContractName("audit.witness-appointed.v1")]
public sealed record WitnessAppointed(string Witness, string Key, string Party, string? Url, DateTimeOffset OccurredAt) : IFact;

/// <summary>The witness's signature is not asked for any more. What it has signed stays signed.</summary>
[ContractName("audit.witness-dismissed.v1")]
public sealed record WitnessDismissed(string Witness, string Reason, DateTimeOffset OccurredAt) : IFact;
