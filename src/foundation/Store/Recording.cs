using Ledger.Kernel;

namespace Ledger.Store;

/// <summary>
/// What recording a decision came to: a refusal, and nothing was recorded; or what will be on disk once the slice's transaction has committed.
/// </summary>
public sealed record Recording
{
    private Recording(Refusal? refusal, RecordedAnswer? answer) => (Refusal, Answer) = (refusal, answer);

    public Refusal? Refusal { get; }

    public RecordedAnswer? Answer { get; }

    public static Recording Refused(Refusal refusal) => new(refusal, null);

    public static Recording Of(RecordedAnswer answer) => new(null, answer);
}
