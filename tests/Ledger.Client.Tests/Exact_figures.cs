using System.Text.Json;

namespace Ledger.Client.Tests;

/// <summary>Figures are read as the ledger writes them: numbers, or fractions in quotes.</summary>
public class Exact_figures
{
    [Theory]
    [InlineData("1", "1")]
    [InlineData("4.50", "4.5")]
    [InlineData("0.333333", "0.333333")]
    [InlineData("\"4/3\"", "4/3")]
    [InlineData("\"2/4\"", "0.5")]
    [InlineData("-7", "-7")]
    public void Are_what_the_ledger_tells(string json, string written)
    {
        var figure = JsonSerializer.Deserialize<Fraction>(json);
        Assert.Equal(written, figure.ToString());
        Assert.Equal(figure, Fraction.Parse(written));
        Assert.Equal(figure, JsonSerializer.Deserialize<Fraction>(JsonSerializer.Serialize(figure)));
    }

    [Theory]
    [InlineData("\"1/0\"")]
    [InlineData("\"a\"")]
    [InlineData("\"1.2.3\"")]
    [InlineData("true")]
    public void Are_not_taken_from_anything_else(string json) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Fraction>(json));

    [Fact]
    public void Become_decimals_when_asked()
    {
        Assert.Equal(4.5m, (decimal)Fraction.Parse("4.5"));
        Assert.InRange(Fraction.Parse("1/3").ToDecimal(), 0.333333m, 0.333334m);
    }
}
