using System.Text.Json;
using JasperFx.Events;
using Ledger.Contracts.Ports;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Ledger.Store.Replays;

/// <summary>The states of all streams of a kind: orders, batches, racks.</summary>
/// <param name="prefix">What the keys of the streams begin with.</param>
public sealed class StateReplays<T>(string of, string context, string prefix, Func<T, Enum> stateOf, IDocumentStore store, NpgsqlDataSource database)
    : StreamReplays(store, database)
    where T : class
{
    public override string Of => of;

    public override string Context => context;

    protected override string Prefix => prefix;

    protected override async Task<IReadOnlyList<ReplayedFigure>> FiguresAsync(
        IQuerySession session, IReadOnlyList<IEvent> stream, ReplaySpan span, CancellationToken ct)
    {
        var before = span.From is { } from ? await session.FoldAsync<T>(stream, new(span.EffectiveAt, from), ct) : null;
        var after = await session.FoldAsync<T>(stream, new(span.EffectiveAt, span.To), ct);
        return after is null ? [] : [Figures.State(of, stream[0].StreamKey![prefix.Length..], before is null ? null : Name(before), Name(after), span, stream)];
    }

    private string Name(T view) => JsonNamingPolicy.CamelCase.ConvertName(stateOf(view).ToString());
}

public static class StateReplaysOfContexts
{
    /// <param name="of">What the view is called: <c>order</c>.</param>
    /// <param name="prefix">What the keys of its streams begin with.</param>
    public static IServiceCollection AddStateReplays<T>(this IServiceCollection services, string of, string context, string prefix, Func<T, Enum> stateOf)
        where T : class => services.AddSingleton<IReplays>(provider => new StateReplays<T>(
            of, context, prefix, stateOf, provider.GetRequiredService<IDocumentStore>(), provider.GetRequiredService<NpgsqlDataSource>()));
}
