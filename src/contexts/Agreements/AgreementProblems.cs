namespace Ledger.Agreements;

/// <summary>Why agreements and reference data refuse.</summary>
public static class AgreementProblems
{
    public static readonly ProblemCode BadBookCode = new("bad-book-code", 400, "A book's code is part of addresses and must look like one.");
}
