using System.Text.Json;

namespace Ledger.Http.Tests.Quantities;

/// <summary>An order outside the delivery window of an agreement line is refused where the window is firm, and marked where it is not.</summary>
public sealed class Delivery_windows
{
    [Fact]
    public async Task Are_firm_or_informative_as_the_agreement_says()
    {
        var book = await TestBook.OpenAsync();
        await book.MustPostAsync("agreements", new
        {
            agreement = "SA-1",
            supplier = "SUP",
            customer = "CUS",
            lines = new object[]
            {
                new { line = 1, product = TestBook.Gpu, quantity = 10, from = "2026-01-01", until = "2026-12-31", window = "firm" },
                new { line = 2, product = TestBook.Cpu, quantity = 10, from = "2026-01-01", until = "2026-12-31" },
            },
        });
        Assert.Equal("firm", (await book.GetAsync("agreements/SA-1")).MustBe(200).Json.List("lines")[0].Text("window"));

        var refused = (await PlaceAsync(book, "PO-1", 1, TestBook.Gpu, "2027-01-01")).MustRefuse(409, "outside-window");
        Assert.Contains("2026-01-01 to 2026-12-31", refused.Json.Text("detail"), StringComparison.Ordinal);
        (await PlaceAsync(book, "PO-1", 1, TestBook.Gpu, "2026-12-31")).MustBe(201);
        (await PlaceAsync(book, "PO-2", 2, TestBook.Cpu, "2027-01-01")).MustBe(201);
        Assert.False((await book.GetAsync("orders/PO-1")).MustBe(200).Json.List("lines")[0].TryGetProperty("outsideWindow", out _));
        Assert.True((await book.GetAsync("orders/PO-2")).MustBe(200).Json.List("lines")[0].GetProperty("outsideWindow").GetBoolean());
        (await book.PostAsync("orders/change", new { order = "PO-1", change = "C-1", lines = new[] { new { line = 1, requestedDelivery = "2027-02-01" } } }))
            .MustRefuse(409, "outside-window");
    }

    private static Task<Reply> PlaceAsync(TestBook book, string order, int line, string product, string day) =>
        book.PostAsync("orders", JsonSerializer.Serialize(new
        {
            order,
            agreement = "SA-1",
            shipTo = TestBook.DataCentre,
            lines = new[] { new { line = 1, agreementLine = line, product, quantity = 1, requestedDelivery = day } },
        }), prefer: "wait=20");
}
