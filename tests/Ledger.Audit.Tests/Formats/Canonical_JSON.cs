using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Ledger.Sealing.Canonical;

namespace Ledger.Audit.Tests.Formats;

public class Canonical_JSON
{
    private static readonly Gen<string> Text = Gen.OneOf(Gen.Char['\0', '\ud7ff'], Gen.Char['\ue000', '\uffff'], Gen.Char[' ', '~']).Array[0, 6]
        .Select(chars => new string(chars)).SelectMany(text => Gen.Bool.Select(emoji => emoji ? text + "😀" : text));

    [Fact]
    public void The_order_of_members_and_the_spaces_between_make_no_difference() =>
        Gen.Select(Tree(3), Gen.Int).Sample((tree, seed) =>
        {
            var canonical = Of(tree.ToJsonString());
            var shuffled = Shuffled(tree, new Random(seed))!.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
            Assert.Equal(canonical, Of(shuffled));
            Assert.Equal(canonical, Of(canonical));
            Assert.True(JsonNode.DeepEquals(tree, JsonNode.Parse(canonical)));
        }, iter: 2000);

    [Fact]
    public void Every_double_in_its_shortest_text_comes_back_as_itself() =>
        Gen.Double.Where(double.IsFinite).Sample(value =>
        {
            var canonical = Of(value.ToString("R", CultureInfo.InvariantCulture));
            Assert.Equal(value, double.Parse(canonical, CultureInfo.InvariantCulture));
            Assert.Equal(canonical, Of(canonical));
        }, iter: 20_000);

    /// <summary>RFC 8785, appendix B.</summary>
    [Theory]
    [InlineData(0x0000000000000001, "5e-324")]
    [InlineData(0x7fefffffffffffff, "1.7976931348623157e+308")]
    [InlineData(0x4340000000000001, "9007199254740994")]
    [InlineData(0x4430000000000000, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6, "1e+23")]
    [InlineData(0x44b52d02c7e14af7, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4e, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef4f, "999999999999999900000")]
    [InlineData(0x444b1ae4d6e2ef50, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8d, "0.000001")]
    [InlineData(0x41b3de4355555557, "333333333.33333343")]
    [InlineData(unchecked((long)0xbecbf647612f3696), "-0.0000033333333333333333")]
    [InlineData(0x43143ff3c1cb0959, "1424953923781206.2")]
    public void Doubles_are_written_as_the_standard_lists_them(long bits, string expected) =>
        Assert.Equal(expected, Of(BitConverter.Int64BitsToDouble(bits).ToString("R", CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("", "")]
    [InlineData("{} {}", "")]
    [InlineData("{\"a\":1,}", "")]
    [InlineData("[1 /* one */]", "")]
    [InlineData("{\"a\":[1,{\"b/c~\":1e400}]}", "/a/1/b~1c~0")]
    [InlineData("{\"a\":{\"b\":1,\"b\":1}}", "/a/b")]
    [InlineData("{\"a\":1,\"\\u0061\":1}", "/a")]
    [InlineData("[\"\\udc00\"]", "/0")]
    [InlineData("{\"\\ud800\":1}", "")]
    [InlineData("[0.10000000000000000000000000000000001]", "/0")]
    [InlineData("[1e-400]", "/0")]
    [InlineData("[9223372036854775807]", "/0")]
    [InlineData("[-9007199254740993]", "/0")]
    [InlineData("[1e99999999999999999999]", "/0")]
    [InlineData("[NaN]", "")]
    public void What_would_change_silently_is_refused_and_the_place_is_named(string text, string pointer) =>
        Assert.Equal(pointer, Assert.Throws<NotCanonicalException>(() => Of(text)).Pointer);

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused() =>
        Assert.Throws<NotCanonicalException>(() => CanonicalJson.Of([(byte)'"', 0xff, (byte)'"']));

    [Theory]
    [InlineData("[0.0,-0.0,-0,0e5,100e-2,0.00001000e3]", "[0,0,0,0,1,0.01]")]
    [InlineData("true", "true")]
    [InlineData(" [ null , false ] ", "[null,false]")]
    public void Values_have_one_spelling(string text, string expected) => Assert.Equal(expected, Of(text));

    [Fact]
    public void Depth_is_bounded()
    {
        Assert.Equal(128, Of(new string('[', 64) + new string(']', 64)).Length);
        Assert.Throws<NotCanonicalException>(() => Of(new string('[', 65) + new string(']', 65)));
        Assert.Throws<NotCanonicalException>(() => Of(new string('[', 1_000_000)));
    }

    private static string Of(string text) => Encoding.UTF8.GetString(CanonicalJson.Of(Encoding.UTF8.GetBytes(text)));

    private static Gen<JsonNode> Tree(int depth)
    {
        var leaf = Gen.OneOf(
            Text.Select(text => (JsonNode)JsonValue.Create(text)),
            Gen.Int.Select(number => (JsonNode)JsonValue.Create(number)),
            Gen.Double[-1e9, 1e9].Select(number => (JsonNode)JsonValue.Create(number)),
            Gen.Bool.Select(yes => (JsonNode)JsonValue.Create(yes)));
        return depth == 0
            ? leaf
            : Gen.OneOf(
                leaf,
                Tree(depth - 1).Array[0, 4].Select(items => (JsonNode)new JsonArray([.. items.Select(item => item.DeepClone())])),
                Gen.Select(Text, Tree(depth - 1)).Array[0, 5].Select(members =>
                    (JsonNode)new JsonObject(
                        members.DistinctBy(member => member.Item1).Select(member => KeyValuePair.Create(member.Item1, (JsonNode?)member.Item2.DeepClone())))));
    }

    private static JsonNode? Shuffled(JsonNode? node, Random random) => node switch
    {
        JsonObject members =>
            new JsonObject(members.OrderBy(_ => random.Next()).Select(member => KeyValuePair.Create(member.Key, Shuffled(member.Value, random)))),
        JsonArray items => new JsonArray([.. items.Select(item => Shuffled(item, random))]),
        _ => node?.DeepClone(),
    };
}
