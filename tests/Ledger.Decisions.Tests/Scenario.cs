using System.Text;
using Ledger.Kernel;
using Ledger.Store;

namespace Ledger.Decisions.Tests;

/// <summary>
/// Given what is recorded, when something is asked, then this is decided. Events and state pass through the store's JSON, as they do in the ledger.
/// </summary>
internal static class Scenario
{
    private static readonly NewtonsoftSerializer Json = new();

    public static Given<T> Given<T>(params IEnumerable<object> events)
        where T : class, new() => new([.. events]);

    public static T? Fold<T>(IReadOnlyList<object> events)
        where T : class, new()
    {
        var state = events.Count == 0 ? null : new T();
        foreach (var recorded in events)
        {
            Apply(state!, recorded);
        }

        return state is null ? null : Stored(state);
    }

    /// <summary>An event that a state has no Apply for says nothing about it, as in the store.</summary>
    public static void Apply<T>(T state, object recorded)
        where T : class
    {
        typeof(T).GetMethod("Apply", [recorded.GetType()])?.Invoke(state, [Stored(recorded)]);
    }

    private static TAny Stored<TAny>(TAny written)
        where TAny : class
    {
        using var stored = new MemoryStream(Encoding.UTF8.GetBytes(Json.ToJson(written)));
        return (TAny)Json.FromJson(written.GetType(), stored);
    }

    /// <summary>What it says, for comparing: records with lists in them are equal only to themselves.</summary>
    public static string Text(object? told) => $"{told?.GetType().Name} {Json.ToJson(told)}";
}

internal sealed class Given<T>(IReadOnlyList<object> events)
    where T : class, new()
{
    public Then When(Func<T?, Decision> decide) => new(decide(Scenario.Fold<T>(events)));
}

internal sealed class Then(Decision decision)
{
    public Then Records(params object[] expected)
    {
        Assert.Null(decision.Refusal);
        Assert.Equal(expected.Select(Scenario.Text), decision.Events.Select(Scenario.Text));
        return this;
    }

    public Then Tells(params object[] expected)
    {
        Assert.Equal(expected.Select(Scenario.Text), decision.Messages.Select(Scenario.Text));
        return this;
    }

    public void Refuses(ProblemCode code)
    {
        Assert.Equal(code, decision.Refusal?.Code);
        Assert.Empty(decision.Events);
        Assert.Empty(decision.Messages);
    }
}
