using System.Numerics;

namespace Ledger.Agreements.Agreements;

/// <summary>What units count toward a milestone, and for how much.</summary>
internal static class MilestoneCount
{
    /// <summary>Can units on the line count toward the milestone at all?</summary>
    public static bool IsCovered(MilestoneTerms milestone, AgreementLine line, IReadOnlyDictionary<string, ProductInfo> products) =>
        milestone.Family is { } family
            ? FamilyOf(line, products) == family
            : milestone.Product == line.Product || products[milestone.Product!].Family == line.Family
                || line.Substitutions.Exists(s => s.To == milestone.Product);

    public static Fraction Of(Milestone milestone, Agreement agreement, IReadOnlyList<LineBalance> balances, IReadOnlyDictionary<string, ProductInfo> products)
    {
        var conditions = Metric.ConditionsOf(milestone.Metric);
        return Fraction.Sum(balances.Where(b => conditions.Contains(b.Condition)).Select(b =>
            agreement.Line(AgreementLineKey.LineOf(b.Line)) is { } line ? b.QuantityUnits * WeightOf(b.Product, milestone, line, products) : 0));
    }

    /// <summary>The units that count and what for, in whole numbers, so that the database adds them up exactly; and by how much these are scaled.</summary>
    public static (WeighedUnits Units, Fraction Scale) Weighed(
        Milestone milestone, Agreement agreement, IReadOnlyList<LineBalance> balances, IReadOnlyDictionary<string, ProductInfo> products)
    {
        var weights = balances.Select(b => (b.Line, b.Product)).Distinct()
            .Select(b => (b.Line, b.Product, Weight: agreement.Line(AgreementLineKey.LineOf(b.Line)) is { } line
                ? WeightOf(b.Product, milestone, line, products) : 0))
            .Where(w => w.Weight > 0).ToList();
        Fraction scale = weights.Select(w => w.Weight.Denominator).Aggregate(BigInteger.One, LeastCommonMultiple);
        return (new([.. weights.Select(w => new UnitWeight(w.Line, w.Product, (w.Weight * scale).Numerator))], Metric.ConditionsOf(milestone.Metric),
            (milestone.Quantity * scale).Numerator), scale);
    }

    private static BigInteger LeastCommonMultiple(BigInteger a, BigInteger b) => a * b / BigInteger.GreatestCommonDivisor(a, b);

    /// <summary>A family's milestone counts committed units of its lines. A product's counts its own units, and its substitutes by their ratio.</summary>
    private static Fraction WeightOf(string product, Milestone milestone, AgreementLine line, IReadOnlyDictionary<string, ProductInfo> products)
    {
        if (milestone.Family is { } family)
        {
            return FamilyOf(line, products) == family ? line.WeightOf(product) : 0;
        }

        return product == milestone.Product ? 1 : line.Substitutions.Find(s => s.To == product && s.From == milestone.Product)?.Ratio ?? 0;
    }

    private static string? FamilyOf(AgreementLine line, IReadOnlyDictionary<string, ProductInfo> products) =>
        line.Family ?? products.GetValueOrDefault(line.Product!)?.Family;
}
