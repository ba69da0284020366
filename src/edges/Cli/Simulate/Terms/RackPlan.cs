namespace Ledger.Cli.Simulate.Terms;

/// <summary>Turns the commitment into racks per quarter and site, and the racks into order lines.</summary>
internal static class RackPlan
{
    private const int GpusPerRack = 72;

    public static IReadOnlyList<CallOff> CallOffs(Deal deal)
    {
        // Six percent stay for spares and for headroom below the commitment.
        var blackwellRacks = (int)(deal.BlackwellCommitted * 94 / 100 / GpusPerRack);
        var substituted = Math.Max(1, blackwellRacks * 6 / 100);
        var blackwell = Ramp.Spread(blackwellRacks - (int)Math.Ceiling(substituted * AgreementLines.SubstitutionRatio), Shares(q => q.BlackwellShare));

        // One Rubin rack is the first article, which is built at the integration site.
        var rubin = Ramp.Spread((int)(deal.RubinCommitted * 94 / 100 / GpusPerRack) - 1, Shares(q => q.RubinShare));
        var substitutes = Ramp.Spread(substituted, Shares(q => q.Name == "2027Q3" ? 1 : 0));

        var all = blackwell.Sum() + rubin.Sum() + substituted;
        int[] perQuarter = [.. Quarter.All.Select((_, q) => blackwell[q] + rubin[q] + substitutes[q])];
        var spine = Ramp.Spread(Math.Max(1, all / 8), perQuarter);
        var inference = Ramp.Spread(Math.Max(1, all / 12), perQuarter);

        var orders = new List<CallOff> { FirstArticle() };
        for (var q = 0; q < Quarter.All.Count; q++)
        {
            for (var site = 0; site < Sites.DataCentres.Count; site++)
            {
                (RackBuild Build, int Racks, int Line)[] builds =
                [
                    (RackBuild.Blackwell, Ramp.AtSite(blackwell[q], q, site), AgreementLines.Blackwell),
                    (RackBuild.Rubin, Ramp.AtSite(rubin[q], q, site), AgreementLines.Rubin),
                    (RackBuild.Rubin, Ramp.AtSite(substitutes[q], q, site), AgreementLines.Blackwell),
                    (RackBuild.Spine, Ramp.AtSite(spine[q], q, site), 0),
                    (RackBuild.Inference, Ramp.AtSite(inference[q], q, site), 0),
                ];
                if (builds.Any(build => build.Racks > 0)) orders.Add(Order(Quarter.All[q], Sites.DataCentres[site], builds));
            }
        }

        return orders;
    }

    private static int[] Shares(Func<Quarter, int> share) => [.. Quarter.All.Select(share)];

    private static CallOff FirstArticle() =>
        Order(Quarter.All[0], Sites.Integration, [(RackBuild.Rubin, 1, AgreementLines.Rubin)]);

    private static CallOff Order(Quarter quarter, string site, (RackBuild Build, int Racks, int Line)[] builds)
    {
        var lines = builds
            .SelectMany(build => build.Build.Parts.Select(part => (
                Line: part.Product.Family == "gpu" ? build.Line : AgreementLines.Of(part.Product),
                part.Product,
                Needed: part.Count * build.Racks)))
            .GroupBy(need => (need.Line, need.Product))
            .Select(group => (group.Key.Line, group.Key.Product, Needed: group.Sum(need => need.Needed)))
            .Where(need => need.Needed > 0)
            .OrderBy(need => need.Line)
            .Select(need => new CallOffLine(need.Line, need.Product, need.Needed + Spare(need.Needed), Spare(need.Needed)));
        return new CallOff(quarter, site, [.. builds.Where(build => build.Racks > 0).Select(build => (build.Build, build.Racks))], [.. lines]);
    }

    /// <summary>Even, because a substitute counts for one and a half units and a draw should be a whole number.</summary>
    private static int Spare(int needed) => Math.Max(4, needed / 100) / 2 * 2;
}
