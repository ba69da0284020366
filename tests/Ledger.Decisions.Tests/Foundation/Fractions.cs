using System.Text.Json;
using CsCheck;
using Ledger.Contracts;
using Ledger.Store;

namespace Ledger.Decisions.Tests.Foundation;

/// <summary>Figures are exact, whatever is added up, and one value has one form.</summary>
public class Fractions
{
    [Theory]
    [InlineData("1/3", "1/3")]
    [InlineData("2/6", "1/3")]
    [InlineData("4/3", "4/3")]
    [InlineData("6/3", "2")]
    [InlineData("1/2", "0.5")]
    [InlineData("2.500", "2.5")]
    [InlineData("0.333333", "0.333333")]
    [InlineData("1/128", "1/128")]
    [InlineData("0", "0")]
    [InlineData("100", "100")]
    [InlineData("-1/3", "-1/3")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335/1")]
    public void Each_value_is_written_in_one_way(string told, string written)
    {
        var value = Fraction.Parse(told);
        Assert.Equal(written, value.ToString());
        Assert.Equal(value, Fraction.Parse(written));
        Assert.Equal(value, JsonSerializer.Deserialize<Fraction>(JsonSerializer.Serialize(value)));
        var store = new NewtonsoftSerializer();
        Assert.Equal(value, Newtonsoft.Json.JsonConvert.DeserializeObject<Fraction>(store.ToJson(value), NewtonsoftSerializer.Settings()));
    }

    [Theory]
    [InlineData("1/0")]
    [InlineData("1/-3")]
    [InlineData("1/3/4")]
    [InlineData("1.5/3")]
    [InlineData("1e3")]
    [InlineData("")]
    [InlineData("a")]
    public void What_is_no_number_is_none(string text) => Assert.False(Fraction.TryParse(text, out _));

    [Fact]
    public void Documents_hold_decimals_as_they_always_did()
    {
        Assert.Equal("1.5", JsonSerializer.Serialize((Fraction)1.50m));
        Assert.Equal("3", JsonSerializer.Serialize((Fraction)3.0m));
        Assert.Equal(new NewtonsoftSerializer().ToJson(3m), new NewtonsoftSerializer().ToJson((Fraction)3m));
        Assert.Equal("\"1/3\"", JsonSerializer.Serialize(Fraction.Parse("1/3")));
        // A number with more digits than a double keeps.
        Assert.Equal(
            Fraction.Parse("99999999999.123457"),
            Newtonsoft.Json.JsonConvert.DeserializeObject<Fraction>("99999999999.123457", NewtonsoftSerializer.Settings()));
    }

    /// <summary>Over random ratios: as many substitutes as the number below the line make the number above it, in whatever parts they come.</summary>
    [Fact]
    public void Parts_make_the_whole() => Gen.Select(Gen.Int[1, 9999], Gen.Int[1, 9999], Gen.Int[1, 9998]).Sample((above, below, cut) =>
    {
        var ratio = Fraction.Parse($"{above}/{below}");
        var first = Math.Min(cut, below);
        Assert.Equal(above, (ratio * first) + (ratio * (below - first)));
        Assert.True(ratio * (below - 1) < above && ratio * (below + 1) > above);
        Assert.Equal(default, (ratio * below) - above);
    });
}
