using System.Text.Json;
using Ledger.Sealing.Disclosures;

namespace Ledger.Audit.Tests.Disclosures;

public class Salted_disclosures
{
    [Fact]
    public void Of_the_saved_log_have_digests_in_their_entries()
    {
        var entries = Vectors.Entries();
        var lines = Vectors.Lines("disclosures.jsonl").Select(line => JsonElement.Parse(line)).ToList();
        Assert.NotEmpty(lines);
        Assert.All(lines, line =>
        {
            var disclosure = Disclosure.Parse(line.GetProperty("disclosure").GetString()!);
            var data = JsonElement.Parse(entries[line.GetProperty("index").GetInt32()].Span).GetProperty("data");
            Assert.Contains(disclosure.Digest, data.GetProperty("_sd").EnumerateArray().Select(digest => digest.GetString()));
            Assert.Equal("price", disclosure.Name);
        });
    }

    [Fact]
    public void Are_those_of_the_standard_s_own_examples()
    {
        // RFC 9901, 4.2.1 and 4.2.3.
        var disclosure = Disclosure.Parse("WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0");
        Assert.Equal(
            ("family_name", "Möbius", "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0"), (disclosure.Name, disclosure.Value.GetString(), disclosure.Digest));
    }

    [Fact]
    public void Of_the_same_value_never_have_the_same_digest()
    {
        var all = Enumerable.Range(0, 1000).Select(_ => Disclosure.New("unitPrice", "10.50")).ToList();
        Assert.Equal(1000, all.Select(disclosure => disclosure.Digest).Distinct().Count());
        Assert.All(all, disclosure => Assert.Equal(("unitPrice", "10.50", 22), (disclosure.Name, disclosure.Value.GetString(), disclosure.Salt.Length)));
        Assert.Equal("Größe \"7\" 値段", Disclosure.New("x", "Größe \"7\" 値段").Value.GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("WyJhIl0")]
    [InlineData("WyJhIiwiX3NkIiwiYyJd")]
    [InlineData("WyJhIiwiLi4uIiwiYyJd")]
    [InlineData("WyJhIiwiYiIsImMiXQ==")]
    [InlineData("WyJhIiwiYiIsImMiXR")]
    [InlineData("WyJhIiwiYiIsImMi XQ")]
    [InlineData("WzEsImIiLCJjIl0")]
    [InlineData("/+//")]
    public void Written_otherwise_are_none(string text) => Assert.Throws<FormatException>(() => Disclosure.Parse(text));
}
