using System.Buffers;
using System.Security.Cryptography;

namespace Ledger.Audit.Export;

/// <summary>Writes one part: into a small buffer without waiting, and from there into the zip whenever it is full. Hashes what it writes.</summary>
internal sealed class PartWriter(Stream part) : IAsyncDisposable
{
    private const int FullAtBytes = 64 * 1024;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public ArrayBufferWriter<byte> Buffer { get; } = new(2 * FullAtBytes);

    public string? Sum { get; private set; }

    public void Write(ReadOnlySpan<byte> bytes) => Buffer.Write(bytes);

    /// <summary>To be called after every record.</summary>
    public ValueTask DrainAsync(CancellationToken ct) => Buffer.WrittenCount < FullAtBytes ? ValueTask.CompletedTask : FlushAsync(ct);

    public async Task CompleteAsync(CancellationToken ct)
    {
        await FlushAsync(ct);
        Sum = Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public async ValueTask DisposeAsync()
    {
        _hash.Dispose();
        await part.DisposeAsync();
    }

    private async ValueTask FlushAsync(CancellationToken ct)
    {
        _hash.AppendData(Buffer.WrittenSpan);
        await part.WriteAsync(Buffer.WrittenMemory, ct);
        // A record of many megabytes passes through now and then; its room is not kept.
        Buffer.ResetWrittenCount();
    }
}
