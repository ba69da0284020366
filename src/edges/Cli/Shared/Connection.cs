using Ledger.Client;
using Ledger.Client.Credentials;
using Ledger.Client.Sending;

namespace Ledger.Cli.Shared;

/// <summary>Where a verb works, as whom, and how patiently.</summary>
internal sealed record Connection(Uri Url, string Book, ICredential? Credential)
{
    /// <summary>A person waits for the answer.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    public LedgerClient Open() => new(new()
    {
        Url = Url,
        Book = Book,
        Credential = Credential,
        Retry = new RetryOptions { Deadline = Patience, FirstPause = TimeSpan.FromMilliseconds(250), LongestPause = TimeSpan.FromSeconds(2) },
    });
}
