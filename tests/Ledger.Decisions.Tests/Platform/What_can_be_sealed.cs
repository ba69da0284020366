using JasperFx.Events;
using Ledger.Store;

namespace Ledger.Decisions.Tests.Platform;

public class What_can_be_sealed
{
    [Fact]
    public void A_number_that_readers_would_round_is_refused_and_named()
    {
        var refusal = Sealable.Refuse([Recorded(0.1m), Recorded(1234567890.12345678901m)])!;
        Assert.Equal(("not-sealable", 422), (refusal.Code.Code, refusal.Code.Status));
        Assert.Contains("/amount", refusal.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.1")]
    [InlineData("123456.75")]
    [InlineData("-7")]
    public void A_number_that_every_reader_keeps_is_taken(string amount) =>
        Assert.Null(Sealable.Refuse([Recorded(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture))]));

    private static Event<Odd> Recorded(decimal amount) => new(new Odd(amount)) { EventTypeName = "odd" };

    private sealed record Odd(decimal Amount);
}
