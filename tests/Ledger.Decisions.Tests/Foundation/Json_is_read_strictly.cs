using System.Text.Json;
using Ledger.Door.Refusals;
using Ledger.Kernel;

namespace Ledger.Decisions.Tests.Foundation;

/// <summary>What the edge takes for a command, and what it tells of what it does not take.</summary>
public class Json_is_read_strictly
{
    public enum Colour
    {
        Red,
        DarkBlue,
    }

    private static readonly string[] Codes = ["malformed", "unknown-member", "duplicate-member", "null", "wrong-type", "too-deep"];

    [Theory]
    [InlineData("""{"name":"a","count":1}""")]
    [InlineData("""{"count":1,"name":"a"}""")]
    [InlineData(
        """{"name":"a","count":9223372036854775807,"colour":"darkBlue","at":"2026-05-01T12:00:00+02:00","on":"2026-05-01","lines":[{"serials":"""
        + """["A+B","C&D"]}]}""")]
    [InlineData("""{"name":"a","count":1,"colour":null,"at":null,"on":null,"lines":null}""")]
    [InlineData("""{"name":"ü – 漢字 😀","count":1}""")]
    public void What_fits_is_read(string json) => Assert.NotNull(Read(json));

    [Theory]
    [InlineData("""{"name":"a","name":"b","count":1}""")]
    [InlineData("""{"name":"a","count":1,"Name":"b"}""", "/Name")]
    [InlineData("""{"name":"a","count":1,"a/b~c":"b"}""", "/a~1b~0c")]
    [InlineData("""{"name":"a","count":1,"colour2":"red"}""", "/colour2")]
    [InlineData("""{"name":"a","count":1,"lines":[{"serials":[],"extra":1}]}""", "/lines/0/extra")]
    [InlineData("""{"name":"a","count":"1"}""", "/count")]
    [InlineData("""{"name":"a","count":1.5}""", "/count")]
    [InlineData("""{"name":"a","count":9223372036854775808}""", "/count")]
    [InlineData("""{"name":1,"count":1}""", "/name")]
    [InlineData("""{"name":null,"count":1}""", "/name")]
    [InlineData("""{"name":"a","count":null}""", "/count")]
    [InlineData("""{"name":"a","count":1,"colour":"DarkBlue"}""", "/colour")]
    [InlineData("""{"name":"a","count":1,"colour":1}""", "/colour")]
    [InlineData("""{"name":"a","count":1,"colour":" red"}""", "/colour")]
    [InlineData("""{"name":"a","count":1,"colour":"\ud800"}""", "/colour")]
    [InlineData("""{"name":"a","count":1,"\ud800":1}""")]
    [InlineData("""{"name":"a","count":1,"colour":"red, darkBlue"}""", "/colour")]
    [InlineData("""{"name":"a","count":1,"on":"1.5.2026"}""", "/on")]
    [InlineData("""{"name":"a","count":1,"at":"yesterday"}""", "/at")]
    [InlineData("""{"name":"a","count":1,"at":"2026-05-01T12:00:00"}""", "/at")]
    [InlineData("""{"name":"a","count":1,"at":"\ud800"}""", "/at")]
    [InlineData("""{"name":"a","count":1,"lines":{"serials":[]}}""", "/lines")]
    [InlineData("""{"name":"a","count":1,"lines":[{"serials":[1]}]}""", "/lines/0/serials/0")]
    [InlineData("""{"name":"a","count":1,}""")]
    [InlineData("""{"name":"a","count":1} x""")]
    [InlineData("""{"name":"a","count":1}//""")]
    [InlineData("""["a",1]""")]
    [InlineData("")]
    public void What_does_not_fit_is_refused_where_it_stands(string json, string pointer = "*") => Assert.All(ErrorsOf(json), error =>
    {
        Assert.Contains(error.Code, Codes);
        Assert.True(pointer == "*" || error.Pointer == pointer, $"{error.Pointer}: {error.Detail}");
        Assert.DoesNotContain("Ledger.", error.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", error.Detail, StringComparison.Ordinal);
    });

    [Fact]
    public void All_absent_members_are_named_at_once()
    {
        Assert.Equal(["/name", "/count"], ErrorsOf("{}").Select(e => e.Pointer));
        Assert.Equal(
            [new FieldError("/lines/1/serials", "required", "This field is required.")], ErrorsOf("""{"name":"a","count":1,"lines":[{"serials":[]},{}]}"""));
    }

    [Theory]
    [InlineData(@"a\u0000b")]
    [InlineData(@"a\nb")]
    [InlineData(@"a\u007fb")]
    [InlineData(@"a\u0085b")]
    [InlineData(@"a\ud800b")]
    [InlineData(@"a\udc00\ud800b")]
    public void Text_that_cannot_be_kept_or_read_is_refused(string text)
    {
        Assert.Equal("/name", Assert.Single(ErrorsOf($$"""{"name":"{{text}}","count":1}""")).Pointer);
        Assert.Equal("/lines/0/serials/1", Assert.Single(ErrorsOf($$"""{"name":"a","count":1,"lines":[{"serials":["A","{{text}}"]}]}""")).Pointer);
    }

    [Fact]
    public void A_pair_of_surrogates_is_a_character() => Assert.Equal("😀", Read(@"{""name"":""\ud83d\ude00"",""count"":1}")!.Name);

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Body>([.. "{\"count\":1,\"name\":\""u8, 0xC3, 0x28, .. "\"}"u8], JsonEdge.Options));

    [Fact]
    public void A_string_ends_after_two_thousand_characters()
    {
        Assert.NotNull(Read($$"""{"name":"{{new string('x', 2000)}}","count":1}"""));
        Assert.Equal("/name", Assert.Single(ErrorsOf($$"""{"name":"{{new string('x', 2001)}}","count":1}""")).Pointer);
    }

    [Fact]
    public void Brackets_end_at_the_depth_that_commands_need()
    {
        Assert.NotNull(JsonSerializer.Deserialize<JsonElement?>(Nested(JsonEdge.DepthMax), JsonEdge.Options));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<JsonElement?>(Nested(JsonEdge.DepthMax + 1), JsonEdge.Options));
        Assert.Throws<JsonException>(() => Read(Nested(100_000)));
    }

    [Fact]
    public void Answers_are_written_in_camel_case_without_nulls_and_without_needless_escapes() => Assert.Equal(
        """{"name":"A+B&C","count":1,"colour":"darkBlue","at":"2026-05-01T12:00:00+00:00","on":"2026-05-01"}""",
        JsonSerializer.Serialize(new Body("A+B&C", 1, Colour.DarkBlue, new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero), new(2026, 5, 1)), JsonEdge.Options));

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);

    private static Body? Read(string json) => JsonSerializer.Deserialize<Body>(json, JsonEdge.Options);

    private static IReadOnlyList<FieldError> ErrorsOf(string json)
    {
        var errors = JsonPointer.Of(Assert.Throws<JsonException>(() => Read(json)));
        Assert.NotEmpty(errors);
        return errors;
    }

    private sealed record Body(
        string Name, long Count, Colour? Colour = null, DateTimeOffset? At = null, DateOnly? On = null, IReadOnlyList<Line>? Lines = null);

    private sealed record Line(IReadOnlyList<string> Serials);
}
