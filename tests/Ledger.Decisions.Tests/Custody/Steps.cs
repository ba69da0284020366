using CsCheck;
using Ledger.Contracts;
using Ledger.Contracts.Ports;
using Ledger.Deployment.RackModels;
using Ledger.Deployment.Racks;
using Ledger.Kernel;
using Ledger.Logistics.Attributions;
using Ledger.Logistics.Batches;
using Ledger.Logistics.Counts;
using Ledger.Logistics.Inspections;
using Ledger.Logistics.Losses;
using Ledger.Logistics.Receipts;
using Ledger.Logistics.Returns;
using static Ledger.Deployment.Appointments.Appointed;

namespace Ledger.Decisions.Tests.Custody;

/// <summary>One command of a random sequence, as a few numbers that are read against the book as it then is.</summary>
/// <param name="Bits">Which units: of those that the command may take, or (<paramref name="IsBlind"/>) of all there are.</param>
internal sealed record Step(int Kind, int Batch, int Product, int Rack, int Bits, bool IsBlind, bool Flag, int Number)
{
    public static readonly Gen<Step> Any = Gen.Select(
        Gen.Int[0, 79], Gen.Int[0, 3], Gen.Int[0, 1], Gen.Int[0, 1], Gen.Int[0, 255], Gen.Int[0, 9], Gen.Bool, Gen.Int[0, 40],
        (kind, batch, product, rack, bits, blind, flag, number) => new Step(kind, batch, product, rack, bits, blind == 0, flag, number));

    private static readonly DateTimeOffset Day = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Products = ["acme:gpu", "acme:nic"];
    private static readonly RackPart[] Parts = [new(2, Product: "acme:gpu"), new(1, Family: "nic")];
    private static readonly Dictionary<string, ProductInfo> Catalog =
        new() { ["acme:gpu"] = new("acme:gpu", "GPU", "gpu", null), ["acme:nic"] = new("acme:nic", "NIC", "nic", null) };
    private static readonly SiteInfo Site = new("PDX1", "Portland", "dataCentre");
    private static readonly string[] Everything = [.. Enumerable.Range(0, 8).Select(i => $"S{i}")];

    private string BatchNumber => $"B{Batch}";

    private string BatchKey => Ledger.Logistics.Batches.Batch.Key(BatchNumber);

    private string RackKey => Ledger.Deployment.Racks.Rack.KeyOf(RackCode);

    private string RackCode => $"R{Rack}";

    private string ProductId => Products[Product];

    private DateTimeOffset When => Day.AddHours(Number);

    private Told Told => new(Sender.Ledger, When);

    /// <returns>The events that were recorded; null when the command was refused.</returns>
    public IReadOnlyList<object>? Run(Book book) => Kind switch
    {
        < 4 => Register(book),
        < 9 => Ship(book),
        < 10 => book.Record<Batch>(BatchKey, b => VoidShipmentEndpoint.Decide(
            new(BatchNumber, "not loaded"), new(b, b is null ? [] : book.Locate(b.Product, b.Outstanding.Union(b.Missing)), null), Told)),
        < 17 => Receive(book),
        < 22 => Accept(book),
        < 23 => Reject(book),
        < 24 => Return(book),
        < 26 => book.Record<Rack>(
            RackKey, r => PlanRackEndpoint.Decide(new(RackCode, "M1", "PDX1"), new(r, new RackModel { Model = "M1", Parts = Parts }, Site, NotAsked), Told)),
        < 31 => Install(book),
        < 32 => Remove(book),
        < 33 => Replace(book),
        < 39 => Forward(book),
        39 => WriteOff(book),
        40 => TakeBack(book),
        41 => Number % 2 == 0 ? Scrap(book) : Correct(book),
        43 => CorrectInspection(book),
        44 => OnRack(book, r => RestoreUnitsEndpoint.Decide(new(RackCode, [new(ProductId, Retired(r))], "still good"), new(r, NotAsked), Told)),
        45 => Attribute(book),
        46 => Correct(book),
        47 or 48 or 49 => Count(book),
        50 => CancelReturn(book),
        >= 51 and < 60 => Forward(book),
        60 => Remove(book),
        >= 64 and < 68 => Return(book),
        68 or 69 => CancelReturn(book),
        >= 70 and < 74 => ReceiveReturn(book),
        74 or 75 => WriteOffReturn(book),
        76 => AskForReturn(book),
        77 => AnswerReturn(book),
        >= 78 => Accept(book),
        61 => Replace(book),
        42 when Number > 16 => OnRack(book, r => RecordRackTestEndpoint.Decide(new(RackCode, $"T{Number}", "burn-in", TestOutcome.Failed), r, Told)),
        _ => OnRack(book, r => DecommissionRackEndpoint.Decide(new(RackCode, Flag ? Condition.Accepted : Condition.Retired, "end of life"),
            new(r, NotAsked), Told)),
    };

