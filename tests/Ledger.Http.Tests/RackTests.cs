namespace Ledger.Http.Tests;

/// <summary>Racks from plan to decommissioning, against the whole ledger: custody, journal and views included.</summary>
public class RackTests
{
    [Fact]
    public async Task A_rack_is_built_tested_commissioned_and_accepted()
    {
        var (book, gpus) = await WithUnitsAsync(4);
        (await InstallAsync(book, "R1", gpus[..2])).MustBe(200);
        await book.MustPostAsync("racks/power-on", new { rack = "R1" });
        await book.MustPostAsync("racks/tests", new { rack = "R1", test = "T1", procedure = "burn-in", outcome = "passed" });
        await book.MustPostAsync("racks/commission", new { rack = "R1" });
        await book.MustPostAsync("racks/accept", new { rack = "R1", reference = "letter 7" });

        var rack = (await book.GetAsync("racks/R1")).MustBe(200);
        Assert.Equal("\"v6\"", rack.ETag);
        Assert.Equal("accepted", rack.Json.GetProperty("state").GetString());
        Assert.Equal(gpus[..2], rack.Json.GetProperty("units").EnumerateArray().Select(u => u.GetProperty("serial").GetString()));
        Assert.All(
            rack.Json.GetProperty("units").EnumerateArray(),
            u => Assert.Equal(("active", "SA-1/1"), (u.GetProperty("condition").GetString(), u.GetProperty("line").GetString())));
        Assert.Equal(
            ["planned", "assembled", "poweredOn", "validating", "commissioned", "accepted"],
            rack.Json.GetProperty("timeline").EnumerateArray().Select(s => s.GetProperty("state").GetString()!));

        var unit = await book.GetAsync($"units/{TestBook.Gpu}/{gpus[0]}");
        Assert.Equal("rack:R1/active", unit.Json.GetProperty("account").GetString());
        await book.GetWhenAsync("racks", list => list.GetProperty("items").EnumerateArray().Any(r => r.GetProperty("state").GetString() == "accepted"));
    }

    [Fact]
    public async Task A_replacement_moves_both_units_and_asks_for_a_new_test()
    {
        var (book, gpus) = await WithUnitsAsync(3);
        (await InstallAsync(book, "R1", gpus[..2])).MustBe(200);
        await book.MustPostAsync("racks/power-on", new { rack = "R1" });
        await book.MustPostAsync("racks/tests", new { rack = "R1", test = "T1", procedure = "burn-in", outcome = "passed" });
        await book.MustPostAsync("racks/commission", new { rack = "R1" });
        await book.MustPostAsync(
            "racks/replace", new { rack = "R1", oldProduct = TestBook.Gpu, old = gpus[0], newProduct = TestBook.Gpu, @new = gpus[2], reason = "faulty" });

        (await book.PostAsync("racks/commission", new { rack = "R1" })).MustRefuse(409, "rack-not-tested");
        Assert.Equal("site:PDX1/quarantined", await AccountAsync(book, gpus[0]));
        Assert.Equal("rack:R1/active", await AccountAsync(book, gpus[1]));
        Assert.Equal("rack:R1/installed", await AccountAsync(book, gpus[2]));

        await book.MustPostAsync("racks/decommission", new { rack = "R1", condition = "retired", reason = "end of life" });
        Assert.Equal("site:PDX1/quarantined", await AccountAsync(book, gpus[0]));
        Assert.Equal("site:PDX1/retired", await AccountAsync(book, gpus[1]));
        Assert.Equal("site:PDX1/retired", await AccountAsync(book, gpus[2]));

        var restored = new { rack = "R1", units = new[] { new { product = TestBook.Gpu, serials = gpus[1..2] } }, reason = "still good" };
        await book.MustPostAsync("racks/restore", restored);
        Assert.Equal("site:PDX1/accepted", await AccountAsync(book, gpus[1]));
        (await book.PostAsync("racks/restore", restored)).MustRefuse(409, "unit-not-there");
    }

    /// <summary>Both commands find the unit on the shelf; only the guard, in the transaction, can tell them apart.</summary>
    [Fact]
    public async Task Of_two_racks_that_take_a_unit_at_the_same_moment_one_gets_it()
    {
        var (book, gpus) = await WithUnitsAsync(8);
        for (var i = 0; i < gpus.Length; i++)
        {
            await book.MustPostAsync("racks", new { rack = $"A{i}", model = "M1", site = TestBook.DataCentre });
            await book.MustPostAsync("racks", new { rack = $"B{i}", model = "M1", site = TestBook.DataCentre });
        }

        var pairs = await Task.WhenAll(gpus.Select((gpu, i) => Task.WhenAll(InstallAsync(book, $"A{i}", gpu), InstallAsync(book, $"B{i}", gpu))));
        Assert.All(pairs, pair =>
        {
            var refused = Assert.Single(pair, reply => (int)reply.Status != 200).MustRefuse(409, "unit-not-there");
            Assert.Equal(1, refused.Json.GetProperty("serials").GetProperty("count").GetInt32());
        });
    }

