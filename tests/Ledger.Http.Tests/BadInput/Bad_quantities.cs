using Ledger.Http.Tests.Limits;

namespace Ledger.Http.Tests.BadInput;

public sealed class Bad_quantities(BookOfTheClass opened) : IClassFixture<BookOfTheClass>
{
    [Theory]
    [InlineData("0", "invalid-command", "quantity-out-of-range")]
    [InlineData("-1", "invalid-command", "quantity-out-of-range")]
    [InlineData("100000001", "invalid-command", "quantity-out-of-range")]
    [InlineData("9223372036854775807", "invalid-command", "quantity-out-of-range")]
    [InlineData("9223372036854775808", "malformed-json", "wrong-type")]
    [InlineData("-9223372036854775809", "malformed-json", "wrong-type")]
    [InlineData("1.5", "malformed-json", "wrong-type")]
    [InlineData("1.0", "malformed-json", "wrong-type")]
    [InlineData("1e3", "malformed-json", "wrong-type")]
    [InlineData("1e400", "malformed-json", "wrong-type")]
    [InlineData("01", "malformed-json", "malformed")]
    [InlineData("+1", "malformed-json", "malformed")]
    [InlineData("\"1\"", "malformed-json", "wrong-type")]
    [InlineData("null", "malformed-json", "wrong-type")]
    [GoesBeyond("quantity")]
    public async Task A_quantity_is_a_whole_number_of_units(string quantity, string code, string error)
    {
        var order =
            await opened.RefusedAsync(
                "orders",
                $$"""{"order":"PO-1","agreement":"SA-1","shipTo":"PDX1","lines":["""
            + $$"""{"line":1,"agreementLine":1,"product":"acme:B300","quantity":{{quantity}},"requestedDelivery":"2026-12-01"}]}""", 400, code);
        Assert.Equal(["/lines/0/quantity " + error], order.Errors());
        var agreement =
            await opened.RefusedAsync(
                "agreements",
                $$"""{"agreement":"SA-1","supplier":"SUP","customer":"CUS","lines":["""
            + $$"""{"line":1,"family":"gpu","quantity":{{quantity}},"from":"2026-01-01","until":"2027-01-01"}]}""", 400, code);
        Assert.Equal(["/lines/0/quantity " + error], agreement.Errors());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("10000")]
    [InlineData("2147483647")]
    public async Task A_line_number_is_small_and_positive(string line)
    {
        var reply = await opened.RefusedAsync("orders/cancel-line", $$"""{"order":"PO-1","line":{{line}},"reason":"x"}""", 400, "invalid-command");
        Assert.Equal(["/line line-out-of-range"], reply.Errors());
    }

    [Theory]
    [InlineData("\"0\"", "invalid-command")]
    [InlineData("\"0.0000001\"", "invalid-command")]
    [InlineData("\"-1\"", "invalid-command")]
    [InlineData("\"1,5\"", "invalid-command")]
    [InlineData("\"1.\"", "invalid-command")]
    [InlineData("\".5\"", "invalid-command")]
    [InlineData("\"1e1\"", "invalid-command")]
    [InlineData("\"10000\"", "invalid-command")]
    [InlineData("\"1.2.3\"", "invalid-command")]
    [InlineData("\" 1\"", "invalid-command")]
    [InlineData("\"١\"", "invalid-command")]
    [InlineData("\"NaN\"", "invalid-command")]
    [InlineData("\"\"", "invalid-command")]
    [InlineData("\"0/3\"", "invalid-command")]
    [InlineData("\"1/0\"", "invalid-command")]
    [InlineData("\"1/10000\"", "invalid-command")]
    [InlineData("\"1/3/3\"", "invalid-command")]
    [InlineData("\"1.5/3\"", "invalid-command")]
    [InlineData("\"1/-3\"", "invalid-command")]
    [InlineData("1.5", "malformed-json")]
    [InlineData("1", "malformed-json")]
    public async Task A_ratio_is_a_decimal_or_a_fraction_in_quotes(string ratio, string code)
    {
        var reply =
            await opened.RefusedAsync(
                "agreements/substitutions", $$"""{"agreement":"SA-1","line":1,"from":"acme:B300","to":"acme:C100","ratio":{{ratio}}}""", 400, code);
        Assert.Equal(["/ratio " + (code == "malformed-json" ? "wrong-type" : "bad-ratio")], reply.Errors());
    }

    [Fact]
    public async Task A_serial_twice_in_one_command_is_pointed_at()
    {
        var reply = await opened.RefusedAsync("batches", Batch("S1", "S2", "S1", "S3", "S2"), 400, "invalid-command");
        Assert.Equal(["/serials/2 duplicate-serial", "/serials/4 duplicate-serial"], reply.Errors());
    }

    [Fact]
    [GoesBeyond("named-serials")]
    public async Task Of_many_bad_serials_the_first_twenty_are_pointed_at()
    {
        var reply = await opened.RefusedAsync("batches", Batch([.. Enumerable.Range(0, 10_000).Select(i => $"S {i}")]), 400, "invalid-command");
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"/serials/{i} bad-serial"), reply.Errors());
    }

    [Fact]
    [GoesBeyond("serials")]
    public async Task One_command_takes_one_to_ten_thousand_serials()
    {
        Assert.Equal(
            ["/serials count-out-of-range"],
            (await opened.RefusedAsync("batches", Batch([.. Enumerable.Range(0, 10_001).Select(i => $"S{i}")]), 400, "invalid-command")).Errors());
        Assert.Equal(["/serials count-out-of-range"], (await opened.RefusedAsync("batches", Batch(), 400, "invalid-command")).Errors());
    }

    [Fact]
    public async Task Ten_thousand_serials_of_a_rack_are_counted_over_all_products()
    {
        var units = new[] { "acme:B300", "acme:C100" }.Select(product => new { product, serials = Enumerable.Range(0, 5_001).Select(i => $"S{i}") });
        Assert.Equal(
            ["/units count-out-of-range"],
            (await opened.RefusedAsync("racks/install", Json.Write(new { rack = "R-1", units }), 400, "invalid-command")).Errors());
    }

    private static string Batch(params string[] serials) => Json.Write(new { batch = "B-1", product = "acme:B300", site = "FAB1", serials });
}
