using System.Globalization;
using System.Text.Json;
using Ledger.Contracts;

namespace Ledger.Http.Tests;

/// <summary>
/// Plays a deal by chance in a rehearsal book: what is posted mostly makes sense and sometimes does not, and when it happened is told in any order. The ledger
/// may refuse; it may not fail.
/// </summary>
/// <param name="ordered">Units of the order line for GPUs.</param>
public sealed class RandomDeal(Trade trade, int seed, long ordered = 10_000)
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Random _random = new(seed);
    private readonly Dictionary<string, string[]> _batches = [];
    private readonly List<string> _returns = [];
    private readonly List<(string Batch, string Product, string[] Serials)> _strays = [];
    private int _number;
    private int _racks;

    public RandomDeal(TestBook book, int seed, long ordered = 10_000)
        : this(new Trade(book), seed, ordered)
    {
    }

    /// <summary>Deals in the same book, whose units may turn up here.</summary>
    public IReadOnlyList<RandomDeal> Others { get; init; } = [];

    public int Accepted { get; private set; }

    public int Refused { get; private set; }

    public static DateTimeOffset At(double day) => Start.AddDays(day);

    public async Task PlayAsync(int steps)
    {
        await BeginAsync();
        for (var step = 0; step < steps; step++)
        {
            await StepAsync();
        }

        Assert.True(Accepted > steps / 8, $"Only {Accepted} of {steps} commands were accepted with seed {seed}.");
    }

    public async Task BeginAsync()
    {
        await trade.OrderAsync(ordered, at: Start);
        await OrderCpusAsync();

        // Without a batch from the beginning, chance may refuse nearly everything.
        for (var batch = 0; batch < 3; batch++)
        {
            await RegisterAsync();
            await ShipAsync();
        }
    }

    public Task StepAsync() => _random.Next(26) switch
    {
        0 or 1 => RegisterAsync(),
        2 or 3 => ShipAsync(),
        4 => PostAsync("batches/void", new { batch = Batch(), reason = "by chance", occurredAt = When() }),
        5 or 6 or 7 => ReceiveAsync(),
        8 => InspectAsync("accept", "received"),
        9 => InspectAsync("reject", "received", "accepted"),
        10 => ReturnAsync(),
        11 => InspectAsync("accept", "quarantined"),
        12 => LoseAsync(),
        13 => EndReturnAsync(),
        14 => AmendAsync(),
        15 => AnswerAsync(),
        16 => AttributeAsync(),
        17 => CorrectAsync(),
        18 => CountAsync(),
        19 => PostAsync("returns/cancel", new
        {
            cancellation = $"CX-{Next()}",
            @return = Return(),
            reason = "by chance",
            occurredAt = When(),
        }),
        20 => AskForReturnAsync(),
        21 => AnswerReturnAsync(),
        22 => ReceiveReturnAsync(),
        _ => RackAsync(),
    };

    private Task OrderCpusAsync() => PostAsync("orders", new
    {
        order = trade.CpuOrder,
        agreement = trade.Agreement,
        shipTo = trade.DataCentre,
        lines = new[] { new { line = 1, agreementLine = 2, product = trade.Cpu, quantity = 1_000, requestedDelivery = "2026-12-01" } },
        occurredAt = Start,
    });

    private async Task RegisterAsync()
    {
        var batch = $"B-{Next()}";
        _batches[batch] = trade.Book.Serials(batch, _random.Next(1, 12));
        await PostAsync("batches", new { batch, product = trade.Gpu, site = trade.Factory, serials = _batches[batch], occurredAt = When() });
    }

    private Task ShipAsync() => PostAsync(
        "batches/ship",
        new
        {
            batch = Batch(),
            order = trade.GpuOrder,
            orderLine = 1,
            to = trade.DataCentre,
            carrier = trade.Carrier,
            despatchAdvice = $"ASN-{Next()}",
            occurredAt = When()
        });

    private async Task ReceiveAsync()
    {
        var batch = Batch();
        var serials = Some(_batches.GetValueOrDefault(batch) ?? ["NONE"])
            .Concat(_random.Next(4) == 0 ? Some(_batches.GetValueOrDefault(Batch()) ?? ["NONE"]) : [])
            .ToArray();
        string[] unknown = _random.Next(4) == 0 ? trade.Book.Serials($"U-{trade.Tag}{_number}", 2) : [];
        // Some of them have the serials of advised units.
        string[] others = _random.Next(4) == 0 ? [.. trade.Book.Serials($"C-{trade.Tag}{_number}", 2), .. serials.Take(1)] : [];
        unknown = Others.Count > 0 && _random.Next(4) == 0 ? [.. unknown, .. Stranger()] : unknown;
        var isTaken = await PostAsync(
            "batches/receive",
            new
            {
                batch,
                receipt = $"RC-{Next()}",
                serials = serials.Concat(unknown).Distinct(),
                damaged = Some(serials).Take(1),
                final = _random.Next(3) == 0,
                others = others.Length == 0 ? null : new[] { new { product = trade.Cpu, serials = others } },
                occurredAt = When(),
            });
        _strays.AddRange(new[] { (batch, trade.Gpu, unknown), (batch, trade.Cpu, others) }.Where(stray => isTaken && stray.Item3.Length > 0));
    }

    /// <summary>Units of another deal with the same supplier.</summary>
    private string[] Stranger()
    {
        var other = Others[_random.Next(Others.Count)];
        return other._batches.Count == 0 ? [] : Some(other._batches.Values.ElementAt(_random.Next(other._batches.Count)));
    }

    /// <summary>What a receipt did not expect counts on the order; without any, a batch arrives instead.</summary>
    private async Task AttributeAsync()
    {
        if (_strays.Count == 0)
        {
            await ReceiveAsync();
            return;
        }

        var (batch, product, serials) = _strays[_random.Next(_strays.Count)];
        await PostAsync("batches/attribute", new
        {
            attribution = $"AT-{Next()}",
            batch,
            product,
            serials = Some(serials),
            order = product == trade.Gpu ? trade.GpuOrder : trade.CpuOrder,
            orderLine = 1,
            occurredAt = When(),
        });
    }

    /// <summary>What a receipt named was never seen, expected or not.</summary>
    private async Task CorrectAsync()
    {
        var any = Batch();
        var (batch, product, serials) = _strays.Count > 0 && _random.Next(2) == 0
            ? _strays[_random.Next(_strays.Count)] : (any, trade.Gpu, Some(_batches.GetValueOrDefault(any) ?? ["NONE"]));
        await PostAsync(
            "batches/correct-receipt",
            new { batch, correction = $"RCC-{Next()}", serials = serials[..1], product, reason = "by chance", occurredAt = When() });
    }

    /// <summary>Counts a site of either party: some units are gone, and some turn up that were lost or are said to be elsewhere.</summary>
    private async Task CountAsync()
    {
        var (site, conditions) = _random.Next(2) == 0
            ? (trade.Factory, new[] { "inventory", "returned" }) : (trade.DataCentre, ["received", "accepted", "quarantined"]);
        var missing = await UnitsAsync(site, conditions[_random.Next(conditions.Length)]);
        var found = await UnitsAsync(site, _random.Next(2) == 0 ? "lost" : "acceptedLost");
        Count(await trade.Book.PostAsync(site == trade.Factory ? Roles.Supplier : Roles.Customer, "stock/count", new
        {
            count = $"CT-{Next()}",
            site,
            product = trade.Gpu,
            missing = missing is ["NONE"] || _random.Next(3) == 0 ? [] : missing[..1],
            found = found is ["NONE"] ? [] : found,
            quantity = _random.Next(8) == 0 ? (int?)_random.Next(10) : null,
            reason = "by chance",
            occurredAt = When(),
        }), "stock/count");
    }

    private async Task InspectAsync(string verb, params string[] conditions)
    {
        var product = Product();
        var serials = await AtAsync(product, conditions);
        var inspection = $"QC-{Next()}";
        await PostAsync($"units/{verb}", verb == "accept"
            ? new { inspection, site = trade.DataCentre, product, serials, occurredAt = When() }
            : new { inspection, site = trade.DataCentre, product, serials, reason = "by chance", occurredAt = When() });
    }

    private async Task ReturnAsync()
    {
        var product = Product();
        var asked = _returns.Count > 0 && _random.Next(3) == 0;
        if (!asked)
        {
            _returns.Add($"RMA-{Next()}");
        }

        await PostAsync("units/return", new
        {
            @return = asked ? Return() : _returns[^1],
            site = trade.DataCentre,
            product,
            serials = (await AtAsync(product, "quarantined", "received", "accepted")).Take(2),
            to = trade.Factory,
            reason = "by chance",
            carrier = _random.Next(2) == 0 ? trade.Carrier : null,
            occurredAt = When(),
        });
    }

    private async Task AskForReturnAsync()
    {
        _returns.Add($"RMA-{Next()}");
        await PostAsync("returns/request", new
        {
            @return = _returns[^1],
            site = trade.DataCentre,
            product = trade.Gpu,
            serials = await AtAsync(trade.Gpu, "quarantined", "received", "accepted"),
            reason = "by chance",
            occurredAt = When(),
        });
    }

    private Task AnswerReturnAsync() => _random.Next(4) == 0
        ? PostAsync("returns/refuse", new { @return = Return(), reason = "by chance", occurredAt = When() })
        : PostAsync("returns/authorise", new { @return = Return(), rma = $"A-{Next()}", to = trade.Factory, occurredAt = When() });

    /// <summary>Some of it arrives, some is missing, and what is missing may be given up or come after all.</summary>
    private async Task ReceiveReturnAsync()
    {
        var number = Return();
        await PostAsync("returns/receive", new { @return = number, receipt = $"RR-{Next()}", serials = Array.Empty<string>(), occurredAt = When() });
        var missing = await UnitsInAsync($"return:{number}/notReturned");
        await (_random.Next(3) switch
        {
            0 => PostAsync(
                "returns/write-off", new { writeOff = $"WR-{Next()}", @return = number, liable = trade.Carrier, reason = "by chance", occurredAt = When() }),
            1 => PostAsync("returns/receive", new { @return = number, receipt = $"RR-{Next()}", serials = missing, occurredAt = When() }),
            _ => PostAsync("returns/receive", new { @return = number, receipt = $"RR-{Next()}", occurredAt = When() }),
        });
    }

    private string Next() => $"{trade.Tag}{++_number}";

    private string Return() => _returns.Count == 0 ? "NONE" : _returns[^_random.Next(1, Math.Min(4, _returns.Count + 1))];

    /// <summary>Fills a rack of two and brings it as far as chance has it.</summary>
    private async Task RackAsync()
    {
        var serials = (await AtAsync(trade.Gpu, "accepted")).Take(2).ToArray();
        var rack = $"R-{trade.Tag}{++_racks}";
        await trade.Book.PlanRackAsync(rack, 2, trade.DataCentre);
        await PostAsync("racks/install", new { rack, units = new[] { new { product = trade.Gpu, serials } }, occurredAt = When() });
        await PostAsync("racks/power-on", new { rack, occurredAt = When() });
        await PostAsync(
            "racks/tests",
            new { rack, test = $"T-{rack}", procedure = "by chance", outcome = _random.Next(4) == 0 ? "failed" : "passed", occurredAt = When() });
        await PostAsync("racks/commission", new { rack, occurredAt = When() });
        await (_random.Next(4) switch
        {
            0 => PostAsync(
                "racks/decommission", new { rack, condition = _random.Next(2) == 0 ? "accepted" : "retired", reason = "by chance", occurredAt = When() }),
            1 => PostAsync(
                "racks/remove",
                new { rack, product = trade.Gpu, serial = serials[0], condition = "quarantined", reason = "by chance", occurredAt = When() }),
            2 => PostAsync("racks/replace", new
            {
                rack,
                oldProduct = trade.Gpu,
                old = serials[0],
                newProduct = trade.Gpu,
                @new = (await AtAsync(trade.Gpu, "accepted"))[0],
                reason = "by chance",
                occurredAt = When(),
            }),
            _ => Task.CompletedTask,
        });
    }

    /// <summary>In force at once, or proposed, as the book has it.</summary>
    private Task AmendAsync() => PostAsync("agreements/amend", new
    {
        agreement = trade.Agreement,
        amendment = $"AM-{Next()}",
        reason = "by chance",
        lines = new[] { new { line = 1, product = trade.Gpu, quantity = 10_000 + _random.Next(100), from = "2026-01-01", until = "2027-12-31" } },
        occurredAt = When(),
    });

    private Task AnswerAsync()
    {
        var proposal = _random.Next(1, 8);
        return _random.Next(4) == 0
            ? PostAsync(
                "agreements/proposals/reject", new { agreement = trade.Agreement, proposal, by = trade.Customer, reason = "by chance", occurredAt = When() })
            : PostAsync("agreements/proposals/accept", new { agreement = trade.Agreement, proposal, by = trade.Customer, occurredAt = When() });
    }

    private Task LoseAsync() => _random.Next(2) == 0
        ? PostAsync("batches/write-off", new { writeOff = $"WO-{Next()}", batch = Batch(), liable = trade.Carrier, reason = "by chance", occurredAt = When() })
        : PostAsync(
            "batches/take-back", new { takeBack = $"TB-{Next()}", batch = Batch(), to = trade.Factory, reason = "by chance", occurredAt = When() });

    /// <summary>What came back is scrapped, credited, or goes out again in another batch.</summary>
    private async Task EndReturnAsync()
    {
        var serials = await UnitsAsync(trade.Factory, "returned");
        var batch = $"B-{Next()}";
        await (_random.Next(3) switch
        {
            // A unit of this name would be registered anew, for nothing was returned yet.
            0 or 2 when serials is ["NONE"] => Task.CompletedTask,
            0 => PostAsync(
                "units/scrap",
                new { scrap = $"SC-{trade.Tag}{_number}", site = trade.Factory, product = trade.Gpu, serials, reason = "by chance", occurredAt = When() }),
            1 => PostAsync(
                "returns/credit",
                new { credit = $"CR-{trade.Tag}{_number}", @return = $"RMA-{trade.Tag}{_random.Next(_number)}", reason = "by chance", occurredAt = When() }),
            _ => PostAsync("batches", new { batch, product = trade.Gpu, site = trade.Factory, serials = _batches[batch] = serials, occurredAt = When() }),
        });
    }

    private string Product() => _random.Next(5) == 0 ? trade.Cpu : trade.Gpu;

    private Task<string[]> AtAsync(string product, params string[] conditions) =>
        UnitsAsync(trade.DataCentre, conditions[_random.Next(conditions.Length)], product);

    private Task<string[]> UnitsAsync(string site, string condition, string? product = null) =>
        UnitsInAsync($"site:{site}/{condition}", $"&product={product ?? trade.Gpu}");

    private async Task<string[]> UnitsInAsync(string account, string filter = "")
    {
        var page = (await trade.Book.GetAsync($"units?limit=200&account={account}{filter}")).MustBe(200).Json;
        var there = page.List("items").Select(u => u.Text("serial")).ToArray();
        return there.Length == 0 ? ["NONE"] : Some(there);
    }

    private async Task<bool> PostAsync(string route, object body) => Count(await trade.Book.PostAsync(route, JsonSerializer.Serialize(body)), route);

    private bool Count(Reply reply, string route)
    {
        Assert.True((int)reply.Status < 500, $"{route} with seed {seed}: {(int)reply.Status} {reply.Text}");
        (Accepted, Refused) = (int)reply.Status < 300 ? (Accepted + 1, Refused) : (Accepted, Refused + 1);
        return (int)reply.Status < 300;
    }

    private string Batch() => _number == 0 ? "NONE" : _batches.Keys.ElementAtOrDefault(_random.Next(_batches.Count)) ?? "NONE";

    /// <summary>One at least.</summary>
    private string[] Some(string[] all) => [.. all.Where((_, i) => _random.Next(2) == 0).DefaultIfEmpty(all[0])];

    private string When() => At(_random.Next(300 * 24) / 24.0).ToString("O", CultureInfo.InvariantCulture);
}
