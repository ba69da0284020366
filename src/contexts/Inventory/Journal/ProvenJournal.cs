namespace Ledger.Inventory.Journal;

/// <summary>The journal as it goes into a bundle.</summary>
public sealed class ProvenJournal : IProvenView
{
    /// <summary>Is an entry of the book among the events of a moment?</summary>
    public const string IsIn = "book = $1 and position <= $2 and position <> all($3)";

    private const string Select = "select position, movement, effective, recorded, product, line, from_account, to_account, quantity";
    private const string Now = $"{Select} from {JournalSchema.Journal} where book = $1 order by position, movement";
    private const string Then = $"{Select} from {JournalSchema.Journal} where {IsIn} order by position, movement";

    public string Name => "journal";

    public IReadOnlyList<ProvenColumn> Columns { get; } =
    [
        new("event_position", ColumnType.Integer, "Position of the event that moved the units, as in events.csv."),
        new("movement_number", ColumnType.Integer, "Which movement of the event it is; the first is 0."),
        new("effective_at", ColumnType.Time, "When the movement took effect: as the partner tells it, but never before what it rests on."),
        new("recorded_at", ColumnType.Time, "When the ledger recorded it."),
        new("product", ColumnType.Text, "Product of the units."),
        new("agreement_line", ColumnType.Text, "Agreement line that the units count toward, AGREEMENT/LINE; absent when they count toward none."),
        new("from_account", ColumnType.Text, "Account that the units left."),
        new("to_account", ColumnType.Text, "Account that the units entered."),
        new("quantity_units", ColumnType.Integer, "How many units moved.", "units"),
    ];

    public bool HasPast => true;

    public static object[] Parameters(IViewSnapshot snapshot, ViewMoment moment) => [snapshot.Book, moment.Position, moment.Without.ToArray()];

    public async Task<long?> PositionAsync(IViewSnapshot snapshot, CancellationToken ct) => await snapshot.ReachedAsync(JournalProjection.Name, ct);

    public IAsyncEnumerable<IReadOnlyList<object?>> RowsAsync(IViewSnapshot snapshot, ViewMoment? asOf, CancellationToken ct) =>
        asOf is null ? snapshot.RowsAsync(Now, [snapshot.Book], ct) : snapshot.RowsAsync(Then, Parameters(snapshot, asOf), ct);
}
