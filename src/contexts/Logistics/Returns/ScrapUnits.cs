using Wolverine.Http;

namespace Ledger.Logistics.Returns;

/// <summary>
/// Takes units out of the deal for good, as the party that registered them: returned units that are not repaired, or units in its inventory that are broken,
/// stolen or were registered by mistake.
/// </summary>
/// <param name="Scrap">The number of the document.</param>
[Allows(Roles.Supplier)]
[Sample("""{"scrap":"SC-1","site":"FAB1","product":"acme:B300","serials":["S1"],"reason":"beyond repair"}""")]
public sealed record ScrapUnits(
    [property: DocumentNumber] string Scrap, string Site, string Product, IReadOnlyList<string> Serials, string Reason, DateTimeOffset? OccurredAt = null)
    : ICommand;

public sealed class ScrapUnitsValidator : CommandValidator<ScrapUnits>
{
    public ScrapUnitsValidator()
    {
        RuleFor(c => c.Scrap).Number();
        RuleFor(c => c.Site).Number();
        RuleFor(c => c.Product).ProductId();
        RuleFor(c => c.Serials).Serials();
        RuleFor(c => c.Reason).Text();
    }
}

/// <summary>Units left the deal for good.</summary>
[ContractName("logistics.units-scrapped.v1")]
[Moves("site/inventory", "site/scrapped")]
[Moves("site/returned", "site/scrapped")]
public sealed record UnitsScrapped(string Scrap, string Site, string Reason, IReadOnlyList<Movement> Movements, DateTimeOffset OccurredAt) : IMovesUnits;

/// <summary>A numbered list of scrapped units. Its number is used once.</summary>
public sealed class ScrapList
{
    public string Id { get; set; } = "";

    public static string Key(string scrap) => $"scrap/{scrap}";

    public void Apply(UnitsScrapped e) => Id = Key(e.Scrap);
}

/// <summary>What scrapping is decided on.</summary>
/// <param name="Makers">Who registered the units.</param>
public sealed record ScrapUnitsCase(ScrapList? List, IReadOnlyList<UnitAt> Located, IReadOnlyList<string?> Makers);

public static class ScrapUnitsEndpoint
{
    [WolverinePost("/books/{book}/units/scrap")]
    public static async Task<Answer> Post(ScrapUnits command, Deal deal)
    {
        var (opened, located, makers) = (
            deal.Open<ScrapList>(ScrapList.Key(command.Scrap)), deal.Locate(command.Product, command.Serials), deal.Makers(command.Product, command.Serials));
        var stream = await opened;
        return await stream.RecordAsync(Decide(command, new(stream.State, await located, await makers), deal.Told(command)));
    }

    public static Decision Decide(ScrapUnits command, ScrapUnitsCase facts, Told told)
    {
        if (Owner.RefuseUnlessAll(told.By, "scrap these units", facts.Makers) is { } foreign)
        {
            return foreign;
        }

        if (facts.List is not null)
        {
            return Decision.Refuse(Problems.AlreadyRecorded, $"Scrap list {command.Scrap} is already recorded.");
        }

        string[] from = [Account.AtSite(command.Site, Condition.Returned), Account.AtSite(command.Site, Condition.Inventory)];
        return UnitMoves.NotAt(command.Serials, facts.Located, from) is { Count: > 0 } absent
            ? Decision.Refuse(
                Problems.UnitNotThere, $"{absent.Count} of {command.Serials.Count} units are not returned or in inventory at {command.Site}.", absent)
            : Decision.Accept(new UnitsScrapped(
                command.Scrap, command.Site, command.Reason, UnitMoves.To(Account.AtSite(command.Site, Condition.Scrapped), facts.Located), told.When));
    }
}