    private IReadOnlyList<object>? Register(Book book)
    {
        var returned = Account.AtSite("FAB1", Condition.Returned);
        var serials = Chosen(IsBlind ? Everything
            : Everything.Where(s => !book.Custody.TryGetValue((ProductId, s), out var unit) || (Flag && unit.Account == returned)));
        return book.Record<Batch>(BatchKey, b => RegisterBatchEndpoint.Decide(
            new(BatchNumber, ProductId, "FAB1", serials),
            new(b, Catalog[ProductId], Site, [.. book.Locate(ProductId, serials).Where(unit => unit.Account == returned)], [], new(true, [], [])), Told));
    }

    private IReadOnlyList<object>? Ship(Book book)
    {
        var product = (book.EventsOf(BatchKey).FirstOrDefault() as BatchRegistered)?.Product ?? ProductId;
        var line = new OrderLineInfo("PO-1", 1, "confirmed", $"SA-1/{(Flag ? 1 : 2)}", IsBlind ? ProductId : product, 100);
        return book.Record<Batch>(
            BatchKey,
            b => ShipBatchEndpoint.Decide(
                new(BatchNumber, "PO-1", 1, "PDX1", "CAR", $"ASN-{Number}"),
                new(b, b is null ? [] : book.Locate(b.Product, b.Serials), line, null, 0, [], Site, new("CAR", "Carrier", [])), Told));
    }

    private IReadOnlyList<object>? Receive(Book book)
    {
        if (Story.Fold<Batch>(book.EventsOf(BatchKey)) is not { } batch)
        {
            return null;
        }

        // Blind, the dock may see anything: units of other batches, some under way, some long installed, and some that nobody knows.
        var seen =
            Chosen(IsBlind ? [.. Everything, "X1"]
            : batch.Serials.Where(s => book.Custody.GetValueOrDefault((batch.Product, s))?.Account.StartsWith("transit:", StringComparison.Ordinal) is true));
        var stray =
            book.Custody.Values.Where(
                u => u.Product == batch.Product && Account.ConditionOf(u.Account) is Condition.Inventory or Condition.InTransit or Condition.Missing
                    or Condition.WrittenOff or Condition.Lost)
            .Select(u => u.Serial).Except(seen);
        string[]? serials = Number % 4 == 0 ? null : [.. seen, .. Number % 7 == 0 ? stray.Take(1) : []];
        string[] damaged = Number % 5 == 0 ? [.. (serials ?? [.. batch.Serials]).Take(1)] : [];
        var located = book.Locate(batch.Product, batch.Outstanding.Union(serials ?? []));
        var others = Number % 3 == 0 ? Others(book, batch) : null;
        var otherUnits = others is null ? [] : book.Locate(others[0].Product, others[0].Serials);
        return book.Record<Batch>(BatchKey, b => ReceiveBatchEndpoint.Decide(
            new(BatchNumber, $"R{Number}", serials, damaged, Flag, others),
            new(b, located, null, Batches(book, located.Concat(otherUnits)), StrayUnits.None, otherUnits, Catalog), Told));
    }

    /// <summary>Units of the other product, some of which may have the serials of this one: two that can have come, or anything.</summary>
    private OtherUnits[] Others(Book book, Batch batch)
    {
        var product = Products.Single(product => product != batch.Product);
        var there = book.Custody.Values.Where(u => u.Product == product && Account.ConditionOf(u.Account) is Condition.Inventory or Condition.InTransit
            or Condition.Missing or Condition.WrittenOff or Condition.Lost).Select(u => u.Serial).Order(StringComparer.Ordinal);
        return [new(product, IsBlind ? Chosen([.. Everything, "X1"]) : [.. there.Take(1), .. Bits % 4 == 0 ? ["X2"] : Array.Empty<string>()])];
    }

