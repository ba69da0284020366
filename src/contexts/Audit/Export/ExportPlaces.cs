namespace Ledger.Audit.Export;

/// <summary>Each export holds a connection and a snapshot of the database for as long as its reader takes; so there are few at a time.</summary>
public sealed class ExportPlaces : IDisposable
{
    private readonly SemaphoreSlim _places = new(ExportLimits.AtOnceMax);

    /// <returns>Null when all are taken.</returns>
    public IDisposable? TryTake() => _places.Wait(0) ? new Place(_places) : null;

    public void Dispose() => _places.Dispose();

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        private SemaphoreSlim? _places = places;

        public void Dispose() => Interlocked.Exchange(ref _places, null)?.Release();
    }
}
