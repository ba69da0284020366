using System.Text.Json;

namespace Ledger.Http.Tests.Custody;

/// <summary>
/// Goal: what has left is never given back to the commitment. Method: a shipment and a cancellation, a lowering or a rejection of its order line are sent at
/// the same moment, many times; whoever comes first, ordered units are never fewer than shipped ones.
/// </summary>
public sealed class Shipments_and_changes_at_once
{
    private const int Rounds = 12;

    [Theory]
    [InlineData("orders/cancel-line")]
    [InlineData("orders/change")]
    [InlineData("orders/acknowledge")]
    public async Task Never_give_back_what_has_left(string route)
    {
        var book = await TestBook.OpenAsync();
        for (var i = 0; i < Rounds; i++)
        {
            await book.OrderAsync(2, $"PO-{i}");
            await book.RegisterAsync($"B-{i}", book.Serials($"R{i}", 2));
        }

        var answers = await Task.WhenAll(Enumerable.Range(0, Rounds).SelectMany(i => new[]
        {
            book.PostAsync("batches/ship", book.Shipment($"B-{i}", order: $"PO-{i}")),
            book.PostAsync(route, Change(route, i)),
        }));
        Assert.All(answers, answer => Assert.True((int)answer.Status is 200 or 409, answer.Text));

        await FirstDeal.SettledAsync(book);
        var line = (await book.GetAsync("agreements/SA-1/progress")).MustBe(200).Json.List("lines")[0];
        Assert.True(line.Number("shipped") <= line.Number("ordered"), line.ToString());
        for (var i = 0; i < Rounds; i++)
        {
            var ordered = (await book.GetAsync($"orders/PO-{i}")).MustBe(200).Json.List("lines")[0];
            Assert.True(ordered.Number("shipped") <= ordered.Number("quantity"), ordered.ToString());
        }
    }

    private static string Change(string route, int i) => route switch
    {
        "orders/cancel-line" => JsonSerializer.Serialize(new { order = $"PO-{i}", line = 1, reason = "not needed" }),
        "orders/change" => JsonSerializer.Serialize(new { order = $"PO-{i}", change = "C-1", lines = new[] { new { line = 1, quantity = 1 } } }),
        _ => JsonSerializer.Serialize(new { order = $"PO-{i}", acknowledgement = "A-1", lines = new[] { new { line = 1, status = "rejected" } } }),
    };
}
