namespace Ledger.Logistics.Inspections;

/// <summary>Units that a numbered document of the customer moves: an inspection that accepts or rejects them, or a return.</summary>
/// <param name="IsUsed">The document's number is taken.</param>
/// <param name="Located">Where the units are.</param>
/// <param name="Customers">Of each agreement that they count toward; null for one that is not known.</param>
/// <param name="Holders">Who moved those last that count toward no agreement, because nobody advised them: whoever received such a unit answers for it.</param>
public sealed record InspectedUnits(bool IsUsed, IReadOnlyList<UnitAt> Located, IReadOnlyList<string?> Customers, IReadOnlyList<string?> Holders)
{
    private const string What = "say what becomes of these units";

    /// <summary>Those that count toward no order line.</summary>
    public IReadOnlyList<string> Unattributed => [.. Located.Where(unit => unit.Line is null).Select(unit => unit.Serial)];

    /// <summary>Asks what the one rule of these documents is decided on.</summary>
    public static async Task<InspectedUnits> OfAsync<T>(Deal deal, LedgerStream<T> stream, IReadOnlyList<UnitAt> located)
        where T : class
    {
        var lines = located.Select(unit => unit.Line).OfType<string>().DistinctBy(AgreementLineKey.AgreementOf).Select(line => deal.PartiesOf(line)).ToList();
        string[] unadvised = [.. located.Where(unit => unit.Line is null).Select(unit => unit.Serial)];
        var holders = deal.Holders(located.FirstOrDefault()?.Product ?? "", unadvised);
        var customers = new List<string?>();
        foreach (var parties in lines)
        {
            customers.Add((await parties)?.Customer);
        }

        return new(stream.State is not null, located, customers, await holders);
    }

    /// <summary>Every unit must be the sender's own, the number new, and the units in one of the conditions at the site.</summary>
    /// <param name="document">Kind and number, as <c>Inspection I-1</c>.</param>
    public Refusal? Refuse(Sender by, string document, string site, IReadOnlyList<string> serials, params IReadOnlyList<string> conditions)
    {
        if (Owner.RefuseUnlessAll(by, What, Customers) is { } foreign)
        {
            return foreign;
        }

        if (IsUsed)
        {
            return new(Problems.AlreadyRecorded, $"{document} is already recorded.");
        }

        string[] from = [.. conditions.Select(condition => Account.AtSite(site, condition))];
        return UnitMoves.NotAt(serials, Located, from) is { Count: > 0 } absent
            ? UnitMoves.Absent(
                absent, Located, UnitMoves.IsOnItsWay, $"{absent.Count} of {serials.Count} units are not {string.Join(" or ", conditions)} at {site}.")
            : Owner.RefuseUnlessAll(by, What, Holders);
    }

    public IReadOnlyList<Movement> To(string site, string condition) => UnitMoves.To(Account.AtSite(site, condition), Located);
}
