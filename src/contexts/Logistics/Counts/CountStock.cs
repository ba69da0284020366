using FluentValidation;
using Ledger.Logistics.Batches;
using Wolverine.Http;

namespace Ledger.Logistics.Counts;

/// <summary>
/// A stock count: says of a product at a site which of the sender's units were not there, and which were there that the ledger had lost, or has in stock at
/// another site. It may cover a part of the stock: what it does not name stays as it is.
/// </summary>
/// <param name="Count">The number of the count.</param>
/// <param name="Quantity">
/// How many units of the product the sender has there by the count. It must be what the ledger has there, with what is found and without what is missing, so
/// that no difference is forgotten. Omit it where the count covers a part of the stock.
/// </param>
/// <param name="Missing">Units that the ledger has in stock there and that were not found.</param>
/// <param name="Found">Units that were found there and that the ledger has as lost, or in stock at another site.</param>
/// <param name="Reason">What became of the missing units, as far as that is known: stolen, lost. Omitted, it is <c>not-found-at-count</c>.</param>
[Allows(Roles.Supplier | Roles.Customer)]
[Sample("""{"count":"CT-1","site":"PDX1","product":"acme:B300","quantity":99,"missing":["S1"],"found":["S7"],"reason":"stolen"}""")]
public sealed record CountStock(
    [property: DocumentNumber] string Count, string Site, string Product, long? Quantity = null, IReadOnlyList<string>? Missing = null,
    IReadOnlyList<string>? Found = null, string? Reason = null, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class CountStockValidator : CommandValidator<CountStock>
{
    public CountStockValidator()
    {
        RuleFor(c => c.Count).Number();
        RuleFor(c => c.Site).Number();
        RuleFor(c => c.Product).ProductId();
        RuleFor(c => c.Quantity).InclusiveBetween(0, Rules.QuantityUnitsMax)
            .WithErrorCode("quantity-out-of-range").WithMessage($"Must be 0 to {Rules.QuantityUnitsMax} units.");
        RuleFor(c => c.Quantity).Must((c, quantity) => quantity is not null || c.Missing?.Count > 0 || c.Found?.Count > 0)
            .WithErrorCode("nothing-counted").WithMessage("Must be there where nothing is missing and nothing found.");
        RuleFor(c => c.Missing).Serials(mayBeEmpty: true);
        RuleFor(c => c.Found).Serials(mayBeEmpty: true);
        RuleFor(c => c.Reason).Text();
    }
}

/// <summary>What a count is decided on.</summary>
/// <param name="Named">The units that it names; one that the book does not know is absent.</param>
/// <param name="Stock">Units of the product in stock at the site, whoever's they are; empty where the count does not say how many there are.</param>
/// <param name="Customers">Of the agreements that these count toward, by agreement.</param>
/// <param name="Waiting">Batches that are not shipped and hold found units.</param>
public sealed record CountStockCase(
    StockCount? Earlier, SiteInfo? Site, ProductInfo? Product, IReadOnlyList<HeldUnits> Named, IReadOnlyList<HeldQuantity> Stock,
    IReadOnlyDictionary<string, string?> Customers, IReadOnlyList<Batch> Waiting)
{
    /// <summary>
    /// Whose the stock is: what is with its supplier is whoever's who registered it; what was received is the customer's of its agreement or, where it counts
    /// toward none, whoever's who moved it last.
    /// </summary>
    internal string? OwnerOf(string account, string? line, string? maker, string? holder) => Account.ConditionOf(account) switch
    {
        Condition.Inventory or Condition.Returned => maker,
        _ => line is null ? holder : Customers.GetValueOrDefault(AgreementLineKey.AgreementOf(line)),
    };
}

public static class CountStockEndpoint
{
    private const string ReasonDefault = "not-found-at-count";
    private static readonly string[] Conditions = [Condition.Inventory, Condition.Returned, Condition.Received, Condition.Accepted, Condition.Quarantined];

    [WolverinePost("/books/{book}/stock/count")]
    public static async Task<Answer> Post(CountStock command, Deal deal)
    {
        var (opened, site, product) = (deal.Open<StockCount>(StockCount.Key(command.Count)), deal.Site(command.Site), deal.Product(command.Product));
        var asked = deal.Held(command.Product, [.. (command.Missing ?? []).Union(command.Found ?? [])]);
        var quantities = deal.InStock(command.Product, command.Quantity is null ? [] : AccountsAt(command.Site));
        var (stream, named, stock) = (await opened, await asked, await quantities);
        var agreements = named.Select(units => units.Line).Concat(stock.Select(units => units.Line)).OfType<string>()
            .Select(AgreementLineKey.AgreementOf).Distinct().Select(agreement => (agreement, Parties: deal.PartiesOfAgreement(agreement))).ToList();
        var customers = new Dictionary<string, string?>();
        foreach (var (agreement, parties) in agreements)
        {
            customers[agreement] = (await parties)?.Customer;
        }

        var waiting = await SupplierStock.WaitingAsync(deal, command.Product, command.Found ?? []);
        return await stream.RecordAsync(
            Decide(command, new(stream.State, await site, await product, named, stock, customers, waiting), deal.Told(command)));
    }

    public static Decision Decide(CountStock command, CountStockCase facts, Told told)
    {
        if ((Foreign(facts, told.By) ?? Refuse(command, facts)) is { } refusal)
        {
            return refusal;
        }

        var (missing, found) = (command.Missing ?? [], command.Found ?? []);
        var expected = facts.Stock.Where(units => IsOf(told.By, facts.OwnerOf(units.Account, units.Line, units.Maker, units.Holder)))
            .Sum(units => units.QuantityUnits);
        return command.Quantity is { } counted && counted != expected + found.Count - missing.Count
            ? Decision.Refuse(
                LogisticsProblems.CountDiffers,
                $"The ledger has {expected} units of yours in stock at {command.Site}; with {found.Count} found and {missing.Count} missing that makes "
                + $"{expected + found.Count - missing.Count}, not {counted}. Name each unit that is missing or found.")
            : Decision.Accept(new StockCounted(
                command.Count, command.Site, command.Product, command.Quantity, command.Quantity is null ? null : expected,
                missing.Count == 0 ? null : command.Reason ?? ReasonDefault, MovementsOf(command, facts), told.When));
    }

    private static IReadOnlyList<Movement> MovementsOf(CountStock command, CountStockCase facts)
    {
        var missing = (command.Missing ?? []).ToHashSet(StringComparer.Ordinal);
        var moved = UnitsOf(command.Product, facts).Select(unit => (unit.Unit, To: missing.Contains(unit.Unit.Serial)
            ? Account.AtSite(command.Site, LostAs(unit.Unit.Account))
            : BackAs(command.Site, unit.Unit, unit.Held, facts)));
        return [.. moved.GroupBy(unit => unit.To).OrderBy(group => group.Key, StringComparer.Ordinal)
            .SelectMany(group => UnitMoves.To(group.Key, group.Select(unit => unit.Unit)))];
    }

    /// <summary>What was accepted stays accepted, and what was received received: a loss on the customer's side lowers no figure of its line.</summary>
    private static string LostAs(string account) => Account.ConditionOf(account) == Condition.Accepted ? Condition.AcceptedLost : Condition.Lost;

    /// <summary>A customer's unit is as it was, or in quarantine until it is inspected; a supplier's is where it can be shipped from.</summary>
    private static string BackAs(string site, UnitAt unit, HeldUnits held, CountStockCase facts)
    {
        return Account.ConditionOf(unit.Account) switch
        {
            Condition.Accepted or Condition.AcceptedLost => Account.AtSite(site, Condition.Accepted),
            Condition.Returned => Account.AtSite(site, Condition.Returned),
            Condition.Inventory => AtSupplier(),
            Condition.Lost when unit.Line is null && held.Maker == held.Holder => AtSupplier(),
            _ => Account.AtSite(site, Condition.Quarantined),
        };

        string AtSupplier() => SupplierStock.BackTo(Account.AtSite(site, Condition.Inventory), unit.Serial, facts.Waiting);
    }

    private static Refusal? Refuse(CountStock command, CountStockCase facts)
    {
        if (facts.Earlier is not null)
        {
            return new(Problems.AlreadyRecorded, $"Count {command.Count} is already recorded.");
        }

        if (facts.Site is null)
        {
            return new(Problems.UnknownSite, $"Register site {command.Site} first.");
        }

        if (facts.Product is null)
        {
            return new(Problems.UnknownProduct, $"Register product {command.Product} first.");
        }

        var units = UnitsOf(command.Product, facts).Select(unit => unit.Unit).ToList();
        var known = units.Select(unit => unit.Serial).ToHashSet(StringComparer.Ordinal);
        string[] named = [.. command.Missing ?? [], .. command.Found ?? []];
        return named.Where(serial => !known.Contains(serial)).ToList() is { Count: > 0 } unknown
            ? new(
                Problems.UnknownUnit,
                $"{unknown.Count} of {named.Length} units are not registered in this book. Leave them out of the count: their supplier registers them with "
                + "RegisterBatch, and what came with a batch is named by its receipt, with ReceiveBatch.", unknown)
            : RefuseMissing(command, units) ?? RefuseFound(command, units);
    }

    private static Refusal? RefuseMissing(CountStock command, IReadOnlyList<UnitAt> units)
    {
        var missing = command.Missing ?? [];
        return UnitMoves.NotAt(missing, units, AccountsAt(command.Site)) is { Count: > 0 } absent
            ? new(
                Problems.UnitNotThere,
                $"{absent.Count} of {missing.Count} missing units are not in stock at {command.Site} for the ledger. Leave them out of the count.", absent)
            : null;
    }

    private static Refusal? RefuseFound(CountStock command, IReadOnlyList<UnitAt> units)
    {
        var (found, at) = (command.Found ?? [], units.ToDictionary(unit => unit.Serial, unit => unit.Account, StringComparer.Ordinal));
        var advice = found.Where(serial => !CanBeFound(at[serial], command.Site)).GroupBy(serial => AdviceOn(at[serial], command.Site)).ToList();
        return advice.Count == 0 ? null : new(
            LogisticsProblems.NotLost,
            string.Join(' ', advice.Select(units => $"{units.Count()} of {found.Count} found units {units.Key}")), [.. advice.SelectMany(units => units)]);
    }

    private static bool CanBeFound(string account, string site) =>
        IsLost(account) || (IsStock(account) && Account.PlaceOf(account) != Account.PlaceOf(Account.AtSite(site, Condition.Lost)));

    /// <summary>What to do with a unit that was found and was not lost.</summary>
    private static string AdviceOn(string account, string site) => Account.ConditionOf(account) switch
    {
        _ when UnitMoves.IsOnItsWayBack(account) =>
            "were sent back and have not arrived. Their supplier receives them with ReceiveReturn, or the customer takes them back with CancelReturn.",
        Condition.InTransit or Condition.Missing or Condition.WrittenOff =>
            "were shipped and have not arrived. The customer receives them with ReceiveBatch, or their supplier takes them back with TakeBackUnits.",
        Condition.Installed or Condition.Active => "are in a rack. Take them out of it with RemoveUnit first.",
        Condition.Scrapped => "were scrapped and do not come back. Leave them out of the count.",
        Condition.Retired => "are retired. Leave them out of the count.",
        _ => $"are in stock at {site} already. Leave them out of the count.",
    };

    /// <summary>Only what a count can move has an owner here: of the rest it is said what else to do.</summary>
    private static Refusal? Foreign(CountStockCase facts, Sender by) => facts.Named.Where(units => IsStock(units.Account) || IsLost(units.Account))
        .Select(units => Owner.Refuse(by, "count these units", facts.OwnerOf(units.Account, units.Line, units.Maker, units.Holder)) is { } foreign
            ? foreign with { Serials = units.Serials }
            : null)
        .FirstOrDefault(refusal => refusal is not null);

    private static IEnumerable<(UnitAt Unit, HeldUnits Held)> UnitsOf(string product, CountStockCase facts) =>
        facts.Named.SelectMany(held => held.Serials.Select(serial => (new UnitAt(product, serial, held.Account, held.Line), held)));

    private static bool IsStock(string account) => Account.PlaceOf(account).StartsWith("site:", StringComparison.Ordinal)
        && Conditions.Contains(Account.ConditionOf(account));

    private static bool IsLost(string account) => Account.ConditionOf(account) is Condition.Lost or Condition.AcceptedLost;

    private static bool IsOf(Sender by, string? owner) => by.IsLedger || by.Is(owner);

    private static string[] AccountsAt(string site) => [.. Conditions.Select(condition => Account.AtSite(site, condition))];
}
