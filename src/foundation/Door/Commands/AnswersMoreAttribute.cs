namespace Ledger.Door.Commands;

/// <summary>Says what a command answers with, where that is more than what it recorded.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AnswersMoreAttribute<T> : Attribute, IAnswersMore
{
    public Type Type { get; } = typeof(T);
}

internal interface IAnswersMore
{
    Type Type { get; }
}
