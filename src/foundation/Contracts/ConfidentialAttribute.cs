namespace Ledger.Contracts;

/// <summary>
/// Marks the member of a command that only some parties may know. What it holds is in no event, log or message, and nothing that is kept of the command lets
/// anyone find it by guessing: prices have few digits.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ConfidentialAttribute : Attribute;
