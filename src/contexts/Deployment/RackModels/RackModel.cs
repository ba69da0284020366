using System.Text.Json.Serialization;

namespace Ledger.Deployment.RackModels;

[ContractName("deployment.rack-model-defined.v1")]
[BeginsTwin]
public sealed record RackModelDefined(string Model, string Name, bool Illustrative, IReadOnlyList<RackPart> Parts, DateTimeOffset OccurredAt) : IFact;

/// <summary>One line of a bill of materials: so many units of one product, or of any product of a family.</summary>
/// <param name="Product">Product id; set where <paramref name="Family"/> is not.</param>
public sealed record RackPart(int Count, string? Product = null, string? Family = null)
{
    public bool Takes(string product, string family) => Product is null ? Family == family : Product == product;
}

/// <summary>The bill of materials of a kind of rack. It never changes: another bill of materials is another model.</summary>
public sealed class RackModel
{
    [JsonIgnore]
    public string Id { get; set; } = "";

    public string Model { get; set; } = "";

    public string Name { get; set; } = "";

    /// <summary>True where the bill of materials is made up or simplified rather than the manufacturer's.</summary>
    public bool Illustrative { get; set; }

    public IReadOnlyList<RackPart> Parts { get; set; } = [];

    public DateTimeOffset OccurredAt { get; set; }

    public static string KeyOf(string model) => $"rack-model/{model}";

    public void Apply(RackModelDefined e) => (Model, Name, Illustrative, Parts, OccurredAt) = (e.Model, e.Name, e.Illustrative, e.Parts, e.OccurredAt);
}
