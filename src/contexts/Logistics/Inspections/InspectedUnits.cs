namespace Ledger.Logistics.Inspections;

/// <summary>Units that a numbered document of the customer moves: an inspection that accepts or rejects them, or a return.</summary>
/// <param name="IsUsed">The document's number is taken.</param>
/// <param name="Located">Where the units are.</param>
/// <param name="Parties">Of each agreement that they count toward. A unit that counts toward none, because nobody advised it, belongs to nobody in
/// particular.</param>
public sealed record InspectedUnits(bool IsUsed, IReadOnlyList<UnitAt> Located, IReadOnlyList<AgreementParties> Parties)
{
    /// <summary>Asks what the one rule of these documents is decided on.</summary>
    public static async Task<InspectedUnits> OfAsync<T>(Deal deal, LedgerStream<T> stream, Asked<IReadOnlyList<UnitAt>> asked)
        where T : class
    {
        var located = await asked;
        var parties = located.Select(unit => unit.Line).OfType<string>().DistinctBy(AgreementLineKey.AgreementOf).Select(line => deal.PartiesOf(line)).ToList();
        var known = new List<AgreementParties>();
        foreach (var each in parties)
        {
            if (await each is { } found)
            {
                known.Add(found);
            }
        }

        return new(stream.State is not null, located, known);
    }

    /// <summary>Every unit must be the sender's own, the number new, and the units in one of the conditions at the site.</summary>
    /// <param name="document">Kind and number, as <c>Inspection I-1</c>.</param>
    public Refusal? Refuse(Sender by, string document, string site, IReadOnlyList<string> serials, params IReadOnlyList<string> conditions)
    {
        if (Parties.Select(each => Owner.Refuse(by, "say what becomes of these units", each.Customer))
            .FirstOrDefault(foreign => foreign is not null) is { } foreign)
        {
            return foreign;
        }

        if (IsUsed)
        {
            return new(Problems.AlreadyRecorded, $"{document} is already recorded.");
        }

        string[] from = [.. conditions.Select(condition => Account.AtSite(site, condition))];
        return UnitMoves.NotAt(serials, Located, from) is { Count: > 0 } absent
            ? new(Problems.UnitNotThere, $"{absent.Count} of {serials.Count} units are not {string.Join(" or ", conditions)} at {site}.", absent)
            : null;
    }

    public IReadOnlyList<Movement> To(string site, string condition) => UnitMoves.To(Account.AtSite(site, condition), Located);
}