    [Fact]
    public async Task A_rack_that_many_fill_at_the_same_moment_is_never_overfull()
    {
        var (book, gpus) = await WithUnitsAsync(8);
        var replies = await Task.WhenAll(gpus.Select(gpu => InstallAsync(book, "R1", gpu)));
        Assert.Equal(2, replies.Count(reply => (int)reply.Status == 200));
        Assert.All(replies.Where(reply => (int)reply.Status != 200), reply => reply.MustRefuse(409, "rack-full"));
        Assert.Equal(2, (await book.GetAsync("racks/R1")).Json.GetProperty("units").GetArrayLength());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("9223372036854775808")]
    [InlineData("1.5")]
    [InlineData("\"1\"")]
    [InlineData("10001")]
    public async Task A_count_that_is_none_is_refused(string count)
    {
        var book = await TestBook.OpenAsync();
        var reply = await book.PostAsync("rack-models", $$"""{"model":"M","name":"M","illustrative":true,"parts":[{"family":"gpu","count":{{count}}}]}""");
        reply.MustBe(400);
        Assert.Contains("/parts", reply.Json.GetProperty("errors")[0].GetProperty("pointer").GetString());
    }

    [Theory]
    [InlineData("Passed")]
    [InlineData("passed,failed")]
    [InlineData(" passed")]
    [InlineData("1")]
    public async Task An_outcome_is_one_name_exactly_as_it_is_written(string outcome)
    {
        var book = await TestBook.OpenAsync();
        (await book.PostAsync("racks/tests", new { rack = "R1", test = "T1", procedure = "burn-in", outcome })).MustRefuse(400, "malformed-json");
    }

    [Theory]
    [InlineData("rack-models", """{"model":"M","name":"M","illustrative":true,"parts":[null]}""")]
    [InlineData("racks/install", """{"rack":"R1","units":[null]}""")]
    [InlineData("racks/install", """{"rack":"R1","units":[{"product":"acme:B300","serials":[null]}]}""")]
    public async Task A_list_with_nothing_in_an_entry_is_refused(string route, string json)
    {
        var book = await TestBook.OpenAsync();
        (await book.PostAsync(route, json)).MustRefuse(400, "malformed-json");
    }

    [Fact]
    public async Task A_unit_named_twice_in_one_command_is_refused()
    {
        var (book, gpus) = await WithUnitsAsync(1);
        (await InstallAsync(book, "R1", gpus[0], gpus[0])).MustRefuse(400, "invalid-command");
        var twice = new { product = TestBook.Gpu, serials = gpus };
        (await book.PostAsync("racks/install", new { rack = "R1", units = new[] { twice, twice } })).MustRefuse(400, "invalid-command");
        Assert.Equal("site:PDX1/accepted", await AccountAsync(book, gpus[0]));
    }

    [Fact]
    public async Task What_does_not_exist_is_not_found()
    {
        var book = await TestBook.OpenAsync();
        (await book.GetAsync("racks/R9")).MustRefuse(404, "unknown-rack");
        (await book.GetAsync("rack-models/M9")).MustRefuse(404, "unknown-model");
        (await book.PostAsync("racks", new { rack = "R9", model = "M9", site = TestBook.DataCentre })).MustRefuse(404, "unknown-model");
        (await book.PostAsync("racks/accept", new { rack = "R9" })).MustRefuse(404, "unknown-rack");
    }

    /// <summary>A book with a planned rack R1 that takes two GPUs, and GPUs that have come all the way to the shelf beside it.</summary>
    private static async Task<(TestBook Book, string[] Gpus)> WithUnitsAsync(int count)
    {
        var book = await TestBook.OpenAsync();
        var gpus = book.Serials("G", count);
        await book.OrderAsync(count);
        await book.RegisterAsync("B-1", gpus);
        await book.MustPostAsync("batches/ship", book.Shipment("B-1"));
        await book.MustPostAsync("batches/receive", new { batch = "B-1", receipt = "RC-1" });
        await book.MustPostAsync("units/accept", new { inspection = "I-1", site = TestBook.DataCentre, product = TestBook.Gpu, serials = gpus });
        await book.MustPostAsync(
            "rack-models", new { model = "M1", name = "Two GPUs", illustrative = true, parts = new[] { new { product = TestBook.Gpu, count = 2 } } });
        await book.MustPostAsync("racks", new { rack = "R1", model = "M1", site = TestBook.DataCentre });
        return (book, gpus);
    }

    private static Task<Reply> InstallAsync(TestBook book, string rack, params string[] serials) =>
        book.PostAsync("racks/install", new { rack, units = new[] { new { product = TestBook.Gpu, serials } } });

    private static async Task<string?> AccountAsync(TestBook book, string serial) =>
        (await book.GetAsync($"units/{TestBook.Gpu}/{serial}")).MustBe(200).Json.GetProperty("account").GetString();
}
