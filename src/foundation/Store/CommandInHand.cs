using System.Security.Cryptography;
using System.Text;
using JasperFx.Events;
using Ledger.Contracts;
using Ledger.Kernel;

namespace Ledger.Store;

/// <summary>
/// The command that a request is about: what the door knows of it and its slice need not be told, and what the slice did with it. There is one for each request
/// or line of a bulk request; in a message handler it stays empty, for nobody outside sent the message.
/// </summary>
public sealed class CommandInHand
{
    private ICommand? _told;
    private ICommand? _command;
    private byte[]? _secret;

    public bool IsEmpty => _command is null;

    /// <summary>The command with the identity of each document that it names by its number.</summary>
    public ICommand Command => _command ?? throw new InvalidOperationException("No command is in hand.");

    /// <summary>Nobody had given the number of the command's document when it was looked up.</summary>
    public bool IsNumberNew { get; private set; }

    /// <summary>Null where the address is open to all, and in a message handler.</summary>
    public Caller? Caller { get; private set; }

    public Sender Sender => Caller is null ? Sender.Ledger : Sender.Of(Caller);

    /// <summary>Version that the sender decided on; null when it did not say.</summary>
    public long? IfMatch { get; private set; }

    /// <summary>Ends when nobody waits for the answer any more.</summary>
    public CancellationToken Aborted { get; private set; }

    /// <summary>Digest of what the command says, whatever its bytes were. Every event that it leads to carries it as its cause.</summary>
    public string Cause { get; private set; } = "";

    /// <summary>Causes under which the same content may be recorded: this build's, and that of earlier ones, to which order and offset mattered.</summary>
    public IReadOnlyList<string> Causes => [Cause, CauseOf(Said.AsToldBy(_told!, _secret))];

    /// <summary>The streams that the slice looked at.</summary>
    public HashSet<string> Streams { get; } = new(StringComparer.Ordinal);

    /// <summary>What it recorded; positions are known after the commit.</summary>
    public IReadOnlyList<IEvent> Events { get; set; } = [];

    public void Take(ICommand command, Caller? caller, long? ifMatch, CancellationToken aborted)
    {
        (_told, _command, Caller, IfMatch, Aborted) = (command, command, caller, ifMatch, aborted);
        Cause = CauseOf(Said.By(command, null));
    }

    /// <summary>The command as its slice takes it.</summary>
    public T As<T>()
        where T : ICommand => (T)Command;

    /// <summary>What the sender told, as it was sent.</summary>
    public ICommand AsTold => _told ?? throw new InvalidOperationException("No command is in hand.");

    /// <summary>Takes the command with the identities of the documents that it names. What it says stays what was told.</summary>
    internal void Identify(ICommand identified, bool isNumberNew) => (_command, IsNumberNew) = (identified, isNumberNew);

    /// <summary>Puts the secret into the cause, so that nobody can find what is confidential in the command by guessing.</summary>
    internal void Blind(byte[] secret)
    {
        _secret = secret;
        Cause = CauseOf(Said.By(AsTold, secret));
    }

    private string CauseOf(byte[] said)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(AsTold.GetType().Name));
        hash.AppendData("\n"u8);
        hash.AppendData(said);
        return $"sha256:{Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }
}
