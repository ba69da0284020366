using System.Collections.Concurrent;
using Ledger.Audit.Log.Batches;
using Microsoft.Extensions.Logging;

namespace Ledger.Audit.Witnesses;

/// <summary>
/// Nothing is signed upon a database that was rolled back. Before the first head of a book after a start, its witnesses are asked what they have signed;
/// one that does not answer stops nobody, and is asked again as soon as it does. What a witness says against the log stops the book until the witness signs
/// again, or is dismissed.
/// </summary>
internal sealed partial class WitnessGate(
    WitnessRosters rosters, CosignedHeads heads, HeadSubmission submission, SealerAlarms alarms, TimeProvider clock, ILogger<WitnessGate> log) : ISealingGate
{
    /// <summary>A server that did not answer is not waited for again at once: it may be the witness of many books.</summary>
    private static readonly TimeSpan NotAgainWithin = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, bool> _asked = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _silent = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Book, string Witness), string> _contradictions = new();

    public async Task<string?> RefuseAsync(string book, CancellationToken ct)
    {
        if (!_asked.ContainsKey(book))
        {
            await AskAsync(book, ct);
            _asked[book] = true;
        }

        return _contradictions.IsEmpty ? null : await StandingAsync(book, ct);
    }

    /// <summary>What came of a submission to a witness, whoever made it.</summary>
    public async Task NoteAsync(string book, AppointedWitness witness, SubmissionOutcome outcome, CancellationToken ct)
    {
        switch (outcome.End)
        {
            case SubmissionEnd.Signed:
                _contradictions.TryRemove((book, witness.Witness), out _);
                _silent.TryRemove(witness.Url!, out _);
                break;
            case SubmissionEnd.Contradicted:
                _contradictions[(book, witness.Witness)] = outcome.Sentence;
                if (await alarms.RaiseAsync(book, outcome.Sentence, ct))
                {
                    LogContradicted(book, outcome.Sentence);
                }

                break;
            default:
                _silent[witness.Url!] = clock.GetTimestamp();
                break;
        }
    }

    private async Task AskAsync(string book, CancellationToken ct)
    {
        var asked = (await rosters.OfAsync(book, ct))?.Witnesses.Where(w => w.Url is { } url && !IsSilent(url)).ToList() ?? [];
        if (asked.Count > 0 && (await heads.NewestAsync([book], ct)).GetValueOrDefault(book) is { } head)
        {
            await Task.WhenAll(asked.Select(async witness => await NoteAsync(book, witness, await submission.SubmitAsync(head, witness, head.Size, ct), ct)));
        }
    }

    private bool IsSilent(string url) => _silent.TryGetValue(url, out var at) && clock.GetElapsedTime(at) < NotAgainWithin;

    private async Task<string?> StandingAsync(string book, CancellationToken ct)
    {
        var roster = await rosters.OfAsync(book, ct);
        foreach (var (key, _) in _contradictions.Where(c => c.Key.Book == book && roster?.Find(c.Key.Witness) is null))
        {
            _contradictions.TryRemove(key, out _);
        }

        return _contradictions.Where(c => c.Key.Book == book).Select(c => c.Value).Order(StringComparer.Ordinal).FirstOrDefault();
    }

    [LoggerMessage(LogLevel.Critical, "Sealing of book {Book} has stopped. {Reason}")]
    private partial void LogContradicted(string book, string reason);
}
