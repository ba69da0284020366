using Ledger.Cli.Simulate.Engine;
using Ledger.Cli.Simulate.Terms;
using Ledger.Client.Contracts;

namespace Ledger.Cli.Simulate.Phases;

/// <summary>The book is opened by the two who trade; the others join, and the reference data is registered.</summary>
internal static class Opening
{
    public static IEnumerable<Step> Play(World world, string book)
    {
        yield return world.Post(new OpenBook($"Demonstration deal ({book})", BookPurpose.Rehearsal,
        [
            new(Parties.Supplier, "Nordlicht Semiconductor", ["supplier"]),
            new(Parties.Customer, "Fjordwolke Cloud", ["customer"]),
        ], Signatures: Signatures.Both, Appointments: Appointments.Required));
        yield return world.Post(new AddParty("AEROLANE", "Aerolane Cargo", ["carrier"]));
        yield return world.Post(new AddParty("SEEWEG", "Seeweg Linien", ["carrier"]));
        yield return world.Post(new AddParty(Parties.Integrator, "Staveni Rack Integration", ["integrator"]));
        yield return world.Post(new AddParty(Parties.Auditor, "Kontrollen Audit", ["auditor"]));

        yield return world.Days(1, 2);
        foreach (var site in Sites.All) yield return world.Post(new RegisterSite(site.Code, site.Name, site.Kind, site.Country));
        foreach (var product in Catalog.All)
        {
            yield return world.Post(new RegisterProduct(product.Id, product.Name, product.Family, product.Generation));
        }

        foreach (var site in Sites.DataCentres.Prepend(Sites.Integration)) yield return world.Post(new AppointIntegrator(Parties.Integrator, site));

        yield return world.Days(3, 6);
        foreach (var build in RackBuild.All.DistinctBy(build => build.Model))
        {
            // By family, so that a rack takes either generation and an approved substitute fits.
            yield return world.Post(new DefineRackModel(build.Model, build.Name, true,
                [.. build.Parts.Select(part => new RackPart(part.Count, Family: part.Product.Family))]));
        }
    }
}
