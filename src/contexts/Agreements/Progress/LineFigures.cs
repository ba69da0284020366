using Ledger.Agreements.Agreements;

namespace Ledger.Agreements.Progress;

/// <summary>What a line's units come to, in committed units.</summary>
internal static class LineFigures
{
    public static LineProgressView Of(AgreementLine line, string agreement, IReadOnlyList<LineBalance> balances) => new(
        line.Line, line.Product, line.Family, line.Committed, line.Drawn, Sum(line, agreement, Metric.Shipped, balances),
        Sum(line, agreement, Metric.Received, balances),
        Sum(line, agreement, Metric.Accepted, balances), Sum(line, agreement, Metric.Installed, balances), Sum(line, agreement, Metric.Commissioned, balances));

    public static Fraction Sum(AgreementLine line, string agreement, string metric, IReadOnlyList<LineBalance> balances) => Fraction.Sum(balances
        .Where(b => b.Line == AgreementLineKey.Of(agreement, line.Line) && Metric.ConditionsOf(metric).Contains(b.Condition))
        .Select(b => b.QuantityUnits * line.WeightOf(b.Product)));
}
