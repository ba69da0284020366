using System.Text.Json;

namespace Ledger.Http.Tests.Fuzz;

/// <summary>A book with something in each of the states that a command asks for, so that what is generated from its ids is often accepted.</summary>
public sealed class FuzzBook : IAsyncLifetime
{
    /// <summary>How many there are of each thing that is used up when a command is accepted.</summary>
    private const int Each = 8;

    public TestBook Book { get; private set; } = null!;

    internal FuzzCallers Callers { get; private set; } = null!;

    /// <summary>Units on the shelf, by the state that they are in, and those in the racks that units are taken out of.</summary>
    public Dictionary<string, string[]> Serials { get; } = [];

    /// <summary>Ids of carriers' reports, few enough that the one in a body is often the one in the address.</summary>
    public string[] Reports { get; private set; } = [];

    /// <summary>Ids of keys that nobody uses, so that they may be revoked and rotated.</summary>
    public string[] SpareKeys { get; private set; } = [];

    /// <summary>Id of an event that commercial parties see.</summary>
    public string EventId { get; private set; } = "";

    /// <summary>Ids like <c>B-S-1</c> of all things of a kind.</summary>
    public static string[] Ids(string prefix) => [.. Enumerable.Range(1, Each).Select(i => $"{prefix}-{i}")];

