using System.Net;
using Ledger.Http.Tests.Limits;

namespace Ledger.Http.Tests.BadInput;

/// <summary>Bodies are made as they are sent: a test that kept 65 MiB in memory would not see whether the ledger does.</summary>
public sealed class Large_bodies(BookOfTheClass opened) : IClassFixture<BookOfTheClass>
{
    private const int MiB = 1024 * 1024;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [GoesBeyond("command-body")]
    public async Task A_command_of_65_mebibytes_is_too_large(bool isLengthTold)
    {
        var filler = new Filler("{\"batch\":\""u8.ToArray(), (byte)'x', 65L * MiB, isLengthTold, "application/json");
        await opened.RefusedAsync(() => opened.Book.SendAsync(HttpMethod.Post, "batches", filler), 413, "body-too-large");
    }

    [Fact]
    public async Task A_bulk_request_that_tells_of_65_mebibytes_is_too_large()
    {
        var filler = new Filler([], (byte)'\n', 65L * MiB, true, "application/x-ndjson");
        await opened.RefusedAsync(() => opened.Book.SendAsync(HttpMethod.Post, "commands", filler), 413, "body-too-large");
    }

    [Fact]
    [GoesBeyond("bulk-body")]
    public async Task A_bulk_request_stops_at_64_mebibytes_and_says_so()
    {
        var filler = new Filler([], (byte)' ', 65L * MiB, false, "application/x-ndjson");
        var reply = (await opened.Book.SendAsync(HttpMethod.Post, "commands", filler)).MustBe(200);
        Assert.Equal("body-too-large", reply.Json.GetProperty("problem").Text("code"));
        Assert.Equal(413, reply.Json.Number("status"));
    }

    [Fact]
    [GoesBeyond("bulk-line")]
    public async Task A_line_without_end_is_too_long()
    {
        var before = await opened.Book.EventCountAsync();
        var filler = new Filler("""{"type":"AddParty","name":" """u8.ToArray(), (byte)'x', 65L * MiB, false, "application/x-ndjson");
        var reply = (await opened.Book.SendAsync(HttpMethod.Post, "commands", filler)).MustBe(200);
        Assert.Equal("line-too-long", reply.Json.GetProperty("problem").Text("code"));
        Assert.Equal(1, reply.Json.Number("line"));
        Assert.Equal(before, await opened.Book.EventCountAsync());
    }

    /// <summary>A body of one byte over and over.</summary>
    private sealed class Filler : HttpContent
    {
        private readonly byte[] _first;
        private readonly byte[] _block = new byte[64 * 1024];
        private readonly long _length;
        private readonly bool _isLengthTold;

        public Filler(byte[] first, byte filling, long length, bool isLengthTold, string contentType)
        {
            (_first, _length, _isLengthTold) = (first, length, isLengthTold);
            Array.Fill(_block, filling);
            if (filling == ' ')
            {
                // Lines that are blank, each as long as a block.
                _block[^1] = (byte)'\n';
            }

            Headers.ContentType = new(contentType);
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            try
            {
                await stream.WriteAsync(_first);
                for (long sent = _first.Length; sent < _length; sent += _block.Length)
                {
                    await stream.WriteAsync(_block);
                }
            }
            catch (Exception e) when (e is IOException or InvalidOperationException)
            {
                // The ledger has answered and reads no further.
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _length;
            return _isLengthTold;
        }
    }
}
