namespace Ledger.Logistics.Inspections;

/// <summary>Who received units: the customers of the agreements that they count toward. A unit that counts toward none, because nobody advised it, is nobody's in particular.</summary>
internal static class Receivers
{
    public static async Task<IReadOnlyList<string>> OfAsync(this IAgreements agreements, string book, IEnumerable<UnitAt> units, CancellationToken ct)
    {
        var customers = new List<string>();
        foreach (var agreement in units.Select(u => u.Line).OfType<string>().Select(AgreementLineKey.AgreementOf).Distinct())
        {
            if (await agreements.PartiesAsync(book, agreement, ct) is { } parties)
            {
                customers.Add(parties.Customer);
            }
        }

        return customers;
    }

    /// <summary>Every unit must be the party's own.</summary>
    /// <param name="customers">Null where it was not asked.</param>
    public static Refusal? Refuse(string? by, IReadOnlyList<string>? customers) =>
        customers?.Select(customer => Owner.Refuse(by, "What becomes of these units", customer)).FirstOrDefault(refusal => refusal is not null);
}
