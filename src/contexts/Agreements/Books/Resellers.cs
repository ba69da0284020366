namespace Ledger.Agreements.Books;

/// <summary>A supplier may register units of a product that another one makes.</summary>
[ContractName("agreements.reseller-appointed.v1")]
[BeginsTwin]
public sealed record ResellerAppointed(string Product, string Reseller, DateTimeOffset OccurredAt) : IFact;

/// <summary>It registers no more units of the product. What it registered before stays.</summary>
[ContractName("agreements.reseller-dismissed.v1")]
[BeginsTwin]
public sealed record ResellerDismissed(string Product, string Reseller, string Reason, DateTimeOffset OccurredAt) : IFact;

/// <summary>Who registers units of a product besides its maker.</summary>
public sealed class Resellers
{
    public string Id { get; set; } = "";

    public List<string> Parties { get; set; } = [];

    public static string KeyOf(string product) => $"resellers/{product}";

    public void Apply(ResellerAppointed e) => Parties.Add(e.Reseller);

    public void Apply(ResellerDismissed e) => Parties.Remove(e.Reseller);
}
