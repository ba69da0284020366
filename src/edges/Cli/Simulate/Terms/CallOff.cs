namespace Ledger.Cli.Simulate.Terms;

/// <summary>One quarter's order for one site: what is built there from it, and the lines that bring the parts with spares.</summary>
internal sealed record CallOff(Quarter Quarter, string Site, IReadOnlyList<(RackBuild Build, int Racks)> Builds, IReadOnlyList<CallOffLine> Lines)
{
    public string Order => $"PO-{Quarter.Name}-{Site}";
}

/// <summary><paramref name="Spare"/> of the quantity is not needed for a rack: it is what mishaps may use up.</summary>
internal sealed record CallOffLine(int AgreementLine, CatalogProduct Product, int Quantity, int Spare);
