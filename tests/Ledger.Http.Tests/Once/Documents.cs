using System.Text.Json;

namespace Ledger.Http.Tests.Once;

/// <summary>A document's number is used once for ever (P2): the same document again is already recorded, another under its number is refused.</summary>
public sealed class Documents
{
    [Fact]
    public async Task The_same_document_is_answered_with_what_it_led_to_whatever_its_bytes()
    {
        var book = await TestBook.OpenAsync();
        var first = (await book.PostAsync("sites", """{"site":"S-1","name":"A port","kind":"port"}""")).MustBe(201).Json;
        var again = (await book.PostAsync("sites", """{ "kind": "port", "name": "A \u0070ort", "site": "S-1" }""")).MustBe(200).Json;
        Assert.True(again.GetProperty("alreadyRecorded").GetBoolean());
        foreach (var member in new[] { "stream", "version", "events", "position" })
        {
            Assert.Equal(first.GetProperty(member).GetRawText(), again.GetProperty(member).GetRawText());
        }

        (await book.PostAsync("sites", """{"site":"S-1","name":"Another port","kind":"port"}""")).MustRefuse(409, "already-recorded");
    }

    [Fact]
    public async Task A_despatch_advice_is_one_shipment_s_for_ever_also_after_a_void()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(10);
        var first = await book.ShipAsync("B-1", 2);
        await book.RegisterAsync("B-2", book.Serials("B-2", 2));
        (await book.PostAsync("batches/ship", book.Shipment("B-2", advice: "ASN-B-1"))).MustRefuse(409, "already-recorded");

