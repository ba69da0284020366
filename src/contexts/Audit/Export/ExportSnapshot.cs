using Ledger.Audit.Log.Statuses;
using Ledger.Sealing.Notes;
using Npgsql;

namespace Ledger.Audit.Export;

/// <summary>One state of the database, out of which a whole bundle is read: log, rows and views belong together.</summary>
/// <param name="Upto">The size that was asked for; null for the newest.</param>
/// <param name="AsOf">What the views are told as of; null for now.</param>
/// <param name="Policy">The book's policy; null when it has none.</param>
internal sealed record ExportSnapshot(StoreSnapshot Store, long? Upto, ExportHead Head, ViewMoment? AsOf, WitnessPolicy? Policy, DateTimeOffset At) : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    public string Book => Store.Book;

    public NpgsqlCommand Command(string sql, params ReadOnlySpan<object> parameters) => Store.Command(sql, parameters);

    public async Task<T> ScalarAsync<T>(string sql, CancellationToken ct, params object[] parameters)
    {
        await using var command = Command(sql, parameters);
        return (T)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Waits a little for views and witnesses, and takes what there is then.</summary>
    /// <returns>Null when there is no head, or not this one.</returns>
    public static async Task<ExportSnapshot?> OpenAsync(
        NpgsqlDataSource database, ProvenViews views, IBookPolicy? policies, string book, long? upto, TimeProvider clock, CancellationToken ct)
    {
        var policy = policies is null ? null : await policies.OfAsync(book, ct);
        for (var start = clock.GetTimestamp(); ;)
        {
            var isOver = clock.GetElapsedTime(start) >= ExportLimits.Patience;
            if (await TryAsync(database, views, policy, book, upto, clock, isOver, ct) is { } snapshot)
            {
                return snapshot;
            }

            if (isOver)
            {
                return null;
            }

            await Task.Delay(Interval, clock, ct);
        }
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    private static async Task<ExportSnapshot?> TryAsync(
        NpgsqlDataSource database, ProvenViews views, WitnessPolicy? policy, string book, long? upto, TimeProvider clock, bool isLast, CancellationToken ct)
    {
        var store = await StoreSnapshot.OpenAsync(database, book, ct);
        ExportSnapshot? taken = null;
        try
        {
            var now = clock.GetUtcNow();
            var (head, isBest) = await store.HeadAsync(await views.LowestAsync(store, ct), upto, policy, now, ct);
            if (head is not null && (isBest || isLast))
            {
                taken = new(store, upto, head, upto is null ? null : await store.MomentAsync(head, ct), policy, now);
            }

            return taken;
        }
        finally
        {
            if (taken is null)
            {
                await store.DisposeAsync();
            }
        }
    }
}
