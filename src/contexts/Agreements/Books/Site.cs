using System.Text.Json.Serialization;
using JasperFx.Events;

namespace Ledger.Agreements.Books;

/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Gln">GS1 global location number of the place (SGLN), if it has one.</param>
[ContractName("agreements.site-registered.v1")]
[BeginsTwin]
public sealed record SiteRegistered(string Site, string Name, SiteKind Kind, string? Country, string? Gln, DateTimeOffset OccurredAt) : IFact;

public enum SiteKind
{
    Factory,
    Warehouse,
    Port,
    Integration,
    DataCentre,
}

/// <summary>A place where units can be.</summary>
public sealed class Site
{
    [JsonIgnore]
    public string Id { get; set; } = "";

    [JsonPropertyName("site")]
    public string Code { get; set; } = "";

    public string Name { get; set; } = "";

    public SiteKind Kind { get; set; }

    public string? Country { get; set; }

    public string? Gln { get; set; }

    public static string KeyOf(string site) => $"site/{site}";

    public void Apply(SiteRegistered e) => (Code, Name, Kind, Country, Gln) = (e.Site, e.Name, e.Kind, e.Country, e.Gln);

    public SiteInfo ToInfo(string? registeredBy) =>
        new(Code, Name, System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(Kind.ToString()), registeredBy);
}

/// <summary>Who registered a site, which its view does not tell.</summary>
public sealed class SiteRegistrar
{
    public string Id { get; set; } = "";

    public string? Party { get; set; }

    public void Apply(IEvent<SiteRegistered> recorded) => Party = Recorder.Of(recorded);
}
