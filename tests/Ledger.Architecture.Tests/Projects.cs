using System.Reflection;

namespace Ledger.Architecture.Tests;

/// <summary>The solution's assemblies, by room.</summary>
internal static class Projects
{
    public static readonly Assembly Contracts = typeof(Ledger.Contracts.IFact).Assembly;
    public static readonly Assembly Kernel = typeof(Ledger.Kernel.Decision).Assembly;
    public static readonly Assembly Store = typeof(Ledger.Store.LedgerStore).Assembly;
    public static readonly Assembly Door = typeof(Ledger.Door.LedgerDoor).Assembly;
    public static readonly Assembly LocalPostgres = typeof(Ledger.LocalPostgres.LocalCluster).Assembly;
    public static readonly Assembly Sealing = Assembly.Load("Ledger.Sealing");
    public static readonly Assembly Host = typeof(Program).Assembly;
    public static readonly Assembly Client = Assembly.Load("Ledger.Client");
    public static readonly Assembly Verification = Assembly.Load("Ledger.Verification");
    public static readonly Assembly Witness = Assembly.Load("Ledger.Witness");
    public static readonly Assembly Cli = Assembly.Load("ledger");

    /// <summary>What stands between the contexts and the world, from the ground up.</summary>
    public static readonly Assembly[] Storeys = [Kernel, Store, Door];

    public static readonly Assembly[] Contexts =
    [
        typeof(Ledger.Access.AccessModule).Assembly,
        typeof(Ledger.Audit.AuditModule).Assembly,
        typeof(Ledger.Agreements.AgreementsModule).Assembly,
        typeof(Ledger.Ordering.OrderingModule).Assembly,
        typeof(Ledger.Logistics.LogisticsModule).Assembly,
        typeof(Ledger.Deployment.DeploymentModule).Assembly,
        typeof(Ledger.Inventory.InventoryModule).Assembly,
    ];

    public static IEnumerable<string> LedgerReferences(this Assembly assembly) =>
        assembly.GetReferencedAssemblies().Select(r => r.Name!).Where(name => name.StartsWith("Ledger.", StringComparison.Ordinal));

    public static DirectoryInfo Root { get; } = FindRoot();

    public static IEnumerable<FileInfo> SourceFiles(params string[] folders) => folders
        .SelectMany(folder => new DirectoryInfo(Path.Combine(Root.FullName, folder)).EnumerateFiles("*.cs", SearchOption.AllDirectories))
        .Where(file => !file.FullName.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    private static DirectoryInfo FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Ledger.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Ledger.sln is in no folder above the tests.");
        }

        return folder;
    }
}
