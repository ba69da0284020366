using Ledger.Verification.Csv;

namespace Ledger.Verification.Bundles;

/// <summary>Bundles of the first format. None is made any more; those that were kept are still verified.</summary>
internal static class FirstLayout
{
    public static Layout Layout { get; } = new("ledger-bundle.v1", new Dictionary<string, Column[]>
    {
        [Parts.Events] = Column.Of(
            "seq integer", "id uuid", "stream text", "version integer", "tenant text", "type text", "at time", "by text", "cause text", "corr text", "headers json", "data json",
            "is_archived boolean", "dotnet_type text", "has_binary boolean"),
        [Parts.Streams] = Column.Of("stream text", "version integer", "archived boolean"),
        [Parts.Sequence] = Column.Of("first integer", "last integer"),
        [Parts.DeadLetters] = Column.Of("source text", "id text", "at time", "what text", "why text"),
        [Parts.Stock] = Column.Of("product text", "account text", "quantity integer"),
        [Parts.Journal] = Column.Of(
            "position integer", "movement integer", "effective time", "recorded time", "product text", "line text", "from_account text", "to_account text", "quantity integer"),
        [Parts.Units] = Column.Of("product text", "serial text", "account text", "line text", "events integer", "trail_sha256 text"),
        [Parts.Orders] = Column.Of(
            "order text", "agreement text", "shipTo text", "state text", "placedAt time", "lines integer", "receivedUnits integer", "closedAt time"),
        [Parts.Milestones] = Column.Of(
            "agreement text", "milestone text", "name text", "metric text", "product text", "family text", "quantity integer", "dueOn date", "state text",
            "reachedAt time", "reachedPosition integer", "reachedCount decimal", "reachedLate boolean",
            "settledBy text", "settledReason text", "settledReference text", "settledAt time"),
    }, IsStrict: false);
}
