using System.Security.Cryptography;
using System.Text;
using JasperFx.Events;
using Ledger.Contracts;
using Ledger.Kernel;

namespace Ledger.Store;

/// <summary>The command that is being run: what the door knows about it and its slice need not be told, and what the slice did with it.</summary>
/// <param name="ifMatch">Version that the sender decided on; null when it did not say.</param>
public sealed class CommandInHand(ICommand command, Caller? caller, long? ifMatch)
{
    private static readonly AsyncLocal<CommandInHand?> InHand = new();

    /// <summary>Null in a message handler: nobody outside sent the message.</summary>
    public static CommandInHand? Current
    {
        get => InHand.Value;
        set => InHand.Value = value;
    }

    public ICommand Command { get; } = command;

    public Caller? Caller { get; } = caller;

    public long? IfMatch { get; } = ifMatch;

    /// <summary>Digest of what the command says, whatever its bytes were. Every event that it leads to carries it as its cause.</summary>
    public string Cause { get; private set; } = CauseOf(command, null);

    /// <summary>The streams that the slice looked at.</summary>
    public HashSet<string> Streams { get; } = new(StringComparer.Ordinal);

    /// <summary>What it recorded; positions are known after the commit.</summary>
    public IReadOnlyList<IEvent> Events { get; set; } = [];

    /// <summary>Puts the secret into the cause, so that nobody can find what is confidential in the command by guessing.</summary>
    internal void Blind(byte[] secret) => Cause = CauseOf(Command, secret);

    private static string CauseOf(ICommand command, byte[]? secret)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(command.GetType().Name));
        hash.AppendData("\n"u8);
        hash.AppendData(Said.By(command, secret));
        return $"sha256:{Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }
}
