using Ledger.Audit.Log;
using Ledger.Audit.Log.Keys;
using Ledger.Kernel;

namespace Ledger.Decisions.Tests.Audit;

public class Log_keys_are_rotated
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Told Told = new(Sender.Of(OperatorRoom.Party, "console"), Noon);
    private static readonly LogKey Rotated = new() { Rotations = 1, Present = "second" };

    [Fact]
    public void From_the_first_key_and_from_each_that_followed()
    {
        Rotate(new(null, "first", Noon, "second")).Records(new LogKeyRotated("first", "second", 30, Noon));
        Rotate(new(Rotated, "second", Noon, "third"), 0).Records(new LogKeyRotated("second", "third", 0, Noon));
    }

    [Fact]
    public void Only_where_the_key_file_has_the_present_key()
    {
        Rotate(new(null, null, Noon)).Refuses(LogProblems.LogKeyMissing);
        Rotate(new(Rotated, null, Noon)).Refuses(LogProblems.LogKeyMissing);
        Rotate(new(Rotated, "of another file", Noon)).Refuses(LogProblems.LogKeyMissing);
    }

    [Fact]
    public void While_only_so_many_earlier_keys_still_sign()
    {
        Rotate(new(Overlapping(8, Noon.AddSeconds(1)), "ninth", Noon)).Refuses(LogProblems.TooManyOverlaps);
        Rotate(new(Overlapping(7, Noon.AddSeconds(1)), "ninth", Noon, "tenth")).Records(new LogKeyRotated("ninth", "tenth", 30, Noon));
        Rotate(new(Overlapping(8, Noon), "ninth", Noon, "tenth")).Records(new LogKeyRotated("ninth", "tenth", 30, Noon));
    }

    private static Then Rotate(RotateLogKeyCase facts, int? overlapDays = null) => new(RotateLogKeyEndpoint.Decide(new(overlapDays), facts, Told));

    private static LogKey Overlapping(int keys, DateTimeOffset until) =>
        new() { Rotations = 8, Present = "ninth", OverlapsUntil = [.. Enumerable.Repeat(until, keys)] };
}
