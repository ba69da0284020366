using Ledger.Door.Permissions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Audit.Export;

/// <summary>The body of the answer, which goes on only as long as the key or token is good that the export was asked for with.</summary>
internal sealed class StillLetIn(HttpContext context) : Stream
{
    private readonly TimeProvider _clock = context.RequestServices.GetRequiredService<TimeProvider>();
    private readonly Stream _body = context.Response.Body;
    private readonly MemoryStream _waiting = new();
    private long _asked = context.RequestServices.GetRequiredService<TimeProvider>().GetTimestamp();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_clock.GetElapsedTime(_asked) >= LongRequests.AskEvery)
        {
            _asked = _clock.GetTimestamp();
            if (!await LongRequests.IsStillLetInAsync(context))
            {
                throw new OperationCanceledException("The key or token of the export request is no longer valid.");
            }
        }

        await DrainAsync(cancellationToken);
        await _body.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await DrainAsync(cancellationToken);
        await _body.FlushAsync(cancellationToken);
    }

    /// <summary>The zip's own flushes; the server sends what it has in its own time.</summary>
    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>The end of a packed part comes this way, some bytes; they go out with what follows, for the body is never written to blocking.</summary>
    public override void Write(byte[] buffer, int offset, int count) => _waiting.Write(buffer, offset, count);

    private async ValueTask DrainAsync(CancellationToken ct)
    {
        if (_waiting.Length > 0)
        {
            await _body.WriteAsync(_waiting.GetBuffer().AsMemory(0, (int)_waiting.Length), ct);
            _waiting.SetLength(0);
        }
    }
}
