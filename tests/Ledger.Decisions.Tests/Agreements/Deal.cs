using Ledger.Agreements.Agreements;
using Ledger.Agreements.Signing;
using Ledger.Contracts;
using Ledger.Contracts.Messages;
using Ledger.Contracts.Ports;
using Ledger.Kernel;

namespace Ledger.Decisions.Tests.Agreements;

/// <summary>The agreement SA-1: line 1 commits to 100 of a GPU, line 2 to 50 of any GPU.</summary>
internal static class Deal
{
    public const string Gpu = "nv:B300";
    public const string NextGpu = "nv:R200";
    public const string Superchip = "nv:GB300";
    public const string Switch = "nv:SN5600";

    public static readonly DateTimeOffset Signing = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    public static readonly PartyInfo Supplier = new("NV", "Supplier", ["supplier"]);
    public static readonly PartyInfo Customer = new("CLOUD", "Customer", ["customer"]);

    public static readonly IReadOnlyDictionary<string, ProductInfo> Products =
        new[] { (Gpu, "gpu"), (NextGpu, "gpu"), (Superchip, "superchip"), (Switch, "switch") }
            .ToDictionary(p => p.Item1, p => new ProductInfo(p.Item1, p.Item1, p.Item2, null));

    public static readonly Told ToldBySupplier = By("NV", Signing);
    public static readonly Told ToldByCustomer = By("CLOUD", Signing);
    public static readonly Told ToldByLedger = new(Sender.Ledger, Signing);

    public static CommittedLine Line1 => new(1, 100, new(2026, 4, 1), new(2027, 12, 31), Product: Gpu);

    public static CommittedLine Line2 => new(2, 50, new(2026, 4, 1), new(2027, 12, 31), Family: "gpu");

    public static MilestoneTerms FirstTwenty => new("M1", "First twenty", Metric.Received, 20, new(2026, 6, 30), Product: Gpu);

    public static AgreementSigned Signed => new("SA-1", "NV", "CLOUD", [Line1, Line2], [FirstTwenty], Signing);

    /// <summary>One superchip counts for two GPUs of line 1.</summary>
    public static SubstitutionApproved Substituted => new(1, Gpu, Superchip, "2", Signing);

    /// <summary>Three superchips count for one GPU of line 1.</summary>
    public static SubstitutionApproved Thirds => Substituted with { Ratio = "1/3" };

    public static AgreementClosed Closed => new("done", Signing);

    public static Told By(string party, DateTimeOffset when) => new(Sender.Of(party, "erp"), when);

    /// <summary>What a signing of SA-1 is decided on, where everything that it names is there.</summary>
    public static SignAgreementCase ToSign(Agreement? agreement) => new(agreement, Supplier, Customer, Products, []);

    public static OrderPlacedNotice Order(string order, params (int AgreementLine, string Product, long Units)[] lines) => OrderChange(order, 0, lines);

    public static OrderPlacedNotice OrderChange(string order, int change, params (int AgreementLine, string Product, long Units)[] lines) =>
        new(order, change, "SA-1", [.. lines.Select((l, i) => new OrderedQuantity(i + 1, l.AgreementLine, l.Product, l.Units))], Signing);

    public static CommitmentDrawn Drawn(string order, int line, string product, long units, string drawnUnits) =>
        new(order, 0, [new(1, line, product, units, drawnUnits)], Signing);

    public static IReadOnlyDictionary<string, ProductInfo> Only(params string[] products) => Products.Where(p => products.Contains(p.Key)).ToDictionary();
}
