using System.CommandLine;

namespace Ledger.Cli.Shared;

/// <summary>The two axes of time as options: what the ledger knew, and what had happened.</summary>
internal sealed class MomentOptions
{
    private readonly Option<string?> _knownAt = new("--known-at") { Description = "What the ledger knew: a size of the book's log, or a time (ISO 8601 with offset)." };
    private readonly Option<long?> _atPosition = new("--at-position") { Description = "The same as a position of the ledger." };
    private readonly Option<DateTimeOffset?> _effectiveAt = CommonOptions.Time("--effective-at", "Only what had happened by this time");

    public Moment Of(ParseResult arguments) => new(arguments.GetValue(_knownAt), arguments.GetValue(_atPosition), arguments.GetValue(_effectiveAt));

    public void AddTo(Command verb) => Array.ForEach([_knownAt, _atPosition, (Option)_effectiveAt], verb.Options.Add);
}

/// <summary>A moment on both axes; what is null is the present.</summary>
internal sealed record Moment(string? KnownAt, long? AtPosition, DateTimeOffset? EffectiveAt);
