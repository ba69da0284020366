using Ledger.Cli.Shared;

namespace Ledger.Cli.Load;

/// <summary>One chunk on its way: the answers so far, and the second chances of lines that were answered "not yet".</summary>
/// <remarks>The ledger answers a request to its end, so when a line turns out to be retryable the lines behind it have been answered
/// too. Order still matters: the retryable line is posted alone until it is settled, and then the refused lines behind it are posted
/// once more, since they may have been refused only for its sake. A refusal changes nothing, so asking again does no harm.</remarks>
internal sealed class ChunkPost(BulkClient client, IReadOnlyList<CommandLine> lines, TimeProvider time)
{
    private const int MostRetries = 10;
    private readonly List<LineAnswer> _answers = new(lines.Count);
    private bool _complete;

    public int Answered => _answers.Count;

    /// <summary>Lines and answers up to the first one that is not final: after a broken connection only these count.</summary>
    public IEnumerable<(CommandLine Line, LineAnswer Answer)> Settled =>
        lines.Zip(_answers).TakeWhile(pair => _complete || !pair.Second.Retryable);

    public async Task Run(Action<CommandLine> onAnswer)
    {
        await foreach (var answer in client.Post(lines))
        {
            onAnswer(lines[_answers.Count]);
            _answers.Add(answer);
        }

        for (var i = 0; i < _answers.Count; i++)
        {
            if (!_answers[i].Retryable) continue;
            await Retry(i);
            if (_answers[i].Accepted) await AskAgain(i + 1);
        }

        _complete = true;
    }

    private async Task Retry(int index)
    {
        var backoff = new Backoff(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(2), time);
        for (var tries = 0; tries < MostRetries && _answers[index].Retryable; tries++)
        {
            await backoff.Pause(CancellationToken.None);
            await foreach (var answer in client.Post([lines[index]])) _answers[index] = answer;
        }

        // A refusal that stays is an answer. A fault that stays is none: what became of the line is unknown, and the ledger needs help.
        if (_answers[index] is { Status: >= 500 } fault)
        {
            throw new LedgerAwayException($"line {lines[index].Number} is answered with {fault.Status} {fault.Problem}");
        }
    }

    private async Task AskAgain(int first)
    {
        int[] refused = [.. Enumerable.Range(first, lines.Count - first).Where(i => !_answers[i].Accepted)];
        if (refused.Length == 0) return;
        var next = 0;
        await foreach (var answer in client.Post([.. refused.Select(i => lines[i])])) _answers[refused[next++]] = answer;
    }
}
