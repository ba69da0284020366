namespace Ledger.Cli.Simulate.Terms;

/// <summary>The deal that is played: everything that follows from the number of GPUs before the first fact happens.</summary>
internal sealed class Deal
{
    public const int LeastUnits = 1_000;
    public const int MostUnits = 2_000_000;
    public const string Agreement = "SA-2026";

    public static readonly DateTimeOffset Begins = new(2026, 1, 12, 9, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Signed = new(2026, 3, 16, 14, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset CallOffsBegin = new(2026, 3, 18, 9, 0, 0, TimeSpan.Zero);

    public Deal(int units, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(units, LeastUnits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(units, MostUnits);
        Units = units;
        Seed = seed;
        BatchSize = Math.Clamp(units / 50, 20, 1_000);
        BlackwellCommitted = units * 34L / 100;
        RubinCommitted = units - BlackwellCommitted;
        CallOffs = RackPlan.CallOffs(this);
    }

    /// <summary>GPUs that the supplier commits to, both generations together.</summary>
    public int Units { get; }

    public ulong Seed { get; }

    /// <summary>The most units that are shipped together; fewer in a small deal, so that it still has some traffic.</summary>
    public int BatchSize { get; }

    public long BlackwellCommitted { get; }

    public long RubinCommitted { get; }

    public IReadOnlyList<CallOff> CallOffs { get; }

    /// <summary>Units of all kinds that the call-offs bring: what the progress of the simulation is measured by.</summary>
    public long UnitsOrdered => CallOffs.Sum(order => order.Lines.Sum(line => (long)line.Quantity));

    public long Ordered(Func<CatalogProduct, bool> which) =>
        CallOffs.Sum(order => order.Lines.Where(line => which(line.Product)).Sum(line => (long)line.Quantity));

    public long GpusInRacks => CallOffs.Sum(order => order.Builds.Sum(build => (long)build.Build.Gpus * build.Racks));

    /// <summary>What is committed on a line: the GPU share, or what the racks need of the family and a twentieth more.</summary>
    public long Committed(int line, CatalogProduct product) => line switch
    {
        AgreementLines.Blackwell => BlackwellCommitted,
        AgreementLines.Rubin => RubinCommitted,
        _ => Ordered(ordered => ordered == product) * 21 / 20 + 40,
    };
}
