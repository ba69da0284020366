namespace Ledger.Contracts;

/// <summary>
/// Marks a fact about the deal itself rather than about goods: who takes part, what is agreed, what there is to order. A twin of the book, in which integrators
/// rehearse, begins with these facts.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BeginsTwinAttribute : Attribute;
