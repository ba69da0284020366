namespace Ledger.Verification.Bundles;

/// <summary>Reads lines of bytes with one buffer, and gives up on a line that is longer than any that the ledger writes.</summary>
internal sealed class LineReader(string part, Stream stream, int lineBytesMax) : IDisposable
{
    private byte[] _buffer = new byte[256 * 1024];
    private int _start;
    private int _end;
    private bool _isAtEnd;

    /// <summary>Lines that were read.</summary>
    public long Count { get; private set; }

    /// <summary>The next line without its line feed; it is overwritten by the one after it.</summary>
    public bool Next(out ReadOnlySpan<byte> line)
    {
        var scanned = 0;
        while (true)
        {
            var at = _buffer.AsSpan(_start + scanned, _end - _start - scanned).IndexOf((byte)'\n');
            if (at >= 0)
            {
                line = Take(scanned + at, 1);
                return true;
            }

            scanned = _end - _start;
            if (_isAtEnd)
            {
                line = scanned == 0 ? default : Take(scanned, 0);
                return !line.IsEmpty;
            }

            if (scanned > lineBytesMax)
            {
                throw new UnreadableException($"Line {Count + 1} of {part} is longer than {lineBytesMax} bytes; the ledger writes none that long.");
            }

            Fill();
        }
    }

    public void Dispose() => stream.Dispose();

    private ReadOnlySpan<byte> Take(int length, int skipped)
    {
        if (length > lineBytesMax)
        {
            throw new UnreadableException($"Line {Count + 1} of {part} is longer than {lineBytesMax} bytes; the ledger writes none that long.");
        }

        var line = _buffer.AsSpan(_start, length);
        _start += length + skipped;
        Count++;
        return line;
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var count = stream.Read(_buffer.AsSpan(_end));
        _end += count;
        _isAtEnd = count == 0;
    }
}
