using Ledger.Client.Sending;

namespace Ledger.Client.Bulk;

/// <summary>What the ledger says to a line.</summary>
/// <param name="Type">Type of the command, where it has one.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record LineAnswer(string? Type, Outcome Outcome);

/// <summary>An answer as it comes: of one line, with the number of the line in the request.</summary>
internal sealed record AnsweredLine(int Line, int Status, string? Type = null, Recorded? Answer = null, Problem? Problem = null, bool Replayed = false)
{
    /// <summary>What is known of the line after this answer.</summary>
    public Attempt ToAttempt() => (Problem, Answer) switch
    {
        ({ } problem, _) => Answers.Of(problem with { Status = Status }),
        (_, not null) => new(Reach.Answered, false, "", Status),
        _ => new(Reach.Unknown, true, $"the answer to line {Line} has status {Status} and no content", Status),
    };

    public LineAnswer ToAnswer() => new(Type, Answer is null ? new Refused(Problem! with { Status = Status }) : Answer with { Replayed = Replayed });

    /// <exception cref="IOException">It is no answer to a line.</exception>
    public static AnsweredLine Read(string text) => Wire.TryRead<AnsweredLine>(System.Text.Encoding.UTF8.GetBytes(text))
        ?? throw new IOException("the answer to a line is unexpected");
}
