namespace Ledger.Cli.Simulate.Terms;

/// <summary>A quarter of deliveries. Its call-off is placed 45 days ahead, or when the agreement is signed for the first one.</summary>
internal sealed record Quarter(string Name, DateOnly Starts, int BlackwellShare, int RubinShare)
{
    /// <summary>The ramp: percent of all racks per quarter, Blackwell first, Rubin from the end of 2026 on.</summary>
    public static IReadOnlyList<Quarter> All { get; } =
    [
        new("2026Q2", new(2026, 4, 1), 3, 0),
        new("2026Q3", new(2026, 7, 1), 6, 0),
        new("2026Q4", new(2026, 10, 1), 8, 2),
        new("2027Q1", new(2027, 1, 1), 8, 7),
        new("2027Q2", new(2027, 4, 1), 5, 14),
        new("2027Q3", new(2027, 7, 1), 4, 18),
        new("2027Q4", new(2027, 10, 1), 0, 25),
    ];

    public DateTimeOffset CallOff
    {
        get
        {
            var ahead = new DateTimeOffset(Starts.AddDays(-45), new TimeOnly(9, 0), TimeSpan.Zero);
            return ahead < Deal.CallOffsBegin ? Deal.CallOffsBegin : ahead;
        }
    }

    public DateOnly LastDelivery => Starts.AddDays(80);
}
