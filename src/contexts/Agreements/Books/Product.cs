using System.Text.Json.Serialization;
using JasperFx.Events;

namespace Ledger.Agreements.Books;

/// <param name="Gtin">GS1 global trade item number, if it has one.</param>
/// <param name="Replaces">A product that was registered wrongly, and that this one takes the place of; absent where there is none.</param>
[ContractName("agreements.product-registered.v1")]
[BeginsTwin]
public sealed record ProductRegistered(
    string Product, string Name, string Family, string? Generation, string? Gtin, DateTimeOffset OccurredAt, string? Replaces = null) : IFact;

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

    /// <summary>A product that was registered wrongly, and that this one takes the place of.</summary>
    public string? Replaces { get; set; }

    public static string KeyOf(string product) => $"product/{product}";

    /// <summary>Manufacturer in a product id.</summary>
    public static string MakerOf(string product) => product[..product.IndexOf(':', StringComparison.Ordinal)];

    public void Apply(ProductRegistered e) =>
        (Code, Name, Family, Generation, Gtin, Replaces) = (e.Product, e.Name, e.Family, e.Generation, e.Gtin, e.Replaces);

    public ProductInfo ToInfo() => new(Code, Name, Family, Generation);
}

/// <summary>Who registered a product, which its view does not tell.</summary>
public sealed class ProductRegistrar
{
    public string Id { get; set; } = "";

    public string? Party { get; set; }

    public void Apply(IEvent<ProductRegistered> recorded) => Party = Recorder.Of(recorded);
}
