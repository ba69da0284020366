using Ledger.Contracts;

namespace Ledger.Decisions.Tests.Foundation;

public class Names_of_accounts_lines_and_metrics
{
    [Fact]
    public void An_account_is_a_place_and_a_condition()
    {
        Assert.Equal("site:PDX1/received", Account.AtSite("PDX1", Condition.Received));
        Assert.Equal("transit:B-17/inTransit", Account.InTransit("B-17"));
        Assert.Equal("transit:B-17/missing", Account.MissingFrom("B-17"));
        Assert.Equal("transit:B-17/writtenOff", Account.WrittenOffFrom("B-17"));
        Assert.Equal("rack:R12/active", Account.InRack("R12", Condition.Active));
    }

    [Theory]
    [InlineData("site:PDX1/received", "site:PDX1", "received")]
    [InlineData("transit:B.17_a-b/inTransit", "transit:B.17_a-b", "inTransit")]
    [InlineData("rack:R12/installed", "rack:R12", "installed")]
    [InlineData("origin", "origin", "origin")]
    public void An_account_is_taken_apart_as_it_was_put_together(string account, string place, string condition) =>
        Assert.Equal((place, condition), (Account.PlaceOf(account), Account.ConditionOf(account)));

    [Theory]
    [InlineData("SA-1", 2, "SA-1/2")]
    [InlineData("2026.A_b-c", 9999, "2026.A_b-c/9999")]
    public void A_line_is_named_by_its_agreement_and_number(string agreement, int line, string key)
    {
        Assert.Equal(key, AgreementLineKey.Of(agreement, line));
        Assert.Equal((agreement, line), (AgreementLineKey.AgreementOf(key), AgreementLineKey.LineOf(key)));
    }

    [Theory]
    [InlineData(Metric.Shipped, "accepted,acceptedLost,active,inTransit,installed,lost,missing,quarantined,received,retired")]
    [InlineData(Metric.Received, "accepted,acceptedLost,active,installed,lost,quarantined,received,retired")]
    [InlineData(Metric.Accepted, "accepted,acceptedLost,active,installed,retired")]
    [InlineData(Metric.Installed, "active,installed")]
    [InlineData(Metric.Commissioned, "active")]
    public void A_metric_counts_the_units_in_its_conditions(string metric, string conditions) =>
        Assert.Equal(conditions, string.Join(',', Metric.ConditionsOf(metric).Order(StringComparer.Ordinal)));

    [Fact]
    public void Each_metric_counts_no_more_than_the_one_before()
    {
        Assert.Equal([Metric.Shipped, Metric.Received, Metric.Accepted, Metric.Installed, Metric.Commissioned], Metric.All);
        Assert.All(Metric.All.Zip(Metric.All.Skip(1)), pair => Assert.Empty(Metric.ConditionsOf(pair.Second).Except(Metric.ConditionsOf(pair.First))));
        Assert.Empty(Metric.ConditionsOf(Metric.Shipped).Except(Condition.All));
    }

    [Fact]
    public void A_unit_that_counts_toward_no_line_counts_toward_no_metric() =>
        Assert.All(Metric.All, metric => Assert.Empty(Metric.ConditionsOf(metric).Intersect(Condition.OffTheLine)));

    [Theory]
    [InlineData("")]
    [InlineData("Shipped")]
    [InlineData("ordered")]
    public void There_is_no_other_metric(string metric) => Assert.Throws<ArgumentOutOfRangeException>(() => Metric.ConditionsOf(metric));
}
