namespace Ledger.Audit.Witnesses;

/// <summary>A partner's witness signs the heads of the book's log from now on; a head is countersigned when all appointed witnesses have signed it.</summary>
/// <param name="Witness">The witness's name in the book's policy; a name can be used only once in a book.</param>
/// <param name="Key">Verifier key of the witness, <c>name+id+key</c>.</param>
/// <param name="Party">The party that runs the witness.</param>
/// <param name="Url">The address that heads are sent to; absent for a witness that fetches them itself.</param>
[ContractName("audit.witness-appointed.v1")]
public sealed record WitnessAppointed(string Witness, string Key, string Party, string? Url, DateTimeOffset OccurredAt) : IFact;

/// <summary>The witness's signature is no longer required. Its earlier signatures stay valid.</summary>
[ContractName("audit.witness-dismissed.v1")]
public sealed record WitnessDismissed(string Witness, string Reason, DateTimeOffset OccurredAt) : IFact;
