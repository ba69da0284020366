using System.Text.Json;
using Ledger.Verification.Bundles;
using Ledger.Verification.Findings;

namespace Ledger.Verification.Entries;

/// <summary>
/// Data that was too large for its entry travels beside it, in the same order; the entry has its hash. Both are read together, so that no more than one is in
/// memory.
/// </summary>
internal sealed class Payloads : IDisposable
{
    private const int LineBytesMax = 64 * 1024 * 1024;

    private readonly LineReader _lines;
    private readonly FindingList _findings;
    private long _index = -1;
    private byte[] _data = [];

    public Payloads(Bundle bundle, FindingList findings)
    {
        (_lines, _findings) = (new(Parts.Payloads, bundle.Read(Parts.Payloads), LineBytesMax), findings);
        Next();
    }

    public long Count => _lines.Count;

    /// <summary>Is this the reference that stands for data, rather than data?</summary>
    public static bool IsReference(ReadOnlySpan<byte> data) => data.StartsWith("{\"_sha256\":"u8);

    /// <summary>The data that the reference in a leaf stands for; empty when the bundle does not have it.</summary>
    public ReadOnlySpan<byte> Of(long index, ReadOnlySpan<byte> reference, Func<LeafName> name)
    {
        while (_index < index && _index != long.MaxValue)
        {
            _findings.Add(new(Rule.B1, null, $"a line of {Parts.Payloads}", "the data of a leaf that holds only its hash", $"leaf {_index}"));
            Next();
        }

        if (_index != index)
        {
            _findings.Add(new(Rule.D1, name(), $"its data in {Parts.Payloads}", $"data for {Utf8.Shown(reference)}", "none"));
            return [];
        }

        var found = Sealing.Entries.LeafEntry.Reference(_data);
        if (!found.AsSpan().SequenceEqual(reference))
        {
            _findings.Add(new(Rule.D1, name(), $"its data in {Parts.Payloads}", Utf8.Shown(reference), Utf8.Shown(found)));
        }

        var data = _data;
        Next();
        return data;
    }

    public void Finish()
    {
        while (_index != long.MaxValue)
        {
            _findings.Add(new(Rule.B1, null, $"a line of {Parts.Payloads}", "the data of a leaf that holds only its hash", $"leaf {_index}"));
            Next();
        }
    }

    public void Dispose() => _lines.Dispose();

    private void Next()
    {
        if (!_lines.Next(out var line))
        {
            _index = long.MaxValue;
            return;
        }

        try
        {
            var json = new Utf8JsonReader(line);
            long? index = null;
            ReadOnlySpan<byte> data = [];
            json.Read();
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (json.ValueTextEquals("index"u8))
                {
                    json.Read();
                    index = json.GetInt64();
                }
                else
                {
                    json.Read();
                    var start = (int)json.TokenStartIndex;
                    json.Skip();
                    data = line[start..(int)json.BytesConsumed];
                }
            }

            _index = index is { } number && number >= 0 && number != long.MaxValue ? number : throw new FormatException("It has no index.");
            _data = data.ToArray();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new UnreadableException($"Line {_lines.Count} of {Parts.Payloads} is not {{\"index\":…,\"data\":…}}: {e.Message}", e);
        }
    }
}
