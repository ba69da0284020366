namespace Ledger.Verification.Csv;

/// <summary>
/// Reads RFC 4180 as the ledger writes it: CRLF, a fixed heading, quotes doubled, absent values bare and empty ones quoted, and a <c>'</c> before a text that a spreadsheet
/// would take for a formula. What is written in any other way is not from the ledger, so it is refused rather than guessed at.
/// </summary>
/// <remarks>Numbers are bare, <c>-3</c>; in bundles of the first format a negative one has a <c>'</c> before it like a text.</remarks>
internal sealed class CsvReader : IDisposable
{
    /// <summary>More than the largest body of a command, written as JSON in quotes.</summary>
    private const int RecordBytesMax = 64 * 1024 * 1024;

    private readonly string _part;
    private readonly Stream _stream;
    private readonly bool _areNumbersBare;
    private readonly Field[] _fields;
    private byte[] _buffer = new byte[256 * 1024];
    private int _start;
    private int _end;
    private bool _isAtEnd;

    public CsvReader(string part, Stream stream, IReadOnlyList<Column> columns, bool areNumbersBare)
    {
        (_part, _stream, _fields, _areNumbersBare) = (part, stream, new Field[columns.Count], areNumbersBare);
        if (!Next() || !Enumerable.Range(0, columns.Count).All(i => Text(i) == columns[i].Name))
        {
            throw new UnreadableException($"{part} does not begin with the heading {string.Join(',', columns.Select(column => column.Name))}.");
        }

        Row = 0;
    }

    /// <summary>Number of the row, the first after the heading being 1.</summary>
    public long Row { get; private set; }

    public bool Next()
    {
        Compact();
        var at = _start;
        for (var field = 0; field < _fields.Length; field++)
        {
            if (field == 0 && !Has(at))
            {
                return false;
            }

            at = Has(at) && _buffer[at] == '"' ? Quoted(field, at) : Bare(field, at);
            Need(at);
            if (field < _fields.Length - 1)
            {
                at = _buffer[at] == ',' ? at + 1 : throw Wrong($"has fewer than {_fields.Length} fields");
            }
        }

        Need(at + 1);
        if (_buffer[at] != '\r' || _buffer[at + 1] != '\n')
        {
            throw Wrong($"does not end after {_fields.Length} fields with CR and LF");
        }

        _start = at + 2;
        Row++;
        return true;
    }

    public bool IsAbsent(int field) => _fields[field] is { Length: 0, IsBare: true };

    /// <summary>The text without quotes and guard; it is overwritten by the next row.</summary>
    public ReadOnlySpan<byte> Bytes(int field) => Memory(field).Span;

    public ReadOnlyMemory<byte> Memory(int field) =>
        _fields[field].IsNegative
            ? throw Wrong("has a field that a spreadsheet would take for a formula, without the ' before it")
            : _buffer.AsMemory(_fields[field].Start, _fields[field].Length);

    public string Text(int field)
    {
        try
        {
            return Utf8.Strict.GetString(Bytes(field));
        }
        catch (ArgumentException)
        {
            throw Wrong("is not in UTF-8");
        }
    }

    public string? TextOrAbsent(int field) => IsAbsent(field) ? null : Text(field);

    /// <summary>The digits of a number, however many there are; null when it is written as a text.</summary>
    public string? NumberText(int field) => !_areNumbersBare || _fields[field].IsBare ? System.Text.Encoding.Latin1.GetString(Raw(field)) : null;

    public long Number(int field) =>
        (!_areNumbersBare || _fields[field].IsBare) && System.Buffers.Text.Utf8Parser.TryParse(Raw(field), out long value, out var used) && used == Raw(field).Length && used > 0
            ? value
            : throw Wrong($"has {Shown(field)} where a number is expected");

    public UnreadableException Wrong(string how) => new($"Row {Row + 1} of {_part} {how}.");

    public string Shown(int field) => IsAbsent(field) ? "nothing" : $"\"{Utf8.Shown(Raw(field))}\"";

    public void Dispose() => _stream.Dispose();

    private ReadOnlySpan<byte> Raw(int field) => _buffer.AsSpan(_fields[field].Start, _fields[field].Length);

    private int Bare(int field, int at)
    {
        var from = at;
        while (Has(at) && _buffer[at] is not ((byte)',' or (byte)'\r' or (byte)'\n' or (byte)'"'))
        {
            at++;
        }

        Set(field, from, at - from, isBare: true);
        return at;
    }

    private int Quoted(int field, int at)
    {
        var (from, to) = (++at, at);
        while (true)
        {
            Need(at);
            var quote = _buffer.AsSpan(at, _end - at).IndexOf((byte)'"');
            var run = quote < 0 ? _end - at : quote;
            if (to != at)
            {
                _buffer.AsSpan(at, run).CopyTo(_buffer.AsSpan(to));
            }

            (to, at) = (to + run, at + run);
            if (quote < 0)
            {
                continue;
            }

            if (Has(at + 1) && _buffer[at + 1] == '"')
            {
                _buffer[to++] = (byte)'"';
                at += 2;
                continue;
            }

            Set(field, from, to - from, isBare: false);
            return at + 1;
        }
    }

    private void Set(int field, int from, int length, bool isBare)
    {
        var first = length > 0 ? _buffer[from] : (byte)0;
        var isNegative = first == '-' && isBare && _areNumbersBare && length > 1 && char.IsAsciiDigit((char)_buffer[from + 1]);
        if (!isNegative && first is (byte)'=' or (byte)'+' or (byte)'-' or (byte)'@' or (byte)'\t' or (byte)'\r')
        {
            throw Wrong("has a field that a spreadsheet would take for a formula, without the ' before it");
        }

        _fields[field] = first == '\'' ? new(from + 1, length - 1, IsBare: false, isNegative) : new(from, length, isBare, isNegative);
    }

    private void Need(int at)
    {
        if (!Has(at))
        {
            throw Wrong("is cut off");
        }
    }

    /// <summary>Makes the byte available without moving what the row has so far: fields are offsets from the row's start, which stays in place.</summary>
    private bool Has(int at)
    {
        while (at >= _end)
        {
            if (_isAtEnd)
            {
                return false;
            }

            Fill();
        }

        return true;
    }

    /// <summary>Moves what is left to the front once that is less than what was read, so that moving never costs more than reading did.</summary>
    private void Compact()
    {
        if (_end - _start <= _start)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
    }

    private void Fill()
    {
        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= RecordBytesMax)
            {
                throw Wrong($"is longer than {RecordBytesMax} bytes; the ledger writes none that long");
            }

            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var count = _stream.Read(_buffer.AsSpan(_end));
        _end += count;
        _isAtEnd = count == 0;
    }

    /// <param name="IsBare">Neither in quotes nor guarded.</param>
    /// <param name="IsNegative">It begins with a minus sign that has no guard, so it is a number or nothing at all.</param>
    private readonly record struct Field(int Start, int Length, bool IsBare, bool IsNegative);
}
