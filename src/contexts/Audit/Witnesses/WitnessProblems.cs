namespace Ledger.Audit.Witnesses;

/// <summary>Why matters of witnesses are refused.</summary>
public static class WitnessProblems
{
    public static readonly ProblemCode UnknownWitness = new("unknown-witness", 404, "No witness with this name is appointed in this book.");
    public static readonly ProblemCode WitnessNameUsed = new("witness-name-used", 409, "The name has already been used for a witness of this book.");
    public static readonly ProblemCode WitnessKeyUsed = new("witness-key-used", 409, "Another witness of this book already uses this key.");
    public static readonly ProblemCode TooManyWitnesses = new("too-many-witnesses", 409, "A book can have at most sixteen witnesses.");
    public static readonly ProblemCode MalformedNote = new("malformed-note", 400, "The body is not a signed note with a head of this log.");
    public static readonly ProblemCode OtherHead = new("other-head", 409, "The log has a different head of this size.");
    public static readonly ProblemCode NoCosignature = new("no-cosignature", 422, "The note has no signature by a witness appointed in this book.");
    public static readonly ProblemCode BadCosignature = new("bad-cosignature", 422, "The witness's signature on this head is not valid.");
}
