using JasperFx.Events;
using Ledger.Kernel;
using Ledger.Store;

namespace Ledger.Decisions.Tests;

/// <summary>Given one stream's events, when a command is decided on them, then events and messages, or a refusal.</summary>
internal sealed record Story<T>(IReadOnlyList<object> Events, Decision? Decision = null)
    where T : class, new()
{
    /// <summary>The state after the events given, and after those that the command recorded.</summary>
    public T State => Story.Fold<T>([.. Events, .. Decision?.Events ?? []])!;

    public Story<T> When(Func<T?, Decision> decide) => this with { Decision = decide(Story.Fold<T>(Events)) };

    /// <summary>Compared as they are written down, because that is what the ledger keeps.</summary>
    public Story<T> Then(params object[] events)
    {
        Assert.Null(Decision!.Refusal);
        Assert.Equal(events.Select(e => (e.GetType(), Story.Written(e))), Decision.Events.Select(e => (e.GetType(), Story.Written(e))));
        return this;
    }

    public Story<T> AndTold(params object[] messages)
    {
        Assert.Equal(messages, Decision!.Messages);
        return this;
    }

    public void ThenRefused(ProblemCode code, params string[] serials)
    {
        Assert.Equal(code, Decision!.Refusal?.Code);
        Assert.Equal(serials, Decision.Refusal!.Serials ?? []);
        Assert.NotEqual("", Decision.Refusal.Detail);
        Assert.Empty(Decision.Events);
        Assert.Empty(Decision.Messages);
    }
}

internal static class Story
{
    private static readonly NewtonsoftSerializer Json = new();

    public static string Written(object value) => Json.ToJson(value);

    /// <summary>Folds events as the store does: by the Apply method for each one's type.</summary>
    public static T? Fold<T>(IEnumerable<object> events)
        where T : class, new()
    {
        T? state = null;
        foreach (var e in events)
        {
            state ??= new T();
            Apply(state, e);
        }

        return state;
    }

    /// <summary>
    /// An event that a state has no Apply for says nothing about it, as in the store. Some states want the event as it is recorded, with who recorded it: here
    /// nobody, or as <see cref="By"/> says.
    /// </summary>
    private static void Apply(object state, object e)
    {
        var fact = e is IEvent recorded ? recorded.Data : e;
        if (state.GetType().GetMethod("Apply", [fact.GetType()]) is { } apply)
        {
            apply.Invoke(state, [fact]);
            return;
        }

        var wrapped = typeof(Event<>).MakeGenericType(fact.GetType());
        state.GetType()
            .GetMethod("Apply", [typeof(IEvent<>).MakeGenericType(fact.GetType())])?.Invoke(state, [e is IEvent ? e : Activator.CreateInstance(wrapped, fact)]);
    }

    /// <summary>The event as a party recorded it.</summary>
    public static IEvent By<T>(string party, T e)
        where T : notnull => new Event<T>(e) { UserName = $"{party}/erp" };
}
