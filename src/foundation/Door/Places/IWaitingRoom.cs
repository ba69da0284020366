using Ledger.Door.Refusals;
using Microsoft.AspNetCore.Http;

namespace Ledger.Door.Places;

/// <summary>Where requests wait for bytes of their senders. It has room for so many of each party, book and address.</summary>
public interface IWaitingRoom
{
    /// <returns>What is held while the request waits, or why it may not.</returns>
    (IDisposable? Held, Problem? Refused) Enter(HttpContext context);
}