    private static Batch[] Batches(Book book, IEnumerable<UnitAt> located) =>
        [.. Arrival.BatchesOf(located).Select(number => Story.Fold<Batch>(book.EventsOf(Ledger.Logistics.Batches.Batch.Key(number)))!)];

    private IReadOnlyList<object>? Correct(Book book)
    {
        var batch = Story.Fold<Batch>(book.EventsOf(BatchKey));
        var product = batch?.Strays.Count > 0 ? batch.Strays[0].Product : batch?.Product ?? ProductId;
        var strays = batch?.Strays.Where(stray => stray.Product == product).Select(stray => stray.Serial).ToList() ?? [];
        var serials = Chosen(IsBlind ? Everything : Flag && strays.Count > 0 ? strays
            : book.Locate(product, Everything).Where(u => Account.ConditionOf(u.Account) is Condition.Received or Condition.Quarantined)
                .Select(u => u.Serial));
        Batch[] waiting = [.. Enumerable.Range(0, 4).Select(i => Story.Fold<Batch>(book.EventsOf(Ledger.Logistics.Batches.Batch.Key($"B{i}"))))
            .OfType<Batch>().Where(other => other.State == BatchState.Registered && other.Product == product)];
        return book.Record<Batch>(BatchKey, b => CorrectReceiptEndpoint.Decide(
            new(BatchNumber, $"C{Number}{Bits}", serials, "misread", product == b?.Product ? null : product),
            new(
                b, book.Locate(product, Everything), [], book.LastMoved<BatchShipped, UnitsAttributed>(product), book.MovedBy<BatchReceived>(product),
                book.LastMoved<IMovesUnits, IMovesUnits>(product), waiting), Told));
    }

    private IReadOnlyList<object>? Attribute(Book book)
    {
        var strays = Story.Fold<Batch>(book.EventsOf(BatchKey))?.Strays ?? [];
        var product = IsBlind || strays.Count == 0 ? ProductId : strays[0].Product;
        var serials = Chosen(IsBlind ? Everything : strays.Select(stray => stray.Serial));
        var line = new OrderLineInfo("PO-1", 1, "confirmed", $"SA-1/{(Flag ? 1 : 2)}", product, 100);
        return book.Record<Batch>(BatchKey, b => AttributeUnitsEndpoint.Decide(
            new($"AT{Number}{Bits}", BatchNumber, product, serials, "PO-1", 1),
            new(b, book.Locate(product, serials), [], [null], line, null, new(true, [], []), 0, []), Told));
    }

    private IReadOnlyList<object>? WriteOff(Book book) => book.Record<Batch>(BatchKey, b => WriteOffUnitsEndpoint.Decide(
        new($"WO{Number}{Bits}", BatchNumber, "CAR", "lost", Some(book, b, Condition.Missing)), new(b, Whole(book, b), null, new("CAR", "Carrier", [])), Told));

    private IReadOnlyList<object>? TakeBack(Book book) => book.Record<Batch>(BatchKey, b => TakeBackUnitsEndpoint.Decide(
        new($"TB{Number}{Bits}", BatchNumber, "FAB1", "came back", Some(book, b, Condition.Missing, Condition.InTransit, Condition.WrittenOff)),
        new(b, Whole(book, b), null, Site), Told));

    /// <summary>Units of the batch that never arrived; without a choice all that are missing.</summary>
    private string[]? Some(Book book, Batch? batch, params string[] conditions) => Flag ? null : Chosen(
        IsBlind ? Everything : Whole(book, batch).Where(u => conditions.Contains(Account.ConditionOf(u.Account))).Select(u => u.Serial));

    private static IReadOnlyList<UnitAt> Whole(Book book, Batch? batch) => batch is null ? [] : book.Locate(batch.Product, [.. batch.Serials, .. Everything]);

