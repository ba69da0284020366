using Ledger.Logistics.Batches;

namespace Ledger.Logistics.Losses;

/// <summary>Units of a batch that never arrived, and what the commands about them have in common.</summary>
internal sealed record Loss(Refusal? Refusal, IReadOnlyList<UnitAt> Units)
{
    /// <summary>Only units of a batch that is shipped can be lost; its order says whose they are.</summary>
    public static Refusal? Refuse(Batch? batch, string number, Sender by, string verb, params IReadOnlyList<string?> owners) => batch switch
    {
        null => new(LogisticsProblems.UnknownBatch, $"Batch {number} does not exist in this book."),
        { Shipment: null, VoidedShipment: null } => new(LogisticsProblems.NothingMissing, $"Batch {number} has no shipment."),
        _ => Owner.Refuse(by, $"{verb} batch {number}", owners),
    };

    /// <summary>The units that are named, or all that are missing.</summary>
    /// <param name="accounts">Where the units may be.</param>
    public static Loss Of(Batch batch, IReadOnlyList<string>? serials, IReadOnlyList<UnitAt> located, params IReadOnlyCollection<string> accounts)
    {
        var missing = Account.MissingFrom(batch.Number);
        var named = serials ?? [.. located.Where(unit => unit.Account == missing).Select(unit => unit.Serial)];
        if (named.Count == 0)
        {
            return new(
                new(
                    LogisticsProblems.NothingMissing,
                    $"No unit of batch {batch.Number} is missing. A final ReceiveBatch finds missing what it does not see."),
                []);
        }

        var at = located.ToDictionary(unit => unit.Serial, StringComparer.Ordinal);
        return UnitMoves.NotAt(named, located, accounts) is { Count: > 0 } absent
            ? new(
                UnitMoves.Absent(
                    absent, located, account => account == Account.InTransit(batch.Number),
                    $"{absent.Count} of {named.Count} units are not missing from batch {batch.Number}."),
                [])
            : new(null, [.. named.Select(serial => at[serial])]);
    }
}
