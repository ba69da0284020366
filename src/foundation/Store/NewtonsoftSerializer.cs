using System.Buffers;
using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Marten;
using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;
using Npgsql;
using NpgsqlTypes;
using Weasel.Core;

namespace Ledger.Store;

/// <summary>
/// How events and documents are written down: Newtonsoft.Json, camelCase, ISO dates, no type names, so that what is stored can be read without this code.
/// </summary>
public sealed class NewtonsoftSerializer : Marten.ISerializer
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Texts of facts that are on their way to the store; gone when the facts are.</summary>
    private static readonly ConditionalWeakTable<object, string> Kept = [];

    private readonly JsonSerializer _json = JsonSerializer.Create(Settings());

    public EnumStorage EnumStorage => EnumStorage.AsString;

    public Casing Casing => Casing.CamelCase;

    public ValueCasting ValueCasting => ValueCasting.Strict;

    public static JsonSerializerSettings Settings() => new()
    {
        ContractResolver = new OnlyWhatIsReadBack { NamingStrategy = new CamelCaseNamingStrategy(processDictionaryKeys: false, overrideSpecifiedNames: false) },
        TypeNameHandling = TypeNameHandling.None,
        DateParseHandling = DateParseHandling.None,
        FloatParseHandling = FloatParseHandling.Decimal,
        DateFormatHandling = DateFormatHandling.IsoDateFormat,
        NullValueHandling = NullValueHandling.Ignore,
        MissingMemberHandling = MissingMemberHandling.Ignore,
        Culture = CultureInfo.InvariantCulture,
        Converters = { new Newtonsoft.Json.Converters.StringEnumConverter(new CamelCaseNamingStrategy()), new DateOnlyConverter(), new StoredFraction() },
    };

    /// <summary>Writes a fact once for all who need its text: the check that it can be sealed, and the store.</summary>
    public string Keep(object fact) => Kept.GetValue(fact, ToJson);

    public string ToJson(object? document)
    {
        if (document is not null && Kept.TryGetValue(document, out var text))
        {
            return text;
        }

        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        _json.Serialize(writer, document);
        return writer.ToString();
    }

    public void WriteTo(IBufferWriter<byte> writer, object? document)
    {
        if (document is not null && Kept.TryGetValue(document, out var kept))
        {
            Utf8.GetBytes(kept, writer);
            return;
        }

        using var text = new StreamWriter(new BufferWriterStream(writer), Utf8);
        _json.Serialize(text, document);
    }

    public void WriteToCleanJson(IBufferWriter<byte> writer, object? document) => WriteTo(writer, document);

    public void WriteToJsonWithTypes(IBufferWriter<byte> writer, object document) => WriteTo(writer, document);

    public void WriteToParameter(NpgsqlParameter parameter, object? document)
    {
        parameter.NpgsqlDbType = NpgsqlDbType.Jsonb;
        parameter.Value = document is null ? DBNull.Value : ToJson(document);
    }

    public string ToCleanJson(object? document) => ToJson(document);

    public string ToJsonWithTypes(object document) => ToJson(document);

    public T FromJson<T>(Stream stream) => (T)FromJson(typeof(T), stream);

    public T FromJson<T>(DbDataReader reader, int index) => (T)FromJson(typeof(T), reader, index);

    public ValueTask<T> FromJsonAsync<T>(Stream stream, CancellationToken cancellationToken = default) => ValueTask.FromResult(FromJson<T>(stream));

    public ValueTask<T> FromJsonAsync<T>(DbDataReader reader, int index, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(FromJson<T>(reader, index));

    public ValueTask<object> FromJsonAsync(Type type, Stream stream, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(FromJson(type, stream));

    public ValueTask<object> FromJsonAsync(Type type, DbDataReader reader, int index, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(FromJson(type, reader, index));

    public object FromJson(Type type, Stream stream)
    {
        using var text = new StreamReader(stream, Utf8);
        using var json = new JsonTextReader(text);
        return _json.Deserialize(json, type)!;
    }

    public object FromJson(Type type, DbDataReader reader, int index)
    {
        using var text = reader.GetTextReader(index);
        using var json = new JsonTextReader(text);
        return _json.Deserialize(json, type)!;
    }

    /// <summary>A member that is worked out from others is not stored beside them, where the two could disagree.</summary>
    private sealed class OnlyWhatIsReadBack : DefaultContractResolver
    {
        protected override IList<JsonProperty> CreateProperties(Type type, MemberSerialization memberSerialization) =>
            [.. base.CreateProperties(type, memberSerialization).Where(property => property.Writable)];
    }

    /// <summary>Newtonsoft.Json writes to streams only; Marten hands out a buffer.</summary>
    private sealed class BufferWriterStream(IBufferWriter<byte> writer) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => writer.Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer) => writer.Write(buffer);
    }

    /// <summary>Newtonsoft.Json would write a date by the machine's culture.</summary>
    private sealed class DateOnlyConverter : JsonConverter<DateOnly>
    {
        private const string Format = "yyyy-MM-dd";

        public override void WriteJson(JsonWriter writer, DateOnly value, JsonSerializer serializer) =>
            writer.WriteValue(value.ToString(Format, CultureInfo.InvariantCulture));

        public override DateOnly ReadJson(JsonReader reader, Type objectType, DateOnly existingValue, bool hasExistingValue, JsonSerializer serializer) =>
            DateOnly.ParseExact((string)reader.Value!, Format, CultureInfo.InvariantCulture);
    }
}
