using Ledger.Client.Credentials;
using Ledger.Client.Outboxes;
using Ledger.Client.Sending;

namespace Ledger.Client;

/// <summary>Where the ledger is, which book is meant, who asks, and how patiently.</summary>
public sealed record LedgerClientOptions
{
    /// <summary>Address of the ledger, such as <c>https://ledger.example</c>.</summary>
    public required Uri Url { get; init; }

    /// <summary>Code of the book. A client is for one book, as a key is.</summary>
    public required string Book { get; init; }

    /// <summary>An API key or an OAuth client; null only where nothing but open addresses is asked.</summary>
    public ICredential? Credential { get; init; }

    /// <summary>Keeps each command until its outcome is known. The one in memory forgets what a crash leaves behind: give a
    /// <see cref="FileOutbox"/> wherever a lost answer matters.</summary>
    public IOutbox Outbox { get; init; } = new InMemoryOutbox();

    /// <summary>How long and how often something is tried.</summary>
    public RetryOptions Retry { get; init; } = new();

    /// <summary>The clock that pauses and deadlines go by.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>In place of the usual connection, such as one through a proxy. It is not disposed of.</summary>
    public HttpMessageHandler? Handler { get; init; }
}
