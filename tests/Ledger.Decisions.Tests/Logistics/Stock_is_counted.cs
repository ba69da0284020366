using Ledger.Contracts;
using Ledger.Contracts.Ports;
using Ledger.Kernel;
using Ledger.Logistics;
using Ledger.Logistics.Batches;
using Ledger.Logistics.Counts;
using static Ledger.Decisions.Tests.Logistics.Consignment;

namespace Ledger.Decisions.Tests.Logistics;

/// <summary>A count names what differs: what is missing from the stock of a site, and what is found there though it was lost.</summary>
public class Stock_is_counted
{
    private const string Lost = "site:PDX1/lost";
    private const string AcceptedLost = "site:PDX1/acceptedLost";
    private static readonly Sender Cloud = Sender.Of("CLOUD", "erp");
    private static readonly Sender Maker = Sender.Of("NV", "erp");

    [Fact]
    public void What_was_accepted_stays_so_when_it_is_lost_and_what_was_received_does()
    {
        Given<StockCount>().When(Count(["G1", "G2", "G3"], [], [Of(Shelf, "G1"), Of(Dock, "G2"), Of(Aside, "G3")]))
            .Then(Counted(
                "not-found-at-count", Move(Shelf, AcceptedLost, "G1"), Move(Aside, Lost, "G3"), Move(Dock, Lost, "G2"))).AndTold();
    }

    [Fact]
    public void What_is_found_is_accepted_again_or_set_aside_until_it_is_inspected() => Given<StockCount>()
        .When(Count([], ["G1", "G2"], [Of(AcceptedLost, "G1"), Of(Lost, "G2")]))
        .Then(Counted(null, Move(AcceptedLost, Shelf, "G1"), Move(Lost, Aside, "G2")));

    /// <summary>G1 is of a batch that has not been shipped; the batch of G2 left without it.</summary>
    [Fact]
    public void What_a_supplier_finds_can_be_shipped_again()
    {
        const string there = "site:FAB1/lost";
        var waiting = Story.Fold<Batch>([new BatchRegistered("B8", Gpu, "FAB1", [Off(Account.Origin, Factory, "G1")], Noon)])!;
        Given<StockCount>().When(Count([], ["G1", "G2"], [Suppliers(there, "G1", "G2")], "FAB1", by: Maker, waiting: waiting))
            .Then(Counted(null, Off(there, Factory, "G1"), Off(there, "site:FAB1/returned", "G2")) with { Site = "FAB1" });
    }

    [Fact]
    public void A_unit_is_found_at_a_site_where_the_ledger_does_not_have_it() => Given<StockCount>()
        .When(Count([], ["G1"], [Of("site:LAX/accepted", "G1")])).Then(Counted(null, Move("site:LAX/accepted", Shelf, "G1")));

    [Fact]
    public void A_count_of_all_says_how_many_there_are_and_must_name_every_difference()
    {
        HeldQuantity[] stock = [new(Shelf, Line, "NV", "CLOUD", 7), new(Aside, null, "NV", "CLOUD", 2), new(Factory, null, "NV", "NV", 5), new(Dock, "SA-9/1",
            "NV", "OTHER", 3)];
        Given<StockCount>().When(Count([], [], [], quantity: 9, stock: stock)).Then(Counted(null) with { QuantityUnits = 9, ExpectedUnits = 9 });
        Given<StockCount>().When(Count(["G1"], [], [Of(Shelf, "G1")], quantity: 8, stock: stock))
            .Then(Counted("not-found-at-count", Move(Shelf, AcceptedLost, "G1")) with { QuantityUnits = 8, ExpectedUnits = 9 });
        Given<StockCount>().When(Count(["G1"], [], [Of(Shelf, "G1")], quantity: 9, stock: stock)).ThenRefused(LogisticsProblems.CountDiffers);
        Given<StockCount>().When(Count([], [], [], quantity: 5, stock: stock, by: Maker)).Then(Counted(null) with { QuantityUnits = 5, ExpectedUnits = 5 });
    }

    [Theory]
    [InlineData("transit:B1/missing", "ReceiveBatch")]
    [InlineData("transit:B1/writtenOff", "TakeBackUnits")]
    [InlineData("rack:R1/installed", "RemoveUnit")]
    [InlineData("site:FAB1/scrapped", "do not come back")]
    [InlineData("site:PDX1/retired", "Leave them out")]
    [InlineData("site:PDX1/accepted", "already")]
    public void Only_what_was_lost_is_found_and_of_the_rest_it_is_said_what_to_do(string account, string advice)
    {
        var counted = Given<StockCount>().When(Count([], ["G1"], [Of(account, "G1")]));
        counted.ThenRefused(LogisticsProblems.NotLost, "G1");
        Assert.Contains(advice, counted.Decision!.Refusal!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_what_is_in_stock_there_is_missing_and_what_nobody_registered_is_neither()
    {
        Given<StockCount>().When(Count(["G1"], [], [Of("site:LAX/accepted", "G1")])).ThenRefused(Problems.UnitNotThere, "G1");
        Given<StockCount>().When(Count(["G1"], [], [Of("rack:R1/active", "G1")])).ThenRefused(Problems.UnitNotThere, "G1");
        Given<StockCount>().When(Count(["X1"], ["X2"], [])).ThenRefused(Problems.UnknownUnit, "X1", "X2");
    }

    [Fact]
    public void Its_number_is_used_once_and_its_site_and_product_are_registered()
    {
        Given<StockCount>(Counted(null)).When(Count([], [], [], quantity: 0)).ThenRefused(Problems.AlreadyRecorded);
        Given<StockCount>().When(Count([], [], [], "LAX", quantity: 0)).ThenRefused(Problems.UnknownSite);
        Given<StockCount>().When(c => CountStockEndpoint.Decide(
            new("CT1", "PDX1", Gpu, 0), new(c, Site, null, [], [], Customers, []), new(Cloud, Later))).ThenRefused(Problems.UnknownProduct);
    }

    [Fact]
    public void A_count_of_nothing_says_nothing()
    {
        Assert.Contains("nothing-counted", new CountStockValidator().Validate(new CountStock("CT1", "PDX1", Gpu)).Errors.Select(error => error.ErrorCode));
        Assert.True(new CountStockValidator().Validate(new CountStock("CT1", "PDX1", Gpu, 0)).IsValid);
    }

    private static Dictionary<string, string?> Customers { get; } = new() { ["SA-1"] = "CLOUD", ["SA-9"] = "OTHER" };

    private static HeldUnits Of(string account, params string[] serials) => new(account, Line, "NV", "CLOUD", serials);

    private static HeldUnits Suppliers(string account, params string[] serials) => new(account, null, "NV", "NV", serials);

    private static Movement Off(string from, string to, params string[] serials) => new(Gpu, null, from, to, serials);

    private static StockCounted Counted(string? reason, params Movement[] movements) => new("CT1", "PDX1", Gpu, null, null, reason, movements, Later);

    private static Func<StockCount?, Decision> Count(
        string[] missing, string[] found, HeldUnits[] named, string site = "PDX1", long? quantity = null, HeldQuantity[]? stock = null, Sender? by = null,
        Batch? waiting = null) => earlier => CountStockEndpoint.Decide(
            new("CT1", site, Gpu, quantity, missing, found),
            new(earlier, site == "LAX" ? null : Site, Product, named, stock ?? [], Customers, waiting is null ? [] : [waiting]), new(by ?? Cloud, Later));
}
