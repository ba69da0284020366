using System.Text.Json;
using Ledger.Verification.Entries;

namespace Ledger.Verification.Views;

/// <summary>One movement of units: who goes where is read only when it is asked for.</summary>
internal ref struct Movement
{
    public int Product;
    public int Line;
    public int From;
    public int To;

    /// <summary>Stands at the beginning of the list.</summary>
    public Utf8JsonReader Serials;
}

/// <summary>Reads the movements of an event's data one by one, and its told time, without making objects of them: there are millions of serials.</summary>
internal ref struct MovementReader
{
    private readonly Names _names;
    private Utf8JsonReader _json;
    private bool _isOpen;

    public MovementReader(ReadOnlySpan<byte> data, Names names)
    {
        _names = names;
        var json = new Utf8JsonReader(data);
        json.Read();
        while (json.TokenType != JsonTokenType.EndObject && json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("occurredAt"u8))
            {
                json.Read();
                OccurredAt = json.GetDateTimeOffset();
            }
            else if (json.ValueTextEquals("movements"u8))
            {
                json.Read();
                if (json.TokenType == JsonTokenType.StartArray)
                {
                    _json = json;
                    _isOpen = true;
                }

                json.Skip();
            }
            else
            {
                json.Read();
                json.Skip();
            }
        }
    }

    public DateTimeOffset OccurredAt { get; }

    /// <exception cref="JsonException">It is no movement.</exception>
    public bool Next(out Movement movement)
    {
        movement = new() { Product = Names.None, Line = Names.None, From = Names.None, To = Names.None };
        if (!_isOpen || !_json.Read() || _json.TokenType != JsonTokenType.StartObject)
        {
            _isOpen = false;
            return false;
        }

        var hasSerials = false;
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            if (_json.ValueTextEquals("serials"u8))
            {
                _json.Read();
                hasSerials = _json.TokenType == JsonTokenType.StartArray;
                movement.Serials = _json;
                _json.Skip();
                continue;
            }

            var (isProduct, isLine, isFrom, isTo) =
                (_json.ValueTextEquals("product"u8), _json.ValueTextEquals("line"u8), _json.ValueTextEquals("from"u8), _json.ValueTextEquals("to"u8));
            _json.Read();
            if (!(isProduct || isLine || isFrom || isTo) || (isLine && _json.TokenType == JsonTokenType.Null))
            {
                _json.Skip();
                continue;
            }

            var text = _names.Of(ref _json);
            movement.Product = isProduct ? text : movement.Product;
            movement.Line = isLine ? text : movement.Line;
            movement.From = isFrom ? text : movement.From;
            movement.To = isTo ? text : movement.To;
        }

        return hasSerials && movement.Product != Names.None && movement.From != Names.None && movement.To != Names.None
            ? true
            : throw new JsonException("A movement has a product, two accounts and serials.");
    }
}
