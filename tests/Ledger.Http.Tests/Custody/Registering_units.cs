namespace Ledger.Http.Tests.Custody;

public sealed class Registering_units
{
    [Fact]
    public async Task A_unit_is_registered_once_and_the_refusal_names_the_units()
    {
        var book = await TestBook.OpenAsync();
        var serials = book.Serials("G", 30);
        await book.RegisterAsync("B-1", serials);
        var before = await book.EventCountAsync();

        var reply = await book.PostAsync("batches", Batch("B-2", [.. serials.Reverse(), "NEW-" + book.Code[2..10]]));

        reply.MustRefuse(409, "already-registered");
        Assert.Equal(30, reply.Serials.Count);
        Assert.Equal(serials.Take(20), reply.Serials.First);
        Assert.Equal(before, await book.EventCountAsync());
        (await book.GetAsync("batches/B-2")).MustRefuse(404, "unknown-batch");
        (await book.GetAsync("units/NEW-" + book.Code[2..10])).MustRefuse(404, "unknown-unit");
    }

    [Fact]
    public async Task Of_two_commands_at_once_with_the_same_serial_one_wins_and_the_other_leaves_nothing()
    {
        var book = await TestBook.OpenAsync();
        for (var round = 0; round < 10; round++)
        {
            var serials = book.Serials($"R{round}", 5);
            var before = await book.EventCountAsync();
            var replies = await Task.WhenAll(
                book.PostAsync("batches", Batch($"A-{round}", [serials[0], serials[1], serials[2]])),
                book.PostAsync("batches", Batch($"B-{round}", [serials[4], serials[3], serials[2]])));

            Assert.Single(replies, r => (int)r.Status == 201);
            var refused = Assert.Single(replies, r => (int)r.Status != 201).MustRefuse(409, "already-registered");
            Assert.Equal(1, refused.Serials.Count);
            Assert.Equal([serials[2]], refused.Serials.First);
            Assert.Equal(before + 1, await book.EventCountAsync());
        }
    }

    /// <summary>A serial is unique in its book and product; what another book has is neither refused nor shown.</summary>
    [Fact]
    public async Task Two_books_may_have_the_same_serials_at_once_and_move_them_each_for_itself()
    {
        var (here, there) = (await TestBook.OpenAsync(), await TestBook.OpenAsync());
        await here.OrderAsync(10);
        await there.OrderAsync(10);
        for (var round = 0; round < 5; round++)
        {
            var serials = here.Serials($"R{round}", 2);
            var replies = await Task.WhenAll(
                here.PostAsync("batches", Batch($"B-{round}", serials)), there.PostAsync("batches", Batch($"B-{round}", serials)));
            Assert.All(replies, reply => reply.MustBe(201));
        }

        await here.MustPostAsync("batches/ship", here.Shipment("B-0"));
        var serial = here.Serials("R0", 2)[0];
        Assert.Equal("transit:B-0/inTransit", (await here.GetAsync($"units/{serial}")).MustBe(200).Json.Text("account"));
        Assert.Equal("site:FAB1/inventory", (await there.GetAsync($"units/{serial}")).MustBe(200).Json.Text("account"));
        await there.MustPostAsync("batches/ship", there.Shipment("B-0"));
        foreach (var book in new[] { here, there })
        {
            Assert.Equal(10, (await book.PagesAsync("units", 4)).Count);
            Assert.Equal(2, (await book.GetAsync($"units/{serial}")).Json.List("events").Length);
            (await book.PostAsync("batches", Batch("AGAIN", [serial]))).MustRefuse(409, "already-registered");
            Assert.True((await book.GetAsync("checks")).MustBe(200).Json.GetProperty("holds").GetBoolean());
        }
    }

    /// <summary>To the byte, however the serials of the refusal are known elsewhere.</summary>
    [Fact]
    public async Task A_refusal_says_the_same_whether_another_book_has_the_serials_or_not()
    {
        var (alone, here, there) = (await TestBook.OpenAsync(), await TestBook.OpenAsync(), await TestBook.OpenAsync());
        string[] serials = [.. Enumerable.Range(1, 3).Select(i => $"SAME-{alone.Code[2..8]}-{i}")];
        await there.RegisterAsync("B-1", serials);
        var told = new List<string>();
        foreach (var book in new[] { alone, here })
        {
            await book.RegisterAsync("B-1", serials[0]);
            told.Add((await book.PostAsync("batches", Batch("B-2", serials))).MustRefuse(409, "already-registered").Text);
            (await book.GetAsync($"units/{serials[1]}")).MustRefuse(404, "unknown-unit");
        }

        Assert.Equal(WithoutTrace(told[0]), WithoutTrace(told[1]));

        static string WithoutTrace(string problem) =>
            System.Text.RegularExpressions.Regex.Replace(problem, "\"(traceId|instance)\":\"[^\"]*\"", "\"$1\":\"\"");
    }

    [Fact]
    public async Task Two_makers_may_use_the_same_serial()
    {
        var book = await TestBook.OpenAsync();
        var serial = book.Serials("S", 1)[0];
        await book.RegisterAsync("B-1", serial);
        await book.MustPostAsync("batches", new { batch = "B-2", product = TestBook.Cpu, site = TestBook.Factory, serials = new[] { serial } });
        Assert.Equal(2, (await book.GetAsync("units")).Json.List("items").Length);
    }

    [Fact]
    public async Task Nothing_is_registered_of_a_product_or_at_a_site_that_the_book_does_not_know()
    {
        var book = await TestBook.OpenAsync();
        (await book.PostAsync("batches", new { batch = "B-1", product = "acme:other", site = TestBook.Factory, serials = book.Serials("S", 1) }))
            .MustRefuse(404, "unknown-product");
        (await book.PostAsync("batches", new { batch = "B-1", product = TestBook.Gpu, site = "MOON", serials = book.Serials("S", 1) }))
            .MustRefuse(404, "unknown-site");
        Assert.Empty((await book.GetAsync("units")).Json.List("items"));
    }

    private static object Batch(string batch, string[] serials) => new { batch, product = TestBook.Gpu, site = TestBook.Factory, serials };
}