    private IReadOnlyList<object>? Accept(Book book)
    {
        var serials = Shelved(book, Condition.Received, Condition.Quarantined);
        serials = IsBlind ? serials : [.. serials.Where(s => book.Custody.GetValueOrDefault((ProductId, s))?.Line is not null).DefaultIfEmpty("X1")];
        return book.Record<Inspection>(Inspection.Key($"I{Number}{Bits}"), i => AcceptUnitsEndpoint.Decide(
            new($"I{Number}{Bits}", "PDX1", ProductId, serials), new(i is not null, book.Locate(ProductId, serials), [], []), Told));
    }

    private IReadOnlyList<object>? Reject(Book book)
    {
        var serials = Shelved(book, Condition.Received, Condition.Accepted);
        return book.Record<Inspection>(Inspection.Key($"I{Number}{Bits}"), i => RejectUnitsEndpoint.Decide(
            new($"I{Number}{Bits}", "PDX1", ProductId, serials, "dead"), new(i is not null, book.Locate(ProductId, serials), [], []), Told));
    }

    private IReadOnlyList<object>? CorrectInspection(Book book)
    {
        var all = book.Streams.Select(stream => stream.Key).Where(key => key.StartsWith(Inspection.Key(""), StringComparison.Ordinal)).ToList();
        return all.Count == 0 ? null : book.Record<Inspection>(all[Number % all.Count], i =>
        {
            var serials = Chosen(IsBlind ? Everything : i!.Before.Keys);
            return CorrectInspectionEndpoint.Decide(
                new(i!.Id[Inspection.Key("").Length..], $"IC{Number}{Bits}", serials, "wrong unit"),
                new(i, new(false, book.Locate(i.Product, serials), [], []), book.LastMoved<IMovesUnits, IMovesUnits>(i.Product)), Told);
        });
    }

    private IReadOnlyList<object>? Return(Book book)
    {
        var serials = Shelved(book, Condition.Received, Condition.Accepted, Condition.Quarantined).Take(Bits % 3 + 1).ToArray();
        var carrier = Flag ? "CAR" : null;
        return book.Record<UnitReturn>(UnitReturn.Key($"RMA{Number}"), r => ReturnUnitsEndpoint.Decide(
            new($"RMA{Number}", "PDX1", ProductId, serials, "FAB1", "recall", carrier),
            new(
                new(r is { IsSent: true }, book.Locate(ProductId, serials), [], []), new("FAB1", "Factory", "factory"), [], [], r,
                Number % 4 == 0 ? ["SA-1/1"] : [], new("CAR", "Carrier", [])), Told));
    }

    private IReadOnlyList<object>? AskForReturn(Book book)
    {
        var serials = Shelved(book, Condition.Received, Condition.Accepted, Condition.Quarantined);
        return book.Record<UnitReturn>(UnitReturn.Key($"RMA{Number}"), r => RequestReturnEndpoint.Decide(
            new($"RMA{Number}", "PDX1", ProductId, serials, "recall"), new(new(r is not null, book.Locate(ProductId, serials), [], []), ["NV"]), Told));
    }

    private IReadOnlyList<object>? AnswerReturn(Book book)
    {
        var key = AnyReturn(book);
        var number = key["return/".Length..];
        return book.Record<UnitReturn>(key, r => Bits % 4 == 0
            ? RefuseReturnEndpoint.Decide(new(number, "no"), r, Told)
            : AuthoriseReturnEndpoint.Decide(
                new(number, $"A{Number}{Bits}", "FAB1", Flag ? When.AddHours(20) : null), new(r, new("FAB1", "Factory", "factory")), Told));
    }

    private IReadOnlyList<object>? ReceiveReturn(Book book)
    {
        var key = AnyReturn(book);
        var number = key["return/".Length..];
        return book.Record<UnitReturn>(key, r =>
        {
            var sent = r is null ? [] : book.Locate(r.Product, Everything);
            var serials = Number % 3 == 0 ? null : IsBlind ? Chosen(Everything) : Bits % 5 == 0 ? [] : Chosen(
                sent.Where(unit => Account.PlaceOf(unit.Account) == Account.PlaceOf(Account.OnReturn(number, ""))).Select(unit => unit.Serial));
            return ReceiveReturnEndpoint.Decide(new(number, $"RR{Number}{Bits}", serials, Flag), new(r, sent, []), Told);
        });
    }

