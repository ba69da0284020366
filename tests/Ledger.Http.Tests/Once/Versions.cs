using System.Text.Json;

namespace Ledger.Http.Tests.Once;

/// <summary>A command may say which version it was decided on.</summary>
public sealed class Versions
{
    [Fact]
    public async Task A_command_that_was_decided_on_an_old_version_is_refused()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(10);
        await book.RegisterAsync("B-1", book.Serials("B-1", 2));
        var seen = (await book.GetWhenAsync("batches/B-1", _ => true)).ETag!;
        Assert.Equal("\"v1\"", seen);
        var shipment = JsonSerializer.Serialize(book.Shipment("B-1"));

        (await book.PostAsync("batches/ship", shipment, ifMatch: "\"v2\"")).MustRefuse(412, "stale-version");
        var shipped = (await book.PostAsync("batches/ship", shipment, key: "k-1", ifMatch: seen)).MustBe(200);
        Assert.Equal("\"v2\"", shipped.ETag);
        (await book.PostAsync("batches/void", """{"batch":"B-1","reason":"x"}""", ifMatch: seen)).MustRefuse(412, "stale-version");
        Assert.Equal("true", (await book.PostAsync("batches/ship", shipment, key: "k-1", ifMatch: seen)).MustBe(200).Replayed);
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("\"1\"")]
    [InlineData("W/\"v1\"")]
    [InlineData("\"v-1\"")]
    [InlineData("\"v1\", \"v2\"")]
    [InlineData("*")]
    public async Task A_precondition_that_cannot_be_read_is_refused(string ifMatch)
    {
        var book = await TestBook.OpenAsync();
        (await book.PostAsync("sites", """{"site":"S-1","name":"A port","kind":"port"}""", ifMatch: ifMatch)).MustRefuse(400, "invalid-precondition");
        (await book.PostAsync("sites", """{"site":"S-1","name":"A port","kind":"port"}""", ifMatch: "\"v0\"")).MustBe(201);
    }
}
