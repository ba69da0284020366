namespace Ledger.Audit.Witnesses;

/// <summary>Why matters of witnesses are refused.</summary>
public static class WitnessProblems
{
    public static readonly ProblemCode UnknownWitness = new("unknown-witness", 404, "No witness of this name is appointed in this book.");
    public static readonly ProblemCode WitnessNameUsed = new("witness-name-used", 409, "The name was given to a witness before, and a name is used once.");
    public static readonly ProblemCode WitnessKeyUsed = new("witness-key-used", 409, "Another witness of the book has this key.");
    public static readonly ProblemCode TooManyWitnesses = new("too-many-witnesses", 409, "A book has sixteen witnesses at most.");
    public static readonly ProblemCode MalformedNote = new("malformed-note", 400, "The body is not a signed note with a head of this log.");
    public static readonly ProblemCode OtherHead = new("other-head", 409, "The log's head of this size is another one.");
    public static readonly ProblemCode NoCosignature = new("no-cosignature", 422, "No witness that is appointed in this book has signed the head.");
    public static readonly ProblemCode BadCosignature = new("bad-cosignature", 422, "The signature is not one of the witness's key on this head.");
}
