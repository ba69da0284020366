namespace Ledger.Kernel;

/// <summary>How much of something the ledger takes. Partners read these rows in the documentation; each has a test that goes beyond it.</summary>
/// <param name="Name">What its test refers to it by.</param>
/// <param name="Value">As it is unless an operator has set it otherwise.</param>
/// <param name="Of">What is limited.</param>
/// <param name="Beyond">What happens beyond it.</param>
/// <param name="Code">The problem that the caller is told; null when there is none, or nobody to tell.</param>
/// <param name="Setting">Where an operator changes it; null when it is fixed.</param>
public sealed record Limit(string Name, long Value, string Unit, string Of, string Beyond, ProblemCode? Code = null, string? Setting = null);
