namespace Ledger.Http.Tests.Advice;

/// <summary>Commands about GPUs, as short as a test of advice needs them.</summary>
internal static class Say
{
    private const string Gpu = TestBook.Gpu;
    private const string Here = TestBook.DataCentre;

    /// <summary>G1, G2 and so on: books are walls, so that each may have them.</summary>
    public static string[] Units(int count, int first = 1) => [.. Enumerable.Range(first, count).Select(i => $"G{i}")];

    public static object Line(int line, int quantity, string product = Gpu) =>
        new { line, product, quantity, from = "2026-01-01", until = "2027-12-31" };

    public static object Milestone(string milestone, int quantity, string metric = "received", string dueOn = "2027-06-30") =>
        new { milestone, name = milestone, metric, product = Gpu, quantity, dueOn };

    public static Command Sign(string agreement, int units, params object[] milestones) =>
        new("SignAgreement", new { agreement, supplier = "SUP", customer = "CUS", lines = new[] { Line(1, units) }, milestones });

    public static Command Amend(string amendment, object[] lines, params object[] milestones) =>
        new("AmendAgreement", new { agreement = "SA-1", amendment, reason = "x", lines, milestones });

    public static Command Amend(string amendment, int units) => Amend(amendment, [Line(1, units)]);

    public static Command Close(string agreement = "SA-1") => new("CloseAgreement", new { agreement, reason = "x" });

    public static Command Settle(string command, string milestone = "M-1") =>
        new(command, command == "ConfirmMilestone"
            ? new { agreement = "SA-1", milestone, by = "CUS" }
            : new { agreement = "SA-1", milestone, by = "CUS", reason = "x" });

    public static Command Place(string order, int quantity, string product = Gpu, int agreementLine = 1, string agreement = "SA-1") => new("PlaceOrder", new
    {
        order,
        agreement,
        shipTo = Here,
        lines = new[] { new { line = 1, agreementLine, product, quantity, requestedDelivery = "2026-12-01" } },
    });

    public static Command Change(string change, int quantity) =>
        new("ChangeOrder", new { order = "PO-1", change, lines = new[] { new { line = 1, quantity } } });

    public static Command Cancel(string order = "PO-1") => new("CancelOrderLine", new { order, line = 1, reason = "x" });

    public static Command Acknowledge(string acknowledgement, string status) =>
        new("AcknowledgeOrder", new { order = "PO-1", acknowledgement, lines = new[] { new { line = 1, status } } });

    public static Command Register(string batch, string[] serials, string product = Gpu, string site = TestBook.Factory) =>
        new("RegisterBatch", new { batch, product, site, serials });

    /// <param name="advice">The despatch advice; that of the batch's first shipment unless it is given.</param>
    public static Command Ship(string batch, string order = "PO-1", string? advice = null, string carrier = "CAR") =>
        new("ShipBatch", new { batch, order, orderLine = 1, to = Here, carrier, despatchAdvice = advice ?? $"DA-{batch}" });

    public static Command Void(string batch) => new("VoidShipment", new { batch, reason = "x" });

    /// <param name="serials">All that are on their way unless they are given.</param>
    public static Command Receive(string batch, string receipt, string[]? serials = null, string[]? damaged = null, bool final = true) =>
        new("ReceiveBatch", serials is null ? new { batch, receipt, final } : new { batch, receipt, serials, damaged = damaged ?? [], final });

    public static Command CorrectReceipt(string correction, params string[] serials) =>
        new("CorrectReceipt", new { batch = "B-1", correction, serials, reason = "misread" });

    public static Command Accept(string inspection, params string[] serials) => new("AcceptUnits", new { inspection, site = Here, product = Gpu, serials });

    public static Command Reject(string inspection, params string[] serials) =>
        new("RejectUnits", new { inspection, site = Here, product = Gpu, serials, reason = "x" });

    public static Command CorrectInspection(string inspection, string correction, params string[] serials) =>
        new("CorrectInspection", new { inspection, correction, serials, reason = "wrong units" });

    public static Command Return(string number, params string[] serials) => ReturnTo(TestBook.Factory, number, serials);

    public static Command ReturnTo(string to, string number, params string[] serials) =>
        new("ReturnUnits", new { @return = number, site = Here, product = Gpu, serials, to, reason = "x" });

    public static Command Credit(string credit, int quantity) => new("CreditReturn", new { credit, @return = "RMA-1", reason = "x", quantity });

    public static Command WriteOff(string writeOff, params string[] serials) =>
        new("WriteOffUnits", new { writeOff, batch = "B-1", liable = "CAR", reason = "lost", serials });

    public static Command TakeBack(string takeBack, params string[] serials) =>
        new("TakeBackUnits", new { takeBack, batch = "B-1", to = TestBook.Factory, reason = "came back", serials });

    public static Command Scrap(string scrap, params string[] serials) =>
        new("ScrapUnits", new { scrap, site = TestBook.Factory, product = Gpu, serials, reason = "x" });

    public static Command Report(string report, string status) => new("ReportTransport", new { batch = "B-1", report, status });

    public static Command Site(string site) => new("RegisterSite", new { site, name = site, kind = "factory" });

    public static Command Product(string product, string family, string? gtin = null, string? replaces = null) =>
        new("RegisterProduct", new { product, name = product, family, gtin, replaces });
}
