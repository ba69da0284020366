using System.Text.Json.Serialization;

namespace Ledger.Agreements.Books;

/// <param name="Gtin">GS1 global trade item number, if it has one.</param>
[ContractName("agreements.product-registered.v1")]
[BeginsTwin]
public sealed record ProductRegistered(string Product, string Name, string Family, string? Generation, string? Gtin, DateTimeOffset OccurredAt) : IFact;

/// <summary>A product that can be committed, ordered and shipped. Its data never changes: a different part is a different product.</summary>
public sealed class Product
{
    [JsonIgnore]
    public string Id { get; set; } = "";

    [JsonPropertyName("product")]
    public string Code { get; set; } = "";

    public string Name { get; set; } = "";

    public string Family { get; set; } = "";

    public string? Generation { get; set; }

    public string? Gtin { get; set; }

    public static string KeyOf(string product) => $"product/{product}";

    public void Apply(ProductRegistered e) => (Code, Name, Family, Generation, Gtin) = (e.Product, e.Name, e.Family, e.Generation, e.Gtin);

    public ProductInfo ToInfo() => new(Code, Name, Family, Generation);
}
