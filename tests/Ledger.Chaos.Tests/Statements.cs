using System.Buffers.Binary;
using System.Text;

namespace Ledger.Chaos.Tests;

/// <summary>
/// The statements that a client of PostgreSQL has carried out, read from what it sends. One that is prepared is sent once by its text and then by its name
/// alone.
/// </summary>
internal sealed class Statements
{
    private const int StartupVersion = 3;
    private readonly Dictionary<string, string> _prepared = [];
    private byte[] _rest = [];
    private bool _hasBegun;

    /// <returns>Those that are complete with this piece.</returns>
    public List<string> Read(ReadOnlySpan<byte> piece)
    {
        var carriedOut = new List<string>();
        ReadOnlySpan<byte> bytes = _rest.Length == 0 ? piece : (byte[])[.. _rest, .. piece];
        while (Next(ref bytes, out var kind, out var body))
        {
            if (_hasBegun)
            {
                Read(kind, body, carriedOut);
            }
            else
            {
                _hasBegun = BinaryPrimitives.ReadInt16BigEndian(body) == StartupVersion;
            }
        }

        _rest = bytes.ToArray();
        return carriedOut;
    }

    /// <summary>The next message, if all of it is there. What comes before the greeting has no kind, only a length.</summary>
    private bool Next(ref ReadOnlySpan<byte> bytes, out byte kind, out ReadOnlySpan<byte> body)
    {
        var start = _hasBegun ? 1 : 0;
        kind = 0;
        body = default;
        if (bytes.Length < start + sizeof(int) || bytes.Length < start + BinaryPrimitives.ReadInt32BigEndian(bytes[start..]))
        {
            return false;
        }

        var end = start + BinaryPrimitives.ReadInt32BigEndian(bytes[start..]);
        kind = bytes[0];
        body = bytes[(start + sizeof(int))..end];
        bytes = bytes[end..];
        return true;
    }

    private void Read(byte kind, ReadOnlySpan<byte> body, List<string> carriedOut)
    {
        switch ((char)kind)
        {
            case 'Q':
                carriedOut.Add(Text(ref body));
                break;
            case 'P':
                var name = Text(ref body);
                _prepared[name] = Text(ref body);
                break;
            case 'B':
                Text(ref body);
                carriedOut.Add(_prepared.GetValueOrDefault(Text(ref body), ""));
                break;
        }
    }

    private static string Text(ref ReadOnlySpan<byte> body)
    {
        var end = body.IndexOf((byte)0);
        var text = Encoding.UTF8.GetString(body[..end]);
        body = body[(end + 1)..];
        return text;
    }
}
