using FluentValidation;
using Ledger.Door.Refusals;
using Ledger.Kernel;

namespace Ledger.Decisions.Tests.Foundation;

/// <summary>The rules that commands share, at both sides of each boundary.</summary>
public class Field_rules
{
    private static readonly string X64 = new('x', 64);

    public static TheoryData<string, string, bool> Formats
    {
        get
        {
            var data = new TheoryData<string, string, bool>();
            void Add(string rule, bool isRight, params string[] values) => Array.ForEach(values, value => data.Add(rule, value, isRight));
            Add("number", true, "A", "9", "PO-2026.1_a", X64);
            Add("number", false, "", "-A", ".A", "_A", "a/b", "a b", "ä", "A\n", "a:b", X64 + "x");
            Add("product", true, "acme:B300", "a-1:X", new string('a', 32) + ":" + X64, "-:.");
            Add("product", false, "", "acme", "acme:", ":B300", "Acme:B300", "acme:B 300", "acme:B/300", "a:b:c", "acme:B300\n", new string('a', 33) + ":X",
                "a:" + X64 + "x");
            Add("family", true, "gpu", "g", "gpu-2", "g" + new string('x', 31));
            Add("family", false, "", "2gpu", "-gpu", "GPU", "g_u", "gpu\n", "g" + new string('x', 32));
            Add("serial", true, "1", "G-0001", "!\"%&'()*+,-./:;<=>?_", new string('9', 32));
            Add("serial", false, "", "G 1", "G#1", "G$1", "G@1", "G\\1", "G[1]", "Gü", "G1\n", new string('9', 33));
            Add("text", true, "x", " x ", new string('x', 500));
            Add("text", false, "", " ", "\t", new string('x', 501));
            Add("oneOf", true, "a", "b");
            Add("oneOf", false, "", "A", "c", "a ");
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Formats_end_where_they_say(string rule, string value, bool isRight) => Assert.Equal(isRight, PassesText(rule, value));

    [Theory]
    [InlineData("number")]
    [InlineData("product")]
    [InlineData("family")]
    [InlineData("serial")]
    [InlineData("text")]
    [InlineData("oneOf")]
    public void What_is_absent_breaks_no_rule_of_format(string rule) => Assert.True(PassesText(rule, null));

    [Theory]
    [InlineData("ab", true)]
    [InlineData("2a", true)]
    [InlineData("a-", true)]
    [InlineData("a", false)]
    [InlineData("-a", false)]
    [InlineData("aB", false)]
    [InlineData("a_b", false)]
    [InlineData("ab\n", false)]
    public void A_books_code_fits_into_an_address(string code, bool isRight) => Assert.Equal(isRight, Rules.IsBookCode(code));

    [Fact]
    public void A_books_code_has_2_to_63_characters()
    {
        Assert.True(Rules.IsBookCode(new string('a', 63)));
        Assert.False(Rules.IsBookCode(new string('a', 64)));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(100_000_000, true)]
    [InlineData(100_000_001, false)]
    [InlineData(long.MinValue, false)]
    public void Quantities_are_1_to_a_hundred_million(long units, bool isRight) => Assert.Equal(isRight, Passes<long>(units, r => r.QuantityUnits()));

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(9999, true)]
    [InlineData(10_000, false)]
    public void Lines_are_1_to_9999(int line, bool isRight) => Assert.Equal(isRight, Passes<int>(line, r => r.LineNumber()));

    [Theory]
    [InlineData("1999-12-31", false)]
    [InlineData("2000-01-01", true)]
    [InlineData("2099-12-31", true)]
    [InlineData("2100-01-01", false)]
    public void Dates_are_of_this_century(string date, bool isRight)
    {
        var day = DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(isRight, Passes<DateOnly>(day, r => r.Date()));
        Assert.Equal(isRight, Passes<DateOnly?>(day, r => r.Date()));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void Lists_have_as_many_entries_as_they_may(int count, bool isRight) =>
        Assert.Equal(isRight, Passes<IReadOnlyList<int>?>([.. Enumerable.Range(0, count)], r => r.Count(1, 3)));

    [Fact]
    public void Entries_have_keys_of_their_own()
    {
        Assert.True(Passes<IReadOnlyList<string>?>(["a", "A"], r => r.Distinct(x => x)));
        Assert.False(Passes<IReadOnlyList<string>?>(["a", "b", "a"], r => r.Distinct(x => x)));
    }

    [Fact]
    public void Only_the_first_twenty_bad_serials_are_named()
    {
        var validator = new InlineValidator<Holder<IReadOnlyList<string>?>>();
        validator.RuleFor(h => h.Value).Serials();
        var errors = validator.Validate(new Holder<IReadOnlyList<string>?>([.. Enumerable.Repeat("no good", 30)])).Errors;
        Assert.Equal(20, errors.Count);
        Assert.Equal("/value/19", JsonPointer.Of(errors[^1].PropertyName));
    }

    private static bool PassesText(string rule, string? value) => Passes<string?>(value, r => _ = rule switch
    {
        "number" => r.Number(),
        "product" => r.ProductId(),
        "family" => r.Family(),
        "serial" => r.Serial(),
        "text" => r.Text(),
        _ => r.OneOf("a", "b"),
    });

    private static bool Passes<T>(T value, Action<IRuleBuilder<Holder<T>, T>> rule)
    {
        var validator = new InlineValidator<Holder<T>>();
        rule(validator.RuleFor(h => h.Value));
        return validator.Validate(new Holder<T>(value)).IsValid;
    }

    private sealed record Holder<T>(T Value);
}
