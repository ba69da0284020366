namespace Ledger.Deployment.Appointments;

/// <summary>Where the sender is appointed, and whose the units are that it works on.</summary>
/// <param name="IsAsked">The book asks for appointments.</param>
/// <param name="Standing">Of the sender.</param>
/// <param name="Customers">Of the agreements of the units' lines, by line.</param>
public sealed record Appointed(bool IsAsked, IReadOnlyList<IntegratorAppointed> Standing, IReadOnlyDictionary<string, string?> Customers)
{
    /// <summary>The book asks for no appointments.</summary>
    public static Appointed NotAsked { get; } = new(false, [], new Dictionary<string, string?>());

    /// <param name="lines">Agreement lines that the units count toward.</param>
    internal static async Task<Appointed> OfAsync(Deal deal, ICommand command, IEnumerable<string?> lines)
    {
        var by = deal.Told(command).By;
        if (by.IsLedger || await deal.Settings() is not { AppointsIntegrators: true })
        {
            return NotAsked;
        }

        var asked = deal.Latest<IntegratorAppointments>(IntegratorAppointments.KeyOf(by.Party));
        var parties = lines.OfType<string>().Distinct().Select(line => (Line: line, Parties: deal.PartiesOf(line))).ToList();
        var customers = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (line, between) in parties)
        {
            customers[line] = (await between)?.Customer;
        }

        return new(true, (await asked)?.Standing ?? [], customers);
    }

    /// <summary>A rack is planned where some customer has its units built in.</summary>
    public Refusal? RefuseAt(string site) => !IsAsked || Standing.Any(appointed => appointed.Site == site)
        ? null
        : new(
            DeploymentProblems.IntegratorNotAppointed,
            $"You are not appointed for site {site}. A customer appoints you with AppointIntegrator, for the site or for an order that is shipped there.");

    /// <summary>Units are built in, taken out and retired for the customer whose they are.</summary>
    /// <param name="lines">Agreement lines that the units count toward; a unit that counts toward none is nobody's. An empty rack is its planner's.</param>
    public Refusal? RefuseFor(string site, IEnumerable<string?> lines)
    {
        var refused = IsAsked ? lines.Distinct().Where(line => !Covers(site, line)).ToList() : [];
        return refused.Count == 0 ? null : new(
            DeploymentProblems.IntegratorNotAppointed,
            refused.Select(line => line is null ? null : Customers.GetValueOrDefault(line)).FirstOrDefault(customer => customer is not null) is { } customer
                ? $"{customer} has not appointed you for its units at site {site}. It does so with AppointIntegrator, for the site or for their order."
                : "Some of the units count toward no agreement, so that nobody can appoint you for them. Leave them out.");
    }

    private bool Covers(string site, string? line) => line is not null && Customers.GetValueOrDefault(line) is { } customer
        && Standing.Any(appointed => appointed.By == customer && appointed.Site == site && (appointed.Lines is null || appointed.Lines.Contains(line)));
}
