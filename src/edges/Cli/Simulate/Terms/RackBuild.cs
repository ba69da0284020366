namespace Ledger.Cli.Simulate.Terms;

/// <summary>A rack model with the products that this deal fills it with: the same model takes either generation of GPU.</summary>
internal sealed record RackBuild(string Model, string Name, IReadOnlyList<(CatalogProduct Product, int Count)> Parts)
{
    public static readonly RackBuild Blackwell = Nvlink(Catalog.Blackwell);

    public static readonly RackBuild Rubin = Nvlink(Catalog.Rubin);

    public static readonly RackBuild Spine = new("SPINE-16", "Ethernet spine rack with 16 switches", [(Catalog.EthernetSwitch, 16)]);

    public static readonly RackBuild Inference = new(
        "LPU-256", "Inference rack with 256 LPUs", [(Catalog.Lpu, 256), (Catalog.Cpu, 16), (Catalog.Nic, 16)]);

    public static IReadOnlyList<RackBuild> All { get; } = [Blackwell, Rubin, Spine, Inference];

    public int Gpus => Parts.Where(part => part.Product.Family == "gpu").Sum(part => part.Count);

    /// <summary>Counts that make a believable rack; they are illustrative and the model says so.</summary>
    private static RackBuild Nvlink(CatalogProduct gpu) => new(
        "NVL-72",
        "NVLink rack with 72 GPUs",
        [(gpu, 72), (Catalog.Cpu, 36), (Catalog.Dpu, 18), (Catalog.Nic, 72), (Catalog.NvlinkSwitch, 18)]);
}
