namespace Ledger.Agreements.Agreements;

/// <summary>
/// One line of an agreement as it stands. Quantities are committed units: a substitute counts for its ratio, a product of a family for its weight.
/// </summary>
public sealed class AgreementLine
{
    public int Line { get; set; }

    public string? Product { get; set; }

    public string? Family { get; set; }

    public long Committed { get; set; }

    public Fraction Drawn { get; set; }

    public DateOnly From { get; set; }

    public DateOnly Until { get; set; }

    /// <summary>Absent when the window is informative because nobody said otherwise.</summary>
    public DeliveryWindow? Window { get; set; }

    /// <summary>Absent when returns are free because nobody said otherwise.</summary>
    public ReturnTerms? Returns { get; set; }

    /// <summary>On a family line, what a unit of a product counts for; absent where each counts for one.</summary>
    public IReadOnlyList<ProductWeight>? Weights { get; set; }

    public List<Substitution> Substitutions { get; set; } = [];

    /// <summary>What is committed, as it is agreed.</summary>
    public CommittedLine ToTerms() => new(Line, Committed, From, Until, Product, Family, Window, Returns, Weights);

    public void Draw(Fraction units) => Drawn += units;

    /// <summary>May this product be ordered on the line?</summary>
    public bool Takes(ProductInfo product) =>
        product.Product == Product || (Family is not null && product.Family == Family) || Substitutions.Exists(s => s.To == product.Product);

    /// <summary>Committed units that one unit of the product counts for.</summary>
    public Fraction WeightOf(string product) =>
        Substitutions.Find(s => s.To == product)?.Ratio ?? WeightOf(product, Weights);

    /// <summary>Would a unit of some product count for another quantity than it does now?</summary>
    public bool IsReweighed(IReadOnlyList<ProductWeight>? weights) => weights is not null
        && weights.Concat(Weights ?? []).Select(w => w.Product).Distinct()
            .Any(product => WeightOf(product, weights) != WeightOf(product, Weights));

    private static Fraction WeightOf(string product, IReadOnlyList<ProductWeight>? weights) =>
        weights?.FirstOrDefault(w => w.Product == product) is { } agreed ? Decimals.Parse(agreed.Weight) : 1;
}

/// <param name="Ratio">Committed units that one unit of <paramref name="To"/> counts for.</param>
/// <param name="Consent">Who proposed it and who accepted it; absent where one party signed for both.</param>
public sealed record Substitution(string From, string To, Fraction Ratio, Consent? Consent = null);