        (await book.PostAsync("batches/void", new { batch = "B-1", reason = "the lorry broke down" })).MustBe(200);
        var again = (await book.PostAsync("batches/ship", book.Shipment("B-1"))).MustBe(200).Json;
        Assert.True(again.GetProperty("alreadyRecorded").GetBoolean());
        Assert.Equal(2, again.Number("version"));
        Assert.Equal("site:FAB1/inventory", (await book.GetAsync($"units/{first[0]}")).Json.Text("account"));
        (await book.PostAsync("batches/ship", book.Shipment("B-1", advice: "ASN-9"))).MustBe(200);
    }

    [Fact]
    public async Task A_receipt_s_number_is_used_for_one_batch()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(10);
        await book.ShipAsync("B-1", 2);
        await book.ShipAsync("B-2", 2);
        (await book.ReceiveAsync("B-1", "RC-1")).MustBe(200);
        (await book.ReceiveAsync("B-2", "RC-1")).MustRefuse(409, "already-recorded");
        Assert.True((await book.ReceiveAsync("B-1", "RC-1")).MustBe(200).Json.GetProperty("alreadyRecorded").GetBoolean());
        (await book.ReceiveAsync("B-2", "RC-2")).MustBe(200);
    }

    [Fact]
    public async Task What_is_no_document_may_be_meant_twice_and_is_judged_anew()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(10);
        await book.ShipAsync("B-1", 2);
        var body = new { batch = "B-1", reason = "the lorry broke down" };
        (await book.PostAsync("batches/void", body)).MustBe(200);
        (await book.PostAsync("batches/void", body)).MustRefuse(409, "no-shipment");
    }

    [Fact]
    public async Task Of_two_batches_that_use_one_advice_at_once_one_is_shipped()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(100);
        for (var i = 0; i < 10; i++)
        {
            string[] batches = [$"A-{i}", $"B-{i}"];
            foreach (var batch in batches)
            {
                await book.RegisterAsync(batch, book.Serials(batch, 1));
            }

            var replies = await Task.WhenAll(batches.Select(batch => book.PostAsync("batches/ship", book.Shipment(batch, advice: $"ASN-{i}"))));
            Assert.Equal([200, 409], replies.Select(r => (int)r.Status).Order());
        }
    }

    [Fact]
    public async Task The_same_document_may_tell_its_moment_with_another_offset_and_its_serials_in_another_order()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(10);
        var serials = book.Serials("B-1", 4);
        string[] turned = [.. serials.Reverse()];
        await book.PostAsync("batches", Batch(serials, "2026-04-01T09:00:00Z"));
        MustBeKnown(await book.PostAsync("batches", Batch(turned, "2026-04-01T11:00:00+02:00")));
        (await book.PostAsync("batches", Batch(turned, "2026-04-01T11:00:00Z"))).MustRefuse(409, "already-recorded");
        (await book.PostAsync("batches", Batch(turned[..3], "2026-04-01T09:00:00Z"))).MustRefuse(409, "already-recorded");

        await book.MustPostAsync("batches/ship", book.Shipment("B-1"));
        await book.MustPostAsync("batches/receive", Receipt(serials[..3], serials[..2]));
        MustBeKnown(await book.PostAsync("batches/receive", Receipt([.. serials[..3].Reverse()], [serials[1], serials[0]])));
        (await book.PostAsync("batches/receive", Receipt(serials[..3], serials[1..3]))).MustRefuse(409, "already-recorded");

        static object Batch(string[] serials, string occurredAt) => new { batch = "B-1", product = TestBook.Gpu, site = TestBook.Factory, serials, occurredAt };

        static object Receipt(string[] serials, string[] damaged) => new { batch = "B-1", receipt = "R-1", serials, damaged, final = false };

        static void MustBeKnown(Reply reply) => Assert.True(reply.MustBe(200).Json.GetProperty("alreadyRecorded").GetBoolean());
    }

    /// <summary>Earlier builds digested the content with its offset and its order: what they recorded is still known when it comes as it came then.</summary>
    [Fact]
    public async Task A_document_that_an_earlier_build_recorded_is_known_as_it_came()
    {
        var book = await TestBook.OpenAsync();
        var command = new Logistics.Batches.RegisterBatch("B-1", TestBook.Gpu, TestBook.Factory, ["S2", "S1"], DateTimeOffset.UnixEpoch.AddYears(50));
        var first = (await book.PostAsync("batches", JsonSerializer.Serialize(command, Kernel.JsonEdge.Options))).MustBe(201).Json;
        byte[] said = [.. "RegisterBatch\n"u8, .. Kernel.Said.AsToldBy(command, null)];
        await using var database = Npgsql.NpgsqlDataSource.Create(LedgerHost.ConnectionString);
        await using var earlier = database.CreateCommand("update ledger.mt_events set causation_id = $2 where id = $1 and causation_id <> $2");
        earlier.Parameters.AddWithValue(Guid.Parse(first.List("events")[0].Text("id")));
        earlier.Parameters.AddWithValue($"sha256:{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(said))}");
        Assert.Equal(1, await earlier.ExecuteNonQueryAsync());
        var again = (await book.PostAsync("batches", JsonSerializer.Serialize(command, Kernel.JsonEdge.Options))).MustBe(200).Json;
        Assert.Equal((true, first.List("events")[0].Text("id")), (again.GetProperty("alreadyRecorded").GetBoolean(), again.List("events")[0].Text("id")));
    }

    [Fact]
    public async Task Every_event_says_which_command_it_came_from()
    {
        var book = await TestBook.OpenAsync();
        var first = (await book.PostAsync("sites", JsonSerializer.Serialize(new { site = "S-1", name = "A port", kind = "port" }))).MustBe(201).Json;
        await using var database = Npgsql.NpgsqlDataSource.Create(LedgerHost.ConnectionString);
        await using var query = database.CreateCommand("select causation_id from ledger.mt_events where id = $1");
        query.Parameters.AddWithValue(Guid.Parse(first.List("events")[0].Text("id")));
        Assert.Matches("^sha256:[0-9a-f]{64}$", (string?)await query.ExecuteScalarAsync());
    }
}
