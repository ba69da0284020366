namespace Ledger.Door.Places;

/// <summary>Places for the lines of bulk requests.</summary>
public interface ILinePlaces
{
    /// <summary>
    /// A place for one line. The sender waits for its answer and the rest of its lines for both, so a line is patient where a request would be told to come
    /// back.
    /// </summary>
    /// <returns>Null when there was none as long as a line may take.</returns>
    ValueTask<Place?> TakeForLineAsync(CancellationToken gone);
}
