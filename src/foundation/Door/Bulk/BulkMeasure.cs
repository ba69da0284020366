using Ledger.Door.Refusals;
using Ledger.Kernel;

namespace Ledger.Door.Bulk;

/// <summary>How far a bulk request has come, and what stops it from going further. What was answered before that stands.</summary>
internal sealed class BulkMeasure(TimeProvider clock)
{
    /// <summary>Time for ten thousand lines that nobody is in the way of, several times over.</summary>
    public const int SecondsMax = 15 * 60;

    private readonly long _start = clock.GetTimestamp();
    private long _bytes;

    public int Lines { get; private set; }

    /// <summary>What is left for lines to arrive in.</summary>
    public TimeSpan Left => TimeSpan.FromSeconds(SecondsMax) - clock.GetElapsedTime(_start) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    /// <summary>Takes account of a line; blank ones too, for even those take time to read.</summary>
    /// <returns>Why it is not looked at any more.</returns>
    public Problem? Take(long bytes)
    {
        Lines++;
        _bytes += bytes + 1;
        return _bytes > BulkEndpoint.BodyBytesMax + 1 ? Problem.Of(Problems.BodyTooLarge, "This line and all that follow were not read. Split the file.")
            : Lines > BulkEndpoint.LinesMax
                ? Problem.Of(
                    Problems.TooManyLines, $"This line and all that follow were not read. A bulk request can have at most {BulkEndpoint.LinesMax} lines.")
            : Left == TimeSpan.Zero ? TooSlow
            : null;
    }

    public static Problem TooSlow => Problem.Of(Problems.BodyTooSlow, "This line and all that follow were not read. Send them again.");

    public static Problem Stopping => Problem.Of(Problems.Stopping, "This line and all that follow were not read. Send them again in a few seconds.");

    public static Problem Ended(Problem refused) => refused with { Detail = $"This line and all that follow were not read. {refused.Detail}" };
}
