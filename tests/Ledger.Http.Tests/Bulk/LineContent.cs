using System.Net;
using System.Text;

namespace Ledger.Http.Tests.Bulk;

/// <summary>Lines that are made as they are sent.</summary>
internal sealed class LineContent : HttpContent
{
    private readonly IEnumerable<string> _lines;

    public LineContent(IEnumerable<string> lines)
    {
        _lines = lines;
        Headers.ContentType = new("application/x-ndjson");
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        // Nothing in the process makes this wait by itself, so the answers would be read after the last line.
        await Task.Yield();
        foreach (var line in _lines)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(Keyed.Lines(line) + "\n"));
            await stream.FlushAsync();
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
