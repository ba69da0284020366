namespace Ledger.Client.Bulk;

/// <summary>How many commands are sent at once.</summary>
public sealed record BulkOptions
{
    /// <summary>Lines of a request at most.</summary>
    public int Lines { get; init; } = 200;

    /// <summary>Bytes of a request at most, unless one line alone is longer.</summary>
    public int Bytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>The key of a command; absent, one is drawn for each.</summary>
    public Func<ICommand, string>? Key { get; init; }

    /// <summary>What goes for every line.</summary>
    public LineOptions Each { get; init; } = new();
}

/// <summary>How lines are posted.</summary>
public sealed record LineOptions
{
    /// <summary>How long the answer to a line may wait for what follows from it: the lines behind an order count on its decision.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Hears the index of each line that has an answer, again when it is asked again.</summary>
    public Action<int>? Answered { get; init; }

    /// <summary>Hears why there is a pause.</summary>
    public Action<string>? Waiting { get; init; }

    /// <summary>Ends the pauses between attempts, and nothing that is in flight: what was sent is read to its end.</summary>
    public CancellationToken Stop { get; init; }
}

/// <summary>A command of many, and what became of it.</summary>
/// <param name="Command">The command.</param>
/// <param name="Key">The key that it had.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record Sent(ICommand Command, string Key, Outcome Outcome);

/// <summary>The deadline has passed before every line had its answer. The same lines with the same keys may be posted again.</summary>
/// <param name="answers">The answers up to the first line without one.</param>
public sealed class LinesUnansweredException(IReadOnlyList<LineAnswer> answers, string message) : LedgerUnavailableException(message)
{
    /// <summary>Answers of the first lines; what became of the others is not known.</summary>
    public IReadOnlyList<LineAnswer> Answers { get; } = answers;
}
