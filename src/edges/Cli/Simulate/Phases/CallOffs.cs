using Ledger.Cli.Simulate.Engine;
using Ledger.Client.Contracts;
using Ledger.Cli.Simulate.Terms;

namespace Ledger.Cli.Simulate.Phases;

/// <summary>A quarter's order for a site: placed, acknowledged, delivered line by line, and built into racks as the parts come in.</summary>
internal static class CallOffs
{
    public static IEnumerable<Step> Play(World world, CallOff callOff)
    {
        yield return callOff.Quarter.CallOff;
        yield return world.Days(0, 3);
        var requested = callOff.Quarter.Starts.AddDays(60);
        yield return world.Post(new PlaceOrder(callOff.Order, Deal.Agreement, callOff.Site,
            [.. callOff.Lines.Select((line, i) => new PlacedLine(i + 1, line.AgreementLine, line.Product.Id, line.Quantity, requested))]));
        foreach (var line in callOff.Lines) world.Stock.AddSpare(callOff.Site, line.Product, line.Spare);
        foreach (var (build, racks) in callOff.Builds) world.Racks.Plan(callOff.Site, build, racks);

        yield return world.Days(2, 6);
        var delays = callOff.Lines.Select(_ => Delay(world)).ToArray();
        yield return world.Post(new AcknowledgeOrder(callOff.Order, $"ACK-{callOff.Quarter.Name}-{callOff.Site}",
            [.. delays.Select((delay, i) => Answer(i + 1, delay, requested))]));
        for (var i = 0; i < callOff.Lines.Count; i++)
        {
            world.Timeline.Start(Deliveries.Play(world, callOff.Order, i + 1, callOff.Lines[i], callOff.Site, Window(world, callOff.Quarter, delays[i])));
        }
    }

    /// <summary>Days by which the supplier is behind: most lines are on time, some move by weeks, few by more.</summary>
    private static int Delay(World world) => world.Random.Below(100) switch { < 80 => 0, < 93 => 10 + world.Random.Below(15), _ => 30 + world.Random.Below(20) };

    private static AcknowledgedLine Answer(int line, int delay, DateOnly requested) => delay switch
    {
        0 => new(line, AcknowledgedStatus.Accepted, requested),
        < 30 => new(line, AcknowledgedStatus.Rescheduled, requested.AddDays(delay), "substrate allocation"),
        _ => new(line, AcknowledgedStatus.Backordered, requested.AddDays(delay), "memory stacks are short"),
    };

    private static (DateTimeOffset First, DateTimeOffset Last) Window(World world, Quarter quarter, int delayDays)
    {
        var opens = new DateTimeOffset(quarter.Starts, new TimeOnly(6, 0), TimeSpan.Zero).AddDays(delayDays - 10);
        var first = opens < world.Timeline.Now ? world.Timeline.Now : opens;
        return (first, new DateTimeOffset(quarter.LastDelivery, new TimeOnly(18, 0), TimeSpan.Zero).AddDays(delayDays - 15));
    }
}
