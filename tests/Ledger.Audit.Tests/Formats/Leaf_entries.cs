using System.Text;
using System.Text.Json;
using Ledger.Sealing.Canonical;
using Ledger.Sealing.Entries;
using Ledger.Sealing.Tiles;

namespace Ledger.Audit.Tests.Formats;

public class Leaf_entries
{
    private static readonly StoredEvent Stored = new(
        7, Guid.Parse("CCECCD33-BECE-3280-9F1F-DBEE7F5874CB"), "PO-1", 2, "acme", "logistics.batch-shipped.v1",
        new DateTimeOffset(2026, 11, 20, 11, 0, 0, TimeSpan.FromHours(1)).AddTicks(1_234_560), "key-1", null, null, null,
        "{ \"b\": 1.0, \"a\": \"Köln\" }"u8.ToArray());

    [Fact]
    public void Have_every_member_in_its_place_and_none_that_is_null() =>
        Assert.Equal(
            """{"at":"2026-11-20T10:00:00.123456Z","by":"key-1","data":"""
            + """{"a":"Köln","b":1},"id":"cceccd33-bece-3280-9f1f-dbee7f5874cb","seq":7,"stream":"PO-1","tenant":"""
            + "\"acme\",\"type\":\"logistics.batch-shipped.v1\",\"v\":1,\"version\":2}",
            Encoding.UTF8.GetString(LeafEntry.Of(Stored).Bytes));

    [Fact]
    public void Of_the_saved_log_are_made_again_byte_for_byte()
    {
        foreach (var entry in Vectors.Entries())
        {
            var said = JsonElement.Parse(entry.Span);
            var stored = new StoredEvent(
                said.GetProperty("seq").GetInt64(), said.GetProperty("id").GetGuid(), Text("stream")!, said.GetProperty("version").GetInt64(), Text("tenant")!,
                Text("type")!,
                said.GetProperty("at").GetDateTimeOffset(), Text("by"), Text("cause"), Text("corr"),
                said.TryGetProperty("headers", out var headers) ? Encoding.UTF8.GetBytes(headers.GetRawText()) : null,
                Encoding.UTF8.GetBytes(said.GetProperty("data").GetRawText()));
            Assert.Equal(entry, LeafEntry.Of(stored).Bytes);

            string? Text(string name) => said.TryGetProperty(name, out var value) ? value.GetString() : null;
        }
    }

    [Fact]
    public void Are_canonical()
    {
        var entry = LeafEntry.Of(Stored with { By = "a\"\n\u0001\u2028", Headers = "{\"z\":1,\"y\":2}"u8.ToArray() }).Bytes;
        Assert.Equal(entry, CanonicalJson.Of(entry));
    }

    [Fact]
    public void Large_data_travels_beside_and_the_entry_fits_a_bundle()
    {
        var fits = LeafEntry.Of(Stored with { Data = Data(65_000) });
        Assert.Null(fits.Payload);

        var large = LeafEntry.Of(Stored with { Data = Data(66_000) });
        Assert.Equal(Data(66_000), large.Payload);
        Assert.Contains(
            $"\"data\":{Encoding.UTF8.GetString(LeafEntry.Reference(large.Payload))}", Encoding.UTF8.GetString(large.Bytes), StringComparison.Ordinal);
        Assert.Equal(large.Bytes, CanonicalJson.Of(large.Bytes));
        Assert.Equal(2, EntryBundle.Read(EntryBundle.Of([fits.Bytes, large.Bytes])).Count);
    }

    [Fact]
    public void Exactly_as_many_bytes_as_a_bundle_takes_are_taken()
    {
        var room = LeafEntry.MaxBytes - LeafEntry.Of(Stored with { Data = Data(0) }).Bytes.Length;
        Assert.Equal(LeafEntry.MaxBytes, LeafEntry.Of(Stored with { Data = Data(room) }).Bytes.Length);
        Assert.NotNull(LeafEntry.Of(Stored with { Data = Data(room + 1) }).Payload);
    }

    [Fact]
    public void What_cannot_be_sealed_is_refused()
    {
        Assert.Throws<NotCanonicalException>(() => LeafEntry.Of(Stored with { By = "\ud800" }));
        Assert.Throws<NotCanonicalException>(() => LeafEntry.Of(Stored with { Position = 1L << 53 }));
        Assert.Throws<NotCanonicalException>(() => LeafEntry.Of(Stored with { Headers = Data(66_000) }));
        Assert.Throws<NotCanonicalException>(() => LeafEntry.Of(Stored with { Data = LeafEntry.Reference("{}"u8) }));
        Assert.Throws<FormatException>(() => EntryBundle.Of([new byte[LeafEntry.MaxBytes + 1]]));
        Assert.Throws<FormatException>(() => EntryBundle.Of(Enumerable.Repeat(new byte[1], 257)));
    }

    private static byte[] Data(int length) => Encoding.ASCII.GetBytes("{\"a\":\"" + new string('x', length) + "\"}");
}
