using Ledger.Client.Sending;

namespace Ledger.Client.Bulk;

/// <summary>Posts lines until each has its answer.</summary>
/// <remarks>The ledger answers a request to its end, so when a line turns out to be retryable the lines behind it have been answered too. Order still matters:
/// the retryable line is posted alone until it is settled, and then the refused lines behind it are posted once more, since they may have been refused only for
/// its sake. A refusal changes nothing, so asking again does no harm.</remarks>
internal sealed class LineDelivery(Courier courier, LedgerClientOptions options)
{
    /// <summary>How often a line is asked for that is refused for the time being.</summary>
    private const int RefusalsMax = 11;

    private readonly LinePost _post = new(courier, options);
    private readonly RetryLoop<Attempt> _retries = new(options.Retry, options.Time);

    public async Task<IReadOnlyList<LineAnswer>> SettleAsync(IReadOnlyList<CommandLine> lines, LineOptions each, CancellationToken cancel)
    {
        var answers = new AnsweredLine?[lines.Count];
        try
        {
            await PostAsync(lines, [.. Enumerable.Range(0, lines.Count)], answers, each, cancel);
            for (var i = 0; i < answers.Length; i++)
            {
                if (answers[i]!.ToAttempt().MayTryAgain && await RetryAsync(lines, i, answers, each, cancel))
                {
                    await PostAsync(
                        lines, [.. Enumerable.Range(i + 1, lines.Count - i - 1).Where(later => answers[later]!.Answer is null)], answers, each, cancel);
                }
            }
        }
        catch (Unanswered e)
        {
            var settled = answers.TakeWhile(answer => answer is not null && !answer.ToAttempt().MayTryAgain).Select(answer => answer!.ToAnswer());
            throw e.Last is { Problem: { } problem, MayTryAgain: false } ? new LedgerRefusedException(problem)
                : new LinesUnansweredException([.. settled], e.Last.Why);
        }

        return [.. answers.Select(answer => answer!.ToAnswer())];
    }

    /// <summary>Posts some of the lines, in order; those without an answer again, as long as there is progress or time.</summary>
    private async Task PostAsync(IReadOnlyList<CommandLine> lines, int[] open, AnsweredLine?[] answers, LineOptions each, CancellationToken cancel)
    {
        for (var done = 0; done < open.Length;)
        {
            var begin = done;
            var last = await PausedAsync(
                () => _post.RunAsync([.. open[begin..].Select(i => lines[i])], each, answer => Take(answer, open[done++]), cancel),
                () => done > begin,
                each);
            if (last.Reach != Reach.Answered && done == begin || last is { Problem: not null, MayTryAgain: false })
            {
                throw new Unanswered(last);
            }
        }

        void Take(AnsweredLine answer, int index)
        {
            answers[index] = answer;
            each.Answered?.Invoke(index);
        }
    }

    /// <returns>Whether it was accepted in the end.</returns>
    private async Task<bool> RetryAsync(IReadOnlyList<CommandLine> lines, int index, AnsweredLine?[] answers, LineOptions each, CancellationToken cancel)
    {
        for (var tries = 1; tries < RefusalsMax && answers[index]!.ToAttempt().MayTryAgain; tries++)
        {
            await Task.Delay(_retries.Pause(tries, null), options.Time, each.Stop);
            await PostAsync(lines, [index], answers, each, cancel);
        }

        // A refusal that stays is an answer. A fault that stays is none: what became of the line is unknown.
        return answers[index]!.ToAttempt() is { Reach: Reach.Unknown } fault ? throw new Unanswered(fault) : answers[index]!.Answer is not null;
    }

    /// <summary>Attempts with pauses between them, until one has come further or is final. A stop ends the pauses only.</summary>
    private async Task<Attempt> PausedAsync(Func<ValueTask<Attempt>> attempt, Func<bool> isFurther, LineOptions each)
    {
        Attempt? last = null;
        try
        {
            return await _retries.RunAsync(
                async _ => last = await attempt() is var next && isFurther() ? next with { MayTryAgain = false } : next, each.Waiting, each.Stop);
        }
        catch (OperationCanceledException) when (each.Stop.IsCancellationRequested && last is not null)
        {
            return last;
        }
    }

    private sealed class Unanswered(Attempt last) : Exception
    {
        public Attempt Last { get; } = last;
    }
}
