namespace Ledger.Client.Feed;

/// <summary>Hands events over and keeps the cursor behind them.</summary>
internal sealed class Follower(ICursorStore cursor, Func<LedgerEvent, CancellationToken, Task> handler, int storeEvery)
{
    private long _stored;
    private int _unstored;

    public long Position { get; private set; }

    public async Task BeginAsync(CancellationToken cancel) => Position = _stored = await cursor.ReadAsync(cancel);

    /// <summary>What a broken connection brings once more is passed over.</summary>
    public async Task TakeAsync(LedgerEvent recorded, CancellationToken cancel)
    {
        if (recorded.Position <= Position)
        {
            return;
        }

        try
        {
            await handler(recorded, cancel);
        }
        catch (Exception e)
        {
            // Whatever it is, it is no failure of the connection, and nothing to try again for.
            throw new HandlerFailedException(e);
        }

        Position = recorded.Position;
        if (++_unstored >= storeEvery)
        {
            await StoreAsync();
        }
    }

    /// <summary>Nothing more is there for now, up to this position.</summary>
    public async Task RestAsync(long position)
    {
        Position = Math.Max(Position, position);
        await StoreAsync();
    }

    /// <summary>Not cancelled: the handler has done its part.</summary>
    private async Task StoreAsync()
    {
        _unstored = 0;
        if (Position > _stored)
        {
            await cursor.WriteAsync(Position, CancellationToken.None);
            _stored = Position;
        }
    }
}

/// <summary>Carries what a handler threw past those who look for broken connections.</summary>
internal sealed class HandlerFailedException(Exception inner) : Exception("The handler failed.", inner);
