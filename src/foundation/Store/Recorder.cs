using JasperFx.Events;

namespace Ledger.Store;

/// <summary>Who recorded an event, as the session noted it.</summary>
public static class Recorder
{
    /// <summary>The party; null where the ledger recorded it by itself, or before senders were noted.</summary>
    public static string? Of(IEvent recorded) => recorded.UserName?.Split('/')[0];
}
