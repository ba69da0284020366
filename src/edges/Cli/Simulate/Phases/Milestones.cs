using Ledger.Cli.Simulate.Engine;
using Ledger.Cli.Simulate.Terms;
using Ledger.Client.Contracts;

namespace Ledger.Cli.Simulate.Phases;

/// <summary>What the customer does about milestones. It answers weeks after one is reached, as people do, and never before the ledger has seen it.</summary>
internal sealed class Milestones(World world)
{
    private readonly Dictionary<string, long> _totals = [];
    private readonly Dictionary<string, MilestoneTerms> _open =
        DealMilestones.All(world.Deal).ToDictionary(milestone => milestone.Milestone);

    /// <summary>Keeps the count that a milestone hangs on. Units that come back or move on are given as a negative count.</summary>
    public void Count(string metric, CatalogProduct product, int units)
    {
        foreach (var milestone in _open.Values)
        {
            if (milestone.Metric != metric || (milestone.Product ?? product.Id) != product.Id
                || (milestone.Family ?? product.Family) != product.Family) continue;
            var total = _totals[milestone.Milestone] = _totals.GetValueOrDefault(milestone.Milestone) + units;
            if (total < milestone.Quantity) continue;
            _open.Remove(milestone.Milestone);
            world.Timeline.Start(Reached(milestone.Milestone));
        }
    }

    private IEnumerable<Step> Reached(string milestone)
    {
        yield return world.Days(24, 30);
        switch (milestone)
        {
            case DealMilestones.TenthAccepted:
                yield return world.Post(new DisputeMilestone(Deal.Agreement, milestone, Parties.Customer, "the count of one hall is in doubt"));
                yield return world.Days(2, 5);
                yield return world.Post(new WithdrawDispute(Deal.Agreement, milestone, Parties.Customer, "the hall was counted again"));
                goto case DealMilestones.FirstShipment;
            case DealMilestones.FirstShipment:
                yield return world.Post(new ConfirmMilestone(Deal.Agreement, milestone, Parties.Customer, $"letter of {world.Timeline.Today:yyyy-MM-dd}"));
                break;
            case DealMilestones.RubinVolume:
                yield return world.Post(new DisputeMilestone(Deal.Agreement, milestone, Parties.Customer, "thermal re-test of one lot is still open"));
                yield return world.Days(20, 30);
                yield return world.Post(new ConfirmMilestone(Deal.Agreement, milestone, Parties.Customer, "thermal re-test passed"));
                break;
        }
    }
}
