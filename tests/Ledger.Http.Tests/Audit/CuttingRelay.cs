using Ledger.Chaos.Tests;

namespace Ledger.Http.Tests.Audit;

/// <summary>
/// A way to the database that is cut again and again: before what is sent arrives, or after it has arrived and before the answer is heard. What the sealer
/// sends in one piece is a statement, a commit, or a part of a large one; so any of them is the last that a session does.
/// </summary>
internal sealed class CuttingRelay : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Random _dice;
    private readonly Relay _relay;
    private int _piecesLeft = int.MaxValue;
    private bool _isAfter;

    public CuttingRelay(int port, int seed)
    {
        _dice = new Random(seed);
        _relay = new Relay(() => port, () => new Watcher(this));
    }

    public int Port => _relay.Port;

    public int Before { get; private set; }

    public int After { get; private set; }

    public int AtCommit { get; private set; }

    public void Arm() => Draw(isOver: false);

    public void Disarm() => Draw(isOver: true);

    public ValueTask DisposeAsync() => _relay.DisposeAsync();

    private void Draw(bool isOver)
    {
        lock (_lock)
        {
            // A batch is a dozen pieces; seldom more than a few of them pass.
            (_piecesLeft, _isAfter) = (isOver ? int.MaxValue : _dice.Next(1, 25), _dice.Next(2) == 0);
        }
    }

    /// <returns>Whether this piece is the last of its session, and whether it arrives.</returns>
    private (bool IsLast, bool Arrives) Pass(bool isCommit)
    {
        lock (_lock)
        {
            if (_piecesLeft == int.MaxValue || --_piecesLeft > 0)
            {
                return (false, true);
            }

            var arrives = _isAfter;
            (Before, After, AtCommit) = (Before + (arrives ? 0 : 1), After + (arrives ? 1 : 0), AtCommit + (isCommit ? 1 : 0));
            Draw(isOver: false);
            return (true, arrives);
        }
    }

    private sealed class Watcher(CuttingRelay relay) : Relay.Watcher
    {
        private volatile bool _isDeaf;

        public override bool Sent(ReadOnlySpan<byte> toServer)
        {
            var (isLast, arrives) = relay.Pass(toServer.IndexOf("COMMIT"u8) >= 0);
            _isDeaf |= isLast;
            return arrives;
        }

        public override bool Answered(ReadOnlySpan<byte> toClient) => !_isDeaf;
    }
}
