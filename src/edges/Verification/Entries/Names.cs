using System.Buffers;
using System.Text.Json;

namespace Ledger.Verification.Entries;

/// <summary>Keeps each of the texts that come again and again (streams, types, products, accounts) once, under a number.</summary>
internal sealed class Names
{
    /// <summary>Stands for an absent text.</summary>
    public const int None = -1;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly List<string> _texts = [];
    private char[] _buffer = new char[1024];

    public Names() => _lookup = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();

    public string this[int number] => _texts[number];

    public int Of(ReadOnlySpan<char> text)
    {
        if (!_lookup.TryGetValue(text, out var number))
        {
            number = _texts.Count;
            var kept = text.ToString();
            _texts.Add(kept);
            _numbers.Add(kept, number);
        }

        return number;
    }

    /// <summary>The text of the token that the reader is at.</summary>
    /// <exception cref="JsonException">It is no text.</exception>
    public int Of(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.String)
        {
            throw new JsonException("A string is expected.");
        }

        if (json.ValueSpan.Length > _buffer.Length)
        {
            _buffer = new char[json.ValueSpan.Length * 2];
        }

        try
        {
            return Of(_buffer.AsSpan(0, json.CopyString(_buffer)));
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException("The text is not Unicode.", e);
        }
    }

    public int OfBytes(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > _buffer.Length)
        {
            _buffer = new char[utf8.Length * 2];
        }

        return System.Text.Unicode.Utf8.ToUtf16(utf8, _buffer, out _, out var written, replaceInvalidSequences: true) == OperationStatus.Done
            ? Of(_buffer.AsSpan(0, written))
            : throw new InvalidOperationException("The buffer is large enough.");
    }

    public string? TextOf(int number) => number == None ? null : _texts[number];
}
