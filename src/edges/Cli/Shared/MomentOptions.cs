using System.CommandLine;

namespace Ledger.Cli.Shared;

/// <summary>The two axes of time as options: what the ledger knew, and what had happened.</summary>
internal sealed class MomentOptions
{
    private readonly Option<string?> _knownAt = new("--known-at") { Description = "What the ledger knew: a size of the book's log, or a time (ISO 8601 with offset)." };
    private readonly Option<string?> _atPosition = new("--at-position") { Description = "The same as a position of the ledger." };
    private readonly Option<string?> _effectiveAt = new("--effective-at") { Description = "Only what had happened by this time (ISO 8601 with offset)." };

    public (string Name, string? Value)[] Of(ParseResult arguments) =>
        [("knownAt", arguments.GetValue(_knownAt)), ("atPosition", arguments.GetValue(_atPosition)), ("effectiveAt", arguments.GetValue(_effectiveAt))];

    public void AddTo(Command verb) => Array.ForEach([_knownAt, _atPosition, (Option)_effectiveAt], verb.Options.Add);
}
