using CsCheck;

namespace Ledger.Http.Tests.Fuzz;

/// <summary>What parameters of addresses hold in this book, percent-encoded where they need it.</summary>
internal sealed class AddressWords(FuzzBook book)
{
    private readonly Dictionary<string, Gen<string>> _words = new(StringComparer.Ordinal)
    {
        ["agreement"] = Gen.OneOf("SA-1", "SA-C-1", "SA-C-2"),
        ["order"] = Gen.OneOf("PO-1", "PO-A-1", "PO-L-2"),
        ["batch"] = Gen.OneOf("B-D", "B-S-1", "B-V-2"),
        ["number"] = Gen.OneOf("RT-A-1", "RT-S-2", "RMA-C-1"),
        ["state"] = Gen.OneOf("open", "sent", "requested"),
        ["integrator"] = Gen.Const("INT"),
        ["rack"] = Gen.OneOf("R-M", "R-C-1", "R-P-1"),
        ["model"] = Gen.OneOf("M-1"),
        ["product"] = Gen.OneOf(TestBook.Gpu, TestBook.Cpu),
        ["serial"] = Gen.OneOf(book.Serials["received"]),
        ["event"] = Gen.OneOf(book.Reports),
        ["view"] = Gen.OneOf("recorded", "corrected"),
        ["contract"] = Gen.OneOf("ordering.order-placed.v1"),
        ["code"] = Gen.OneOf("unknown-book", "contended"),
        ["path"] = Gen.OneOf("0/000.p/1", "0/000.p/20", "entries/000.p/1", "1/000", "0/x001/000"),
        ["id"] = Gen.OneOf(book.EventId, Guid.Empty.ToString()),
        ["size"] = Gen.OneOf("0", "1", "1000000"),
        ["figure"] = Gen.OneOf("stock", "progress"),
        ["line"] = Gen.OneOf("1"),
        ["metric"] = Gen.OneOf("shipped", "commissioned"),
        ["threshold"] = Gen.OneOf("PT0S", "P7D"),
        ["until"] = Gen.OneOf("2026-11-01T00:00:00Z"),
        ["from"] = Gen.OneOf("0", "1", "7"),
        ["to"] = Gen.OneOf("0", "5", "20"),
        ["part"] = Gen.OneOf("entry", "payload"),
        ["limit"] = Gen.OneOf("1", "7", "200"),
        ["site"] = Gen.OneOf(TestBook.DataCentre, TestBook.Factory),
        ["condition"] = Gen.OneOf("received", "accepted"),
        ["account"] = Gen.OneOf($"site:{TestBook.DataCentre}/received", "rack:R-M/installed"),
        ["asOf"] = Gen.OneOf("2026-11-23T00:00:00Z", "2027-01-01T00:00:00%2B02:00"),
        ["effectiveAt"] = Gen.OneOf("2026-11-23T00:00:00Z", "2027-01-01T00:00:00%2B02:00"),
        ["knownAt"] = Gen.OneOf("0", "1", "2026-11-23T00:00:00Z"),
        ["atPosition"] = Gen.OneOf("0", "1", "100000"),
        ["after"] = Gen.OneOf("", "AAAA", "Qi0x", "0"),
        ["min_position"] = Gen.OneOf("0", "1"),
    };

    /// <summary>What the parameter holds; null when nothing is known of it.</summary>
    public Gen<string>? Find(string name) => name == "book" ? Gen.Const(book.Book.Code) : _words.GetValueOrDefault(name);
}
