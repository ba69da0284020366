namespace Ledger.Door.Reads;

/// <summary>A query parameter of a read, and what it means.</summary>
public sealed record QueryParameter(string Name, Type Type, string Means);

/// <summary>A query parameter that a read takes besides those of its moment, its form and its pages.</summary>
/// <param name="name">As it stands in an address.</param>
/// <param name="means">What the API's description says of it.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class QueryAttribute<T>(string name, string means) : Attribute, IQuery
{
    public QueryParameter Parameter { get; } = new(name, typeof(T), means);
}

internal interface IQuery
{
    QueryParameter Parameter { get; }
}
