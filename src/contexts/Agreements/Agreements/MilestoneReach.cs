namespace Ledger.Agreements.Agreements;

/// <summary>How many units can count toward a milestone at most, when all that is committed is ordered and delivered.</summary>
internal static class MilestoneReach
{
    public static long Of(string? product, string? family, IEnumerable<AgreementLine> lines, IReadOnlyDictionary<string, ProductInfo> products) =>
        lines.Sum(line => family is null ? OfProduct(product!, line, products) : FamilyOf(line, products) == family ? line.Committed : 0);

    /// <summary>
    /// Units of the product itself count one each. Where it substitutes another one, or has a weight, a line takes as many as its ratio or weight lets it.
    /// </summary>
    private static long OfProduct(string product, AgreementLine line, IReadOnlyDictionary<string, ProductInfo> products)
    {
        if (line.Product == product || (line.Family is not null && products.GetValueOrDefault(product)?.Family == line.Family))
        {
            return Taken(line, line.WeightOf(product));
        }

        return line.Substitutions.Find(s => s.To == product)?.Ratio is { } ratio ? Taken(line, ratio) : 0;
    }

    private static long Taken(AgreementLine line, Fraction weight) => (long)(line.Committed * weight.Denominator / weight.Numerator);

    private static string? FamilyOf(AgreementLine line, IReadOnlyDictionary<string, ProductInfo> products) =>
        line.Family ?? products.GetValueOrDefault(line.Product!)?.Family;
}
