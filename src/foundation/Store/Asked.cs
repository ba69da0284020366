using System.Runtime.CompilerServices;

namespace Ledger.Store;

/// <summary>
/// An answer that has been asked for. The first to be awaited sends everything that was asked by then in one round trip: ask first, await afterwards. What
/// rests on an answer is asked after it, and takes a second trip.
/// </summary>
public readonly struct Asked<T>(Func<Task<T>> answer)
{
    public TaskAwaiter<T> GetAwaiter() => answer().GetAwaiter();
}
