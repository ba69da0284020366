namespace Ledger.Http.Tests.Limits;

/// <summary>Says which rows of the table of limits a test goes beyond, or comes up to.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class GoesBeyondAttribute(string limit) : Attribute
{
    public string Limit { get; } = limit;
}
