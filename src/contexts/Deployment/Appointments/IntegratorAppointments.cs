namespace Ledger.Deployment.Appointments;

/// <summary>A customer has its units built in by an integrator: all at a site, or those of an order.</summary>
/// <param name="By">The customer.</param>
/// <param name="Site">Where: the site itself, or the one that the order is shipped to.</param>
/// <param name="Order">The order; absent where the appointment is for the site.</param>
/// <param name="Lines">Agreement lines that the order draws on; absent with it.</param>
[ContractName("deployment.integrator-appointed.v1")]
[BeginsTwin]
public sealed record IntegratorAppointed(
    string Integrator, string By, string Site, string? Order, IReadOnlyList<string>? Lines, DateTimeOffset OccurredAt) : IFact;

/// <summary>The appointment has ended.</summary>
/// <param name="Site">The site that it was for; absent where it was for an order.</param>
/// <param name="Order">The order that it was for; absent where it was for a site.</param>
[ContractName("deployment.integrator-dismissed.v1")]
[BeginsTwin]
public sealed record IntegratorDismissed(
    string Integrator, string By, string? Site, string? Order, string Reason, DateTimeOffset OccurredAt) : IFact;

/// <summary>Where an integrator is appointed now.</summary>
public sealed class IntegratorAppointments
{
    public string Id { get; set; } = "";

    public List<IntegratorAppointed> Standing { get; set; } = [];

    public static string KeyOf(string integrator) => $"integrator/{integrator}";

    public void Apply(IntegratorAppointed e) => Standing.Add(e);

    public void Apply(IntegratorDismissed e) => Standing.RemoveAll(standing => IsFor(standing, e.By, e.Site, e.Order));

    public bool Has(string by, string? site, string? order) => Standing.Exists(standing => IsFor(standing, by, site, order));

    private static bool IsFor(IntegratorAppointed standing, string by, string? site, string? order) =>
        standing.By == by && standing.Order == order && (order is not null || standing.Site == site);
}
