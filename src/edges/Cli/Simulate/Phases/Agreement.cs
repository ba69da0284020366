using System.Globalization;
using Ledger.Cli.Simulate.Engine;
using Ledger.Cli.Simulate.Terms;
using Ledger.Client.Contracts;

namespace Ledger.Cli.Simulate.Phases;

/// <summary>A small pilot agreement that is closed, then the agreement of the deal: signed, with a substitution, amended once.</summary>
internal static class Agreement
{
    private const string Pilot = "PILOT-2026";
    private static readonly DateOnly From = new(2026, 3, 16);
    private static readonly DateOnly Until = new(2027, 12, 31);

    public static IEnumerable<Step> Play(World world)
    {
        var deal = world.Deal;
        yield return world.Days(14, 16);
        yield return world.Post(new SignAgreement(Pilot, Parties.Supplier, Parties.Customer,
            [new(1, 8, new(2026, 1, 19), new(2026, 6, 30), Catalog.Blackwell.Id)], []));

        yield return Deal.Signed;
        yield return world.Post(new SignAgreement(Deal.Agreement, Parties.Supplier, Parties.Customer,
            [.. AgreementLines.All.Select(line => Line(line, AgreementLines.Opening(line.Line, deal.Committed(line.Line, line.Product))))],
            DealMilestones.AtSigning(deal)));
        yield return world.Post(new CloseAgreement(Pilot, $"superseded by {Deal.Agreement}"));

        yield return world.Days(150, 160);
        var (number, product, byProduct) = AgreementLines.All.Single(line => line.Line == AgreementLines.Lpu);
        yield return world.Post(new AmendAgreement(Deal.Agreement, "AM-1", "more inference capacity than planned at signature",
            [Line((number, product, byProduct), deal.Committed(number, product))],
            [.. DealMilestones.All(deal).Where(milestone => milestone.Milestone == DealMilestones.AllLpus)]));

        yield return world.Days(120, 130);
        yield return world.Post(new ApproveSubstitution(Deal.Agreement, AgreementLines.Blackwell, Catalog.Blackwell.Id, Catalog.Rubin.Id,
            AgreementLines.SubstitutionRatio.ToString(CultureInfo.InvariantCulture)));
    }

    private static CommittedLine Line((int Line, CatalogProduct Product, bool ByProduct) line, long quantity) => line.ByProduct
        ? new(line.Line, quantity, From, Until, line.Product.Id)
        : new(line.Line, quantity, From, Until, Family: line.Product.Family);
}
