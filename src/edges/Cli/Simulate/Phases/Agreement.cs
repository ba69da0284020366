using System.Globalization;
using Ledger.Cli.Simulate.Engine;
using Ledger.Cli.Simulate.Terms;
using Ledger.Client.Contracts;

namespace Ledger.Cli.Simulate.Phases;

/// <summary>
/// A small pilot agreement that is closed, then the agreement of the deal: signed, with a substitution, amended once. One party proposes each, and the other
/// accepts it; one proposal is rejected.
/// </summary>
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
            [new(1, 8, new(2026, 1, 19), new(2026, 6, 30), Catalog.Blackwell.Id)], [], By: Parties.Supplier));
        yield return world.Post(Accepted(Pilot, 1, Parties.Customer));

        yield return Deal.Signed;
        yield return world.Post(new SignAgreement(Deal.Agreement, Parties.Supplier, Parties.Customer,
            [.. AgreementLines.All.Select(line => Line(line, AgreementLines.Opening(line.Line, deal.Committed(line.Line, line.Product))))],
            DealMilestones.AtSigning(deal), By: Parties.Supplier));
        yield return world.Post(Accepted(Deal.Agreement, 1, Parties.Customer));
        yield return world.Post(new CloseAgreement(Pilot, $"superseded by {Deal.Agreement}", Parties.Customer));
        yield return world.Post(Accepted(Pilot, 2, Parties.Supplier));

        yield return world.Days(150, 160);
        var (number, product, byProduct) = AgreementLines.All.Single(line => line.Line == AgreementLines.Lpu);
        var (more, milestones) = (Line((number, product, byProduct), deal.Committed(number, product)),
            DealMilestones.All(deal).Where(milestone => milestone.Milestone == DealMilestones.AllLpus).ToArray());
        const string Why = "more inference capacity than planned at signature";
        yield return world.Post(new AmendAgreement(
            Deal.Agreement, "AM-1", Why, [more], [.. milestones.Select(m => m with { DueOn = m.DueOn.AddDays(-90) })], By: Parties.Customer));
        yield return world.Post(new RejectProposal(Deal.Agreement, 2, Parties.Supplier, "the due date cannot be kept"));
        yield return world.Timeline.After(TimeSpan.FromHours(3));
        yield return world.Post(new AmendAgreement(Deal.Agreement, "AM-1", Why, [more], milestones, By: Parties.Customer));
        yield return world.Post(Accepted(Deal.Agreement, 3, Parties.Supplier));

        yield return world.Days(120, 130);
        yield return world.Post(Substitution("2"));
        yield return world.Post(new WithdrawProposal(Deal.Agreement, 4, Parties.Supplier, "the ratio was meant for the next generation"));
        yield return world.Post(Substitution(AgreementLines.SubstitutionRatio.ToString(CultureInfo.InvariantCulture)));
        yield return world.Post(Accepted(Deal.Agreement, 5, Parties.Customer));
    }

    private static ApproveSubstitution Substitution(string ratio) =>
        new(Deal.Agreement, AgreementLines.Blackwell, Catalog.Blackwell.Id, Catalog.Rubin.Id, ratio, Parties.Supplier);

    private static AcceptProposal Accepted(string agreement, int proposal, string by) => new(agreement, proposal, by);

    private static CommittedLine Line((int Line, CatalogProduct Product, bool ByProduct) line, long quantity) => line.ByProduct
        ? new(line.Line, quantity, From, Until, line.Product.Id)
        : new(line.Line, quantity, From, Until, Family: line.Product.Family);
}
