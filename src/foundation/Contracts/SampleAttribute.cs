namespace Ledger.Contracts;

/// <summary>A body of the command that passes every field rule: the example in the API's description, and what tests begin with.</summary>
/// <param name="body">JSON, as a partner would send it.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class SampleAttribute(string body) : Attribute
{
    public string Body { get; } = body;
}
