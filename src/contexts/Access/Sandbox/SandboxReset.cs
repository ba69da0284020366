namespace Ledger.Access.Sandbox;

/// <summary>A new sandbox copy of the book replaced the old one. Nothing of the old one was deleted, but no key leads to it any more.</summary>
/// <param name="Generation">The generation of the new copy.</param>
[ContractName("access.sandbox-reset.v1")]
public sealed record SandboxReset(long Generation, string Reason, DateTimeOffset OccurredAt) : IFact;

/// <summary>The sandbox of a book. Its stream holds resets and nothing else, so its version is the generation of the twin.</summary>
public sealed class BookSandbox
{
    public const string Key = "sandbox";

    public string Id { get; set; } = Key;

    public long Generation { get; set; }

    public void Apply(SandboxReset e) => Generation = e.Generation;
}
