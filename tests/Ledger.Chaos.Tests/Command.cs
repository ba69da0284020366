namespace Ledger.Chaos.Tests;

/// <summary>A command that was sent: its key and its exact bytes, and what was heard of it.</summary>
internal sealed class Command(string key, string route, string stream, string body)
{
    public string Key { get; } = key;

    public string Route { get; } = route;

    /// <summary>Where it records exactly one event, as the first of the stream.</summary>
    public string Stream { get; } = stream;

    public string Body { get; } = body;

    /// <summary>Id of the event that the answer named; null until there is an answer.</summary>
    public Guid? Event { get; set; }

    /// <summary>Why there was no answer, as the last try came to know it.</summary>
    public string? Failure { get; set; }

    /// <summary>How long it took, from the recovery on, until a retry was answered; null where the first try was.</summary>
    public TimeSpan? Resolved { get; set; }
}
