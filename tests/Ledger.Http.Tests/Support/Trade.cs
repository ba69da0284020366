using System.Text.Json;

namespace Ledger.Http.Tests;

/// <summary>What a supplier and a customer trade in a book, where, and under which numbers.</summary>
/// <param name="Tag">Begins the numbers that a party gives, so that its trades with several others don't give one twice.</param>
public sealed record Trade(TestBook Book, string Tag = "")
{
    public string Supplier { get; init; } = "SUP";

    public string Customer { get; init; } = "CUS";

    public string Carrier { get; init; } = "CAR";

    public string Agreement { get; init; } = "SA-1";

    public string GpuOrder { get; init; } = "PO-1";

    public string CpuOrder { get; init; } = "PO-2";

    public string Gpu { get; init; } = TestBook.Gpu;

    public string Cpu { get; init; } = TestBook.Cpu;

    public string Factory { get; init; } = TestBook.Factory;

    public string DataCentre { get; init; } = TestBook.DataCentre;

    public IReadOnlyList<object> Milestones { get; init; } = [];

    /// <summary>An agreement over GPUs and CPUs, and an order against it that is confirmed.</summary>
    public async Task OrderAsync(long gpus, long committed = 100_000, DateTimeOffset? at = null)
    {
        if ((await Book.GetAsync($"agreements/{Agreement}")).Status == System.Net.HttpStatusCode.NotFound)
        {
            var signed = await Book.PostAsync("agreements", JsonSerializer.Serialize(new
            {
                agreement = Agreement,
                supplier = Supplier,
                customer = Customer,
                lines = new[]
                {
                    new { line = 1, product = Gpu, quantity = committed, from = "2026-01-01", until = "2027-12-31" },
                    new { line = 2, product = Cpu, quantity = committed, from = "2026-01-01", until = "2027-12-31" },
                },
                milestones = Milestones,
                occurredAt = at,
            }));
            if (signed.MustBe(201).Json.Text("stream").StartsWith("proposals/", StringComparison.Ordinal))
            {
                await Book.MustPostAsync("agreements/proposals/accept", new { agreement = Agreement, proposal = 1, by = Customer, occurredAt = at });
            }
        }

        var placed = await Book.PostAsync("orders", JsonSerializer.Serialize(new
        {
            order = GpuOrder,
            agreement = Agreement,
            shipTo = DataCentre,
            lines = new[] { new { line = 1, agreementLine = 1, product = Gpu, quantity = gpus, requestedDelivery = "2026-12-01" } },
            occurredAt = at,
        }), prefer: "wait=20");
        placed.MustBe(201);
        Assert.Equal("confirmed", placed.Json.GetProperty("order").GetProperty("status").GetString());
    }
}
