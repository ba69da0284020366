namespace Ledger.Http.Tests.Receipts;

/// <summary>An inspection named the wrong unit: the unit is as it was before, and so are the figures.</summary>
public sealed class Inspections_are_corrected
{
    [Fact]
    public async Task A_unit_that_was_accepted_or_rejected_by_mistake_is_as_it_was_before()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(3);
        var units = await book.ShipAsync("B-1", 3);
        (await book.ReceiveAsync("B-1", "RC-1", units, units[2..])).MustBe(200);
        await book.MustPostAsync("units/accept", Deals.Inspection("I-1", units));
        (await CorrectAsync("I-1", "IC-1", units[1..])).MustBe(200);
        await StockIsAsync("site:PDX1/accepted 1", "site:PDX1/quarantined 1", "site:PDX1/received 1");

        await book.MustPostAsync("units/reject", Deals.Rejection("I-2", units[..1]));
        (await CorrectAsync("I-2", "IC-2", units[..1])).MustBe(200);
        await StockIsAsync("site:PDX1/accepted 1", "site:PDX1/quarantined 1", "site:PDX1/received 1");
        Assert.Equal(
            ["batch-registered", "batch-shipped", "batch-received", "units-accepted", "units-rejected", "inspection-corrected"],
            (await book.GetAsync($"units/{units[0]}")).MustBe(200).Json.List("events").Select(step => step.Text("type").Split('.')[1]));

        (await CorrectAsync("I-2", "IC-3", units[..1])).MustRefuse(409, "unit-not-there");
        (await CorrectAsync("I-1", "IC-1", units[..1])).MustRefuse(409, "already-recorded");
        (await CorrectAsync("I-9", "IC-4", units[..1])).MustRefuse(404, "unknown-inspection");

        Task<Reply> CorrectAsync(string inspection, string correction, string[] serials) =>
            book.PostAsync("units/correct-inspection", new { inspection, correction, serials, reason = "wrong unit" });

        Task StockIsAsync(params string[] rows) => book.GetWhenAsync(
            "stock", stock => rows.SequenceEqual(
                stock.List("rows").Select(row => $"{row.Text("place")}/{row.Text("condition")} {row.Number("quantityUnits")}")));
    }

    /// <summary>The acceptance of I-1 stands once another inspection has judged the unit, whatever that said.</summary>
    [Fact]
    public async Task Nothing_else_may_have_happened_to_the_unit()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(1);
        var units = await book.DeliverAsync("B-1", 1);
        await book.MustPostAsync("units/accept", Deals.Inspection("I-1", units));
        await book.MustPostAsync("units/reject", Deals.Rejection("I-2", units));
        await book.MustPostAsync("units/accept", Deals.Inspection("I-3", units));
        var refused = await book.PostAsync("units/correct-inspection", new { inspection = "I-1", correction = "IC-1", serials = units, reason = "x" });
        Assert.Equal(units, refused.MustRefuse(409, "unit-not-there").Serials.First);
        await book.MustPostAsync("units/correct-inspection", new { inspection = "I-3", correction = "IC-1", serials = units, reason = "x" });
        Assert.Equal("site:PDX1/quarantined", (await book.GetAsync($"units/{units[0]}")).MustBe(200).Json.Text("account"));
    }
}
