using System.Security.Cryptography;

namespace Ledger.Verification.Bundles;

/// <summary>
/// Reads one part of a bundle once, from its beginning to its end: hashes what passes, and refuses more than the directory promised, so that a part that
/// unpacks to terabytes is given up where it leaves what is plausible.
/// </summary>
internal sealed class PartStream(string name, Stream inner, long promised, VerifyProgress progress, Action<string, string> done) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _read;
    private bool _isDone;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => promised;

    public override long Position { get => _read; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var count = ReadInner(buffer);
        _read += count;
        progress.Add(count);
        if (_read > promised)
        {
            throw new UnreadableException($"The bundle's part {name} unpacks to more than the {promised} bytes that the bundle's directory promises.");
        }

        _hash.AppendData(buffer[..count]);
        if (count == 0 && buffer.Length > 0 && !_isDone)
        {
            _isDone = true;
            if (_read < promised)
            {
                throw new UnreadableException($"The bundle's part {name} ends after {_read} of {promised} bytes: it is cut off.");
            }

            done(name, Convert.ToHexStringLower(_hash.GetHashAndReset()));
        }

        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }

    private int ReadInner(Span<byte> buffer)
    {
        try
        {
            return inner.Read(buffer);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException)
        {
            throw new UnreadableException($"The bundle's part {name} cannot be unpacked: {e.Message}", e);
        }
    }
}
