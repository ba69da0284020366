using System.Text.Json.Serialization;
using Ledger.Client.Contracts;

namespace Ledger.Client;

/// <summary>What became of a command, for certain: <see cref="Recorded"/> or <see cref="Refused"/>.</summary>
public abstract record Outcome
{
    private protected Outcome()
    {
    }
}

/// <summary>The command is in the ledger.</summary>
/// <param name="Stream">Stream that it is recorded on, such as <c>batch/B-17</c>.</param>
/// <param name="Version">The stream's version afterwards, which <see cref="SendOptions.IfVersion"/> of the next command can name.</param>
/// <param name="Events">What was recorded.</param>
/// <param name="Position">Position of the last of them: a read with this <c>MinPosition</c> sees it.</param>
/// <param name="Order">Only on orders, when the command asked to wait: what became of the draw on the commitment.</param>
/// <param name="AlreadyRecorded">The same content was recorded before under another key; this is what was recorded then.</param>
public sealed record Recorded(
    string Stream, long Version, IReadOnlyList<RecordedEvent> Events, long? Position = null, OrderOutcome? Order = null, bool AlreadyRecorded = false) : Outcome
{
    /// <summary>Only where an API key was issued: the key, which is shown this once.</summary>
    [JsonPropertyName("apiKey")]
    public string? IssuedKey { get; init; }

    /// <summary>How far it is proven by now; <see cref="SendOptions.WaitFor"/> waits for more.</summary>
    public Seal? Seal { get; init; }

    /// <summary>This key had its answer before, and here it is again: an earlier attempt had been recorded.</summary>
    public bool Replayed { get; init; }

    /// <summary>Without the key, which belongs into no log.</summary>
    public override string ToString() => $"{Stream} v{Version}{(Replayed ? ", replayed" : "")}{(AlreadyRecorded ? ", already recorded" : "")}";
}

/// <summary>The ledger has refused the command, and nothing of it is recorded.</summary>
/// <param name="Problem">Why. Program against its code.</param>
public sealed record Refused(Problem Problem) : Outcome;

/// <summary>An event that a command led to.</summary>
/// <param name="Id">The same in the feed and in traces.</param>
/// <param name="Type">Such as <c>logistics.batch-shipped.v1</c>.</param>
public sealed record RecordedEvent(Guid Id, string Type);

/// <summary>What the agreement has said to an order.</summary>
/// <param name="Status"><c>placed</c> (not decided within the time), <c>confirmed</c> or <c>refused</c>.</param>
/// <param name="Reason">The problem code of the refusal.</param>
/// <param name="Detail">The refusal in words.</param>
public sealed record OrderOutcome(string Status, string? Reason = null, string? Detail = null);
