namespace Ledger.Contracts;

/// <summary>
/// States that a command acts on nothing that belongs to a party, so that every party with the role may post it. Every other command has an owner to ask about.
/// </summary>
/// <param name="because">Why that is right.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NobodysOwnAttribute(string because) : Attribute
{
    public string Because { get; } = because;
}
