using Ledger.Client.Contracts;

namespace Ledger.Cli.Simulate.Terms;

/// <summary>A place of the deal; the codes are the ones that people in the trade would say, not GS1 numbers.</summary>
internal sealed record DealSite(string Code, string Name, SiteKind Kind, string Country);

internal static class Sites
{
    public const string Factory = "HSZ1";
    public const string Port = "RTM1";
    public const string Integration = "BRQ1";

    /// <summary>The two data centres, in the order in which they are built out.</summary>
    public static IReadOnlyList<string> DataCentres { get; } = ["PDX1", "OSL2"];

    public static IReadOnlyList<DealSite> All { get; } =
    [
        new(Factory, "Nordlicht packaging and test, Hsinchu", SiteKind.Factory, "TW"),
        new(Port, "Nordlicht hub, port of Rotterdam", SiteKind.Port, "NL"),
        new(Integration, "Staveni rack integration, Brno", SiteKind.Integration, "CZ"),
        new("PDX1", "Fjordwolke data centre Portland 1", SiteKind.DataCentre, "US"),
        new("OSL2", "Fjordwolke data centre Oslo 2", SiteKind.DataCentre, "NO"),
    ];
}
