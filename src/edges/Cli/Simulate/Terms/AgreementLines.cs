namespace Ledger.Cli.Simulate.Terms;

/// <summary>How the supply agreement counts the products: the GPU generations by product, everything else by family.</summary>
internal static class AgreementLines
{
    public const int Blackwell = 1;
    public const int Rubin = 2;
    public const int Lpu = 8;

    /// <summary>Committed Blackwell units that one Rubin unit counts for, where it is delivered in a Blackwell unit's place.</summary>
    public const decimal SubstitutionRatio = 1.5m;

    private static readonly CatalogProduct[] ByFamily =
        [Catalog.Cpu, Catalog.Dpu, Catalog.Nic, Catalog.NvlinkSwitch, Catalog.EthernetSwitch, Catalog.Lpu];

    public static IEnumerable<(int Line, CatalogProduct Product, bool ByProduct)> All =>
        new[] { (Blackwell, Catalog.Blackwell, true), (Rubin, Catalog.Rubin, true) }
            .Concat(ByFamily.Select((product, index) => (index + 3, product, false)));

    public static int Of(CatalogProduct product) => All.First(line => line.Product == product).Line;

    /// <summary>The LPU line starts at four fifths; the amendment raises it before the call-offs need more.</summary>
    public static long Opening(int line, long committed) => line == Lpu ? committed * 4 / 5 : committed;

    /// <summary>What an order line draws on its agreement line.</summary>
    public static decimal Draw(CallOffLine line) =>
        line.AgreementLine == Blackwell && line.Product == Catalog.Rubin ? line.Quantity * SubstitutionRatio : line.Quantity;
}
