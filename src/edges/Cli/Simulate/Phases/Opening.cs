using Ledger.Cli.Simulate.Clockwork;
using Ledger.Cli.Simulate.Commands;
using Ledger.Cli.Simulate.Terms;

namespace Ledger.Cli.Simulate.Phases;

/// <summary>The book is opened by the two who trade; the others join, and the reference data is registered.</summary>
internal static class Opening
{
    public static IEnumerable<Step> Play(World world, string book)
    {
        yield return new OpenBook($"Demonstration deal ({book})", "rehearsal",
        [
            new(Parties.Supplier, "Nordlicht Semiconductor", ["supplier"]),
            new(Parties.Customer, "Fjordwolke Cloud", ["customer"]),
        ]);
        yield return new AddParty("AEROLANE", "Aerolane Cargo", ["carrier"]);
        yield return new AddParty("SEEWEG", "Seeweg Linien", ["carrier"]);
        yield return new AddParty(Parties.Integrator, "Staveni Rack Integration", ["integrator"]);
        yield return new AddParty(Parties.Auditor, "Kontrollen Audit", ["auditor"]);

        yield return world.Days(1, 2);
        foreach (var site in Sites.All) yield return new RegisterSite(site.Code, site.Name, site.Kind, site.Country);
        foreach (var product in Catalog.All)
        {
            yield return new RegisterProduct(product.Id, product.Name, product.Family, product.Generation);
        }

        yield return world.Days(3, 6);
        foreach (var build in RackBuild.All.DistinctBy(build => build.Model))
        {
            // By family, so that a rack takes either generation and an approved substitute fits.
            yield return new DefineRackModel(build.Model, build.Name, true,
                [.. build.Parts.Select(part => new ModelPart(null, part.Product.Family, part.Count))]);
        }
    }
}
