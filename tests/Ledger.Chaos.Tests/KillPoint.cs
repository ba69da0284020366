namespace Ledger.Chaos.Tests;

/// <summary>Where the ledger is killed, as seen from outside: by what it says to PostgreSQL and to its caller.</summary>
internal enum KillPoint
{
    /// <summary>The host, before the statement that claims the idempotency key reaches PostgreSQL.</summary>
    BeforeClaim,

    /// <summary>The host, when the events are written and the commit is not yet asked for.</summary>
    AfterAppend,

    /// <summary>The host, when PostgreSQL has committed and the host has not yet heard of it.</summary>
    AfterCommit,

    /// <summary>The host, when it has heard of the commit and its caller has not been answered.</summary>
    BeforeAnswer,

    /// <summary>The host, when a batch of the sealed log is written and the commit is not yet asked for.</summary>
    AfterHead,

    /// <summary>The host, when PostgreSQL has committed a batch of the sealed log and the host has not yet heard of it.</summary>
    AfterSeal,

    /// <summary>PostgreSQL, at any moment under load.</summary>
    Postgres,
}

/// <summary>Waits for its point to be passed a given number of times, and then kills once.</summary>
internal sealed class Trigger(Action kill)
{
    private readonly Lock _lock = new();
    private KillPoint? _point;
    private int _passesLeft;

    public void Arm(KillPoint point, int passes)
    {
        lock (_lock)
        {
            (_point, _passesLeft) = (point, passes);
        }
    }

    public bool IsSpent => _point is null;

    /// <summary>True when that was the moment, and the kill is done.</summary>
    public bool Passes(KillPoint point)
    {
        lock (_lock)
        {
            if (_point != point || --_passesLeft > 0)
            {
                return false;
            }

            _point = null;
            kill();
            return true;
        }
    }
}