    private IReadOnlyList<object>? WriteOffReturn(Book book)
    {
        var key = AnyReturn(book);
        return book.Record<UnitReturn>(key, r => WriteOffReturnEndpoint.Decide(
            new($"WR{Number}{Bits}", key["return/".Length..], "CAR", "lost", IsBlind ? Chosen(Everything) : null),
            new(r, r is null ? [] : book.Locate(r.Product, Everything), [], [], new("CAR", "Carrier", [])), Told));
    }

    private string AnyReturn(Book book)
    {
        var all = book.Streams.Where(s => s.Key.StartsWith("return/", StringComparison.Ordinal)).Select(s => s.Key).Order(StringComparer.Ordinal).ToList();
        return all.Count == 0 ? UnitReturn.Key("none") : all[Number % all.Count];
    }

    private IReadOnlyList<object>? CancelReturn(Book book)
    {
        var key = AnyReturn(book);
        return book.Record<UnitReturn>(key, r => CancelReturnEndpoint.Decide(
            new($"CX{Number}{Bits}", key["return/".Length..], "by mistake", IsBlind ? Chosen(Everything) : null),
            new(r, r is null ? [] : book.Locate(r.Product, book.LastMoved<IMovesUnits, IMovesUnits>(r.Product).Where(last => last.Stream == key)
                .SelectMany(last => last.Serials)), [], [], []), Told));
    }

    private IReadOnlyList<object>? Scrap(Book book)
    {
        var serials = Chosen(IsBlind ? Everything : new[] { Condition.Returned, Condition.Inventory }.SelectMany(c => book.At(Account.AtSite("FAB1", c)))
            .Where(u => u.Product == ProductId).Select(u => u.Serial)).Take(1).ToArray();
        return book.Record<ScrapList>(ScrapList.Key($"SC{Number}{Bits}"), l => ScrapUnitsEndpoint.Decide(
            new($"SC{Number}{Bits}", "FAB1", ProductId, serials, "worn out"), new(l, book.Locate(ProductId, serials), []), Told));
    }

    /// <summary>At one site units are missing, and others are found that were lost or are at the other.</summary>
    private IReadOnlyList<object>? Count(Book book)
    {
        var (site, other) = Flag ? ("PDX1", "FAB1") : ("FAB1", "PDX1");
        string[] stock = [Condition.Inventory, Condition.Returned, Condition.Received, Condition.Accepted, Condition.Quarantined];
        var missing = Number % 3 == 0 ? [] : Chosen(IsBlind ? Everything : At(site, stock)).Take(2).ToArray();
        var found = (IsBlind ? Chosen(Everything) : Number % 2 == 0 ? Chosen(At(other, stock)) : Chosen([.. Lost(site), .. Lost(other)]))
            .Except(missing).Take(2).ToArray();
        Batch[] waiting = [.. Enumerable.Range(0, 4).Select(i => Story.Fold<Batch>(book.EventsOf(Ledger.Logistics.Batches.Batch.Key($"B{i}"))))
            .OfType<Batch>().Where(batch => batch.State == BatchState.Registered)];
        return book.Record<StockCount>(StockCount.Key($"CT{Number}{Bits}"), earlier => CountStockEndpoint.Decide(
            new($"CT{Number}{Bits}", site, ProductId, null, missing, found),
            new(
                earlier, Site, Catalog[ProductId], [.. book.Locate(ProductId, missing.Union(found)).Select(Held)], [], new Dictionary<string, string?>(),
                waiting), Told));

        IEnumerable<string> At(string place, params string[] conditions) =>
            conditions.SelectMany(c => book.At(Account.AtSite(place, c))).Where(u => u.Product == ProductId).Select(u => u.Serial);

        IEnumerable<string> Lost(string place) => At(place, Condition.Lost, Condition.AcceptedLost);

        // Whoever moved a unit last is the supplier, who lost it, or the customer.
        HeldUnits Held(UnitAt unit)
        {
            var from = book.Journal.SelectMany(e => e.Movements).Last(m => m.Product == unit.Product && m.Serials.Contains(unit.Serial)).From;
            var isSuppliers = Account.ConditionOf(from) is Condition.Inventory or Condition.Returned;
            return new(unit.Account, unit.Line, "NV", isSuppliers ? "NV" : "CLOUD", [unit.Serial]);
        }
    }

