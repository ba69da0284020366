namespace Ledger.Cli.Simulate.Engine;

/// <summary>Runs the processes of the deal in the order of a simulated clock. A process is an iterator of <see cref="Step"/>s: each
/// delivery and each rack tells its own story from start to end, and the timeline interleaves them.</summary>
/// <remarks>Only processes under way are kept, so memory follows what is in flight at one time and not the size of the deal.</remarks>
internal sealed class Timeline(DateTimeOffset start)
{
    private readonly PriorityQueue<IEnumerator<Step>, (DateTimeOffset At, long Sequence)> _sleeping = new();
    private long _sequence;

    public DateTimeOffset Now { get; private set; } = start;

    public DateOnly Today => DateOnly.FromDateTime(Now.UtcDateTime);

    public void Start(IEnumerable<Step> process) => Sleep(process.GetEnumerator(), Now);

    public DateTimeOffset After(TimeSpan span) => Now + span;

    public IEnumerable<DatedCommand> Run()
    {
        while (_sleeping.TryDequeue(out var process, out var due))
        {
            Now = due.At;
            while (true)
            {
                if (!process.MoveNext())
                {
                    process.Dispose();
                    break;
                }

                if (process.Current.Command is { } command)
                {
                    yield return new(command, command.OccurredAt ?? Now);
                    continue;
                }

                Sleep(process, process.Current.Until);
                break;
            }
        }
    }

    /// <summary>The sequence makes the order of simultaneous processes part of the seed's outcome.</summary>
    private void Sleep(IEnumerator<Step> process, DateTimeOffset until) =>
        _sleeping.Enqueue(process, (until > Now ? until : Now, _sequence++));
}
