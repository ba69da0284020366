namespace Ledger.Cli.Simulate.Terms;

/// <summary>A kind of chip, where it is made, and what its serials start with.</summary>
internal sealed record CatalogProduct(string Id, string Name, string Family, string? Generation, string SerialPrefix, string Origin);

/// <summary>The products of the deal: seven families of chips, the GPU in two generations. Makers and part numbers are invented.</summary>
internal static class Catalog
{
    public static readonly CatalogProduct Blackwell =
        new("nordlicht:GPU-B288", "Nordlicht B288 accelerator", "gpu", "Blackwell", "GB", Sites.Factory);

    public static readonly CatalogProduct Rubin =
        new("nordlicht:GPU-R576", "Nordlicht R576 accelerator", "gpu", "Rubin", "GR", Sites.Factory);

    public static readonly CatalogProduct Cpu = new("nordlicht:CPU-A88", "Nordlicht A88 host processor", "cpu", null, "CP", Sites.Factory);

    public static readonly CatalogProduct Dpu = new("nordlicht:DPU-4", "Nordlicht DPU 4 data processor", "dpu", null, "DP", Sites.Port);

    public static readonly CatalogProduct Nic = new("nordlicht:NIC-800", "Nordlicht 800 Gb/s network adapter", "nic", null, "NC", Sites.Port);

    public static readonly CatalogProduct NvlinkSwitch =
        new("nordlicht:NVS-6", "Nordlicht NVLink switch 6", "nvlink-switch", null, "NV", Sites.Factory);

    public static readonly CatalogProduct EthernetSwitch =
        new("nordlicht:ETH-102T", "Nordlicht 102 Tb/s Ethernet switch", "ethernet-switch", null, "ES", Sites.Port);

    public static readonly CatalogProduct Lpu = new("vinterlyd:LPU-3", "Vinterlyd LPU 3 inference processor", "lpu", null, "LP", Sites.Factory);

    public static IReadOnlyList<CatalogProduct> All { get; } = [Blackwell, Rubin, Cpu, Dpu, Nic, NvlinkSwitch, EthernetSwitch, Lpu];
}
