using JasperFx.Events;
using Ledger.Platform.Access;

namespace Ledger.Platform.Http;

/// <summary>The command that is being run: what the door knows about it and its slice need not be told, and what the slice did with it.</summary>
/// <param name="cause">Digest of what the command says, whatever its bytes; every event that it leads to carries it.</param>
/// <param name="ifMatch">Version that the sender decided on; null when it did not say.</param>
public sealed class CommandInHand(Caller? caller, string cause, long? ifMatch)
{
    private static readonly AsyncLocal<CommandInHand?> InHand = new();

    /// <summary>Null in a message handler: nobody outside sent the message.</summary>
    public static CommandInHand? Current
    {
        get => InHand.Value;
        internal set => InHand.Value = value;
    }

    public Caller? Caller { get; } = caller;

    public string Cause { get; } = cause;

    public long? IfMatch { get; } = ifMatch;

    /// <summary>The streams that the slice looked at.</summary>
    public HashSet<string> Streams { get; } = new(StringComparer.Ordinal);

    /// <summary>What it recorded; positions are known after the commit.</summary>
    public IReadOnlyList<IEvent> Events { get; set; } = [];
}