    public async Task InitializeAsync()
    {
        Book = await TestBook.OpenAsync(signatures: "both");
        Callers = await FuzzCallers.OfAsync(Book);
        await SignAsync();
        await ShipAsync();
        await FillRacksAsync();
        await DisputeAsync();
        await SpareKeysAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private static object[] Confidential =>
        [.. new[] { "price", "payment", "liability" }.SelectMany(
            @class => Enumerable.Range(1, 3).Select(i => new { term = $"{@class}-{i}", @class, value = "1.50" }))];

    private async Task SignAsync()
    {
        object[] lines =
            [.. new[] { TestBook.Gpu, TestBook.Cpu }.Select(
                (product, i) => new { line = i + 1, product, quantity = 1_000_000, from = "2026-01-01", until = "2027-12-31" })];
        object[] milestones = [.. new[] { "C", "D", "W", "X" }.SelectMany(Ids).Select(milestone => new
        {
            milestone, name = "A milestone", metric = "received", quantity = milestone.StartsWith('W') ? 900_000 : 1, dueOn = "2027-12-01",
            product = TestBook.Gpu,
        })];
        string[] agreements = ["SA-1", .. Ids("SA-C")];
        string[] proposed = [.. Ids("SA-P"), .. Ids("SA-R"), .. Ids("SA-W")];
        var signed =
            await RecordAsync(
                "SignAgreement",
                agreements.Concat(proposed).Select(
                    agreement => new { agreement, supplier = "SUP", customer = "CUS", lines, milestones, confidentialTerms = Confidential }));
        EventId = signed[0].GetProperty("answer").List("events")[0].Text("id");
        await RecordAsync("AcceptProposal", agreements.Select(agreement => new { agreement, proposal = 1, by = "CUS" }));
        string[] orders = ["PO-1", .. Ids("PO-A"), .. Ids("PO-H"), .. Ids("PO-L")];
        await RecordAsync("PlaceOrder", orders.Select(order => new
        {
            order,
            agreement = "SA-1",
            shipTo = TestBook.DataCentre,
            lines = new[] { new { line = 1, agreementLine = 1, product = TestBook.Gpu, quantity = order == "PO-1" ? 100_000 : 10,
                requestedDelivery = "2026-12-01" } },
        }));
    }

    private async Task ShipAsync()
    {
        string[] missing = [.. Ids("B-W"), .. Ids("B-T")];
        var sizes = Ids("B-N").Concat(Ids("B-S")).Concat(Ids("B-V")).Concat(missing).ToDictionary(batch => batch, _ => 3);
        (sizes["B-D"], sizes["B-U"], sizes["B-R"], sizes["B-X"], sizes["B-I"], sizes["B-A"], sizes["B-O"]) =
            (60, 120 + Each, Each, Each, Each, 1, 2 * Each);
        await RecordAsync(
            "RegisterBatch",
            sizes.Select(batch => new { batch = batch.Key, product = TestBook.Gpu, site = TestBook.Factory, serials = Book.Serials(batch.Key, batch.Value) }));
        await RecordAsync("ShipBatch", sizes.Keys.Except(Ids("B-N")).Select(batch => Book.Shipment(batch)));
        await RecordAsync("ReceiveBatch", new[] { "B-D", "B-U", "B-R", "B-X", "B-I", "B-O" }.Select(batch => new { batch, receipt = $"RC-{batch}" }));
        await RecordAsync("ReceiveBatch", missing.Select(batch => new { batch, receipt = $"RC-{batch}", serials = Array.Empty<string>() }));
        Serials["strays"] = Book.Serials("STRAY", 40);
        await RecordAsync("ReceiveBatch", [new { batch = "B-A", receipt = "RC-B-A", serials = Serials["strays"], final = false }]);
        Serials["returned"] = Book.Serials("B-R", Each);
        await RecordAsync("ReturnUnits", Ids("RMA-C").Zip(Serials["returned"]).Concat(Ids("RMA-X").Zip(Book.Serials("B-X", Each))).Select(sent => new
        {
            @return = sent.First,
            site = TestBook.DataCentre,
            product = TestBook.Gpu,
            serials = new[] { sent.Second },
            to = TestBook.Factory,
            reason = "recall",
        }));
        await RecordAsync("ReturnUnits", Ids("RT-S").Concat(Ids("RT-W")).Zip(Book.Serials("B-O", 2 * Each)).Select(sent => new
        {
            @return = sent.First,
            site = TestBook.DataCentre,
            product = TestBook.Gpu,
            serials = new[] { sent.Second },
            to = TestBook.Factory,
            reason = "recall",
            carrier = "CAR",
        }));
        await RecordAsync("ReceiveReturn", Ids("RT-W").Select(number => new { @return = number, receipt = $"RR-{number}", serials = Array.Empty<string>() }));
        await RecordAsync("RequestReturn", Ids("RT-A").Concat(Ids("RT-R")).Select(number => new
        {
            @return = number,
            site = TestBook.DataCentre,
            product = TestBook.Gpu,
            serials = Book.Serials("B-D", 1),
            reason = "dead",
        }));
        var reports = await RecordAsync("ReportTransport", Ids("B-S").Take(3).Select(batch => new { batch, report = "TR-0", status = "departed" }));
        Reports = [.. reports.Select(line => line.GetProperty("answer").List("events")[0].Text("id"))];
        (Serials["received"], Serials["usable"]) = (Book.Serials("B-D", sizes["B-D"]), Book.Serials("B-U", sizes["B-U"]));
        Serials["inspected"] = Book.Serials("B-I", Each);
        await RecordAsync("AcceptUnits", [Deals.Inspection("QC-U", Serials["usable"]), Deals.Inspection("QC-I", Serials["inspected"])]);
    }

    private async Task DisputeAsync()
    {
        await Book.GetWhenAsync(
            "agreements/SA-1/progress", p => p.List("milestones").Where(m => Ids("X").Contains(m.Text("milestone"))).All(m => m.Text("state") == "reached"));
        await RecordAsync("DisputeMilestone", Ids("X").Select(milestone => new { agreement = "SA-1", milestone, by = "CUS", reason = "miscounted" }));
    }

    private async Task FillRacksAsync()
    {
        var (usable, assembled) = (new Queue<string>(Serials["usable"]), Ids("R-A").Concat(Ids("R-O")).Concat(Ids("R-T")).Concat(Ids("R-C")).ToList());
        await RecordAsync(
            "DefineRackModel",
            new[] { 1, Each }.Select(
                gpus => new { model = $"M-{gpus}", name = "A rack", illustrative = true, parts = new[] { new { family = "gpu", count = gpus } } }));
        await RecordAsync(
            "PlanRack", Ids("R-P").Concat(assembled).Append("R-M").Append("R-Y").Append("R-Z")
            .Select(rack => new { rack, model = rack is "R-M" or "R-Y" or "R-Z" ? $"M-{Each}" : "M-1", site = TestBook.DataCentre }));
        Serials["R-M"] = [.. Enumerable.Range(0, Each).Select(_ => usable.Dequeue())];
        Serials["R-Y"] = [.. Enumerable.Range(0, Each).Select(_ => usable.Dequeue())];
        Serials["R-Z"] = [.. Enumerable.Range(0, Each).Select(_ => usable.Dequeue())];
        await RecordAsync(
            "InstallUnits",
            [Deals.Installation("R-M", Serials["R-M"]), Deals.Installation("R-Y", Serials["R-Y"]),
            Deals.Installation("R-Z", Serials["R-Z"]), .. assembled.Select(rack => Deals.Installation(rack, usable.Dequeue()))]);
        await RecordAsync("PowerOnRack", assembled.Except(Ids("R-A")).Select(rack => new { rack }));
        await RecordAsync(
            "RecordRackTest", Ids("R-T").Concat(Ids("R-C")).Select(rack => new { rack, test = $"T-{rack}", procedure = "burn-in", outcome = "passed" }));
        await RecordAsync("CommissionRack", Ids("R-C").Select(rack => new { rack }));
        await RecordAsync("DecommissionRack", [new { rack = "R-Z", condition = "retired", reason = "end of life" }]);
        Serials["usable"] = [.. usable];
    }

    private async Task SpareKeysAsync()
    {
        var apps = Ids("spare-A").Concat(Ids("spare-B")).ToList();
        await RecordAsync("RegisterApp", apps.Select(app => new { app, party = "SUP", name = "Nobody's" }));
        var issued = await RecordAsync("IssueKey", apps.Select(app => new { app, name = "first", mode = "live", scopes = new[] { "read" } }));
        SpareKeys = [.. issued.Select(line => line.GetProperty("answer").Text("apiKey").Split('_')[2])];
    }

    private async Task<List<JsonElement>> RecordAsync(string type, IEnumerable<object> commands)
    {
        var lines = string.Join('\n', commands.Select(command => $$"""{"type":"{{type}}",{{JsonSerializer.Serialize(command)[1..]}}"""));
        var answers = (await Book.PostAsync("commands", lines, "application/x-ndjson", "wait=20"))
            .MustBe(200).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToList();
        Assert.All(answers, answer => Assert.True(answer.Number("status") < 300, answer.ToString()));
        return answers;
    }
}
