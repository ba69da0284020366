using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace Ledger.Door.Places;

/// <summary>
/// What a request holds while the host works for it. It gives its place back while it waits for something, most of all for bytes of its sender, so that those
/// who are slow take no time from the others.
/// </summary>
public sealed class Place(PlacePool pool) : IDisposable
{
    private PlacePool _pool = pool;
    private RateLimitLease? _lease;

    /// <summary>Null where nobody is counted: a probe of health, or a test of a part.</summary>
    public static Place? Of(HttpContext context) => context.Features.Get<Place>();

    /// <returns>False when the host has none to give.</returns>
    public async ValueTask<bool> TakeAsync(CancellationToken gone) => (_lease ??= await _pool.TakeAsync(gone)) is not null;

    /// <summary>Goes on in another pool; the old one is not kept waiting by the queue of the new.</summary>
    /// <returns>False when there is no place in it.</returns>
    public ValueTask<bool> MoveAsync(PlacePool to, CancellationToken gone)
    {
        if (_pool != to)
        {
            GiveBack();
            _pool = to;
        }

        return TakeAsync(gone);
    }

    public void GiveBack() => Interlocked.Exchange(ref _lease, null)?.Dispose();

    public void Dispose() => GiveBack();
}
