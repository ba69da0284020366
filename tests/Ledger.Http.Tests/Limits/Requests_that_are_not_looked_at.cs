using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using Ledger.Door.Limits;

namespace Ledger.Http.Tests.Limits;

public sealed class Requests_that_are_not_looked_at(BookOfTheClass opened) : IClassFixture<BookOfTheClass>
{
    [Fact]
    [GoesBeyond("address-length")]
    public async Task An_address_ends_somewhere()
    {
        var start = $"/books/{opened.Book.Code}/stock?product=".Length;
        Assert.Empty((await opened.Book.GetAsync("stock?product=" + new string('x', RequestLimits.AddressLengthMax - start))).MustBe(200).Json.List("rows"));
        (await opened.Book.GetAsync("stock?product=" + new string('x', RequestLimits.AddressLengthMax - start + 1))).MustRefuse(414, "address-too-long");
        (await opened.Book.GetAsync("orders/" + new string('x', RequestLimits.AddressLengthMax))).MustRefuse(414, "address-too-long");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("identity, gzip")]
    [InlineData("x")]
    public async Task A_compressed_body_is_never_unpacked(string encoding)
    {
        using var packed = new MemoryStream();
        await using (var zip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            await zip.WriteAsync(Encoding.UTF8.GetBytes(Commands.Valid["sites"]));
            await zip.WriteAsync(new byte[64 * 1024 * 1024]);
        }

        foreach (var (address, type) in new[] { ("sites", "application/json"), ("commands", "application/x-ndjson") })
        {
            var content = new ByteArrayContent(packed.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
            content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
            await opened.RefusedAsync(() => opened.Book.SendAsync(HttpMethod.Post, address, content), 415, "unsupported-encoding");
        }
    }

    [Fact]
    public async Task A_body_that_is_said_to_be_as_it_is_is_taken()
    {
        var content = new StringContent("{}", MediaTypeHeaderValue.Parse("application/json")) { Headers = { ContentEncoding = { "identity" } } };
        (await opened.Book.SendAsync(HttpMethod.Post, "sites", content)).MustRefuse(400, "malformed-json");
    }
}