    private IReadOnlyList<object>? Install(Book book)
    {
        var serials = Shelved(book, Condition.Accepted).Take(IsBlind ? 3 : 2 - Product).ToArray();
        return OnRack(book, r => InstallUnitsEndpoint.Decide(new(RackCode, [new(ProductId, serials)]),
            new(r, Catalog, Located(book, serials), NotAsked), Told));
    }

    /// <summary>Some steps in a row: without them hardly any rack would ever go into service.</summary>
    private IReadOnlyList<object>? Forward(Book book)
    {
        List<object>? recorded = null;
        for (var steps = 0; steps <= Bits % 6 && Next(book) is { } events; steps++)
        {
            recorded = [.. recorded ?? [], .. events];
        }

        return recorded;
    }

    /// <summary>What a rack needs next, or something else.</summary>
    private IReadOnlyList<object>? Next(Book book) => (IsBlind ? (RackState)(Number % 6) : Story.Fold<Rack>(book.EventsOf(RackKey))?.State) switch
    {
        RackState.Planned => Install(book),
        RackState.Assembled => OnRack(book, r => PowerOnRackEndpoint.Decide(new(RackCode), r, Told)),
        RackState.PoweredOn or RackState.Failed => OnRack(book, r => RecordRackTestEndpoint.Decide(
            new(RackCode, $"T{Number}", "burn-in", TestOutcome.Passed), r, Told with { When = Day.AddDays(Number) })),
        RackState.Validating => OnRack(book, r => CommissionRackEndpoint.Decide(new(RackCode), r, Told)),
        _ => OnRack(book, r => AcceptRackEndpoint.Decide(new(RackCode), new(r, []), Told)),
    };

    private IReadOnlyList<object>? Remove(Book book)
    {
        var serial = InRack(book);
        return OnRack(
            book, r => RemoveUnitEndpoint.Decide(new(RackCode, ProductId, serial, Flag ? Condition.Accepted : Condition.Quarantined, "worn"),
                new(r, NotAsked), Told));
    }

    private IReadOnlyList<object>? Replace(Book book)
    {
        var (old, next) = (InRack(book), Shelved(book, Condition.Accepted).FirstOrDefault("X1"));
        return OnRack(
            book, r =>
                ReplaceUnitEndpoint.Decide(new(RackCode, ProductId, old, ProductId, next, "worn"),
                    new(r, Catalog[ProductId], Located(book, next), NotAsked), Told));
    }

    private string[] Retired(Rack? rack) =>
        Chosen(IsBlind ? Everything : (rack?.Retired ?? []).Where(unit => unit.Product == ProductId).Select(unit => unit.Serial));

    private IReadOnlyList<object>? OnRack(Book book, Func<Rack?, Decision> decide) => book.Record(RackKey, decide);

    private string InRack(Book book) =>
        book.Custody.Values.FirstOrDefault(u => u.Product == ProductId && u.Account.StartsWith($"rack:{RackCode}/", StringComparison.Ordinal))?.Serial ?? "X1";

    private string[] Shelved(Book book, params string[] conditions) =>
        Chosen(IsBlind ? Everything : conditions.SelectMany(c => book.At(Account.AtSite("PDX1", c))).Where(u => u.Product == ProductId).Select(u => u.Serial));

    private Dictionary<(string Product, string Serial), UnitAt> Located(Book book, params string[] serials) =>
        book.Locate(ProductId, serials).ToDictionary(u => (u.Product, u.Serial));

    /// <summary>At least one where there is one: a command without units is refused before it comes to a decision.</summary>
    private string[] Chosen(IEnumerable<string> serials)
    {
        var all = serials.ToList();
        var chosen = all.Where((_, i) => (Bits >> (i % 8) & 1) == 1).ToArray();
        return chosen.Length == 0 ? [.. all.Take(1).DefaultIfEmpty("X1")] : chosen;
    }
}
