namespace Ledger.Contracts;

/// <summary>
/// The name under which an event or a message is written down, for ever: <c>context.what-happened.vN</c>. A CLR type may be renamed or moved; this may not.
/// A changed shape is a new name (<c>.v2</c>) with an upcaster from the old one.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ContractNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
