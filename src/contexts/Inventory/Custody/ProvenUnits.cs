namespace Ledger.Inventory.Custody;

/// <summary>Where every unit is, and which events moved it there, as it goes into a bundle.</summary>
public sealed class ProvenUnits : IProvenView
{
    private const string Now = $"""
        select product, serial, account, line, cardinality(trail), encode(sha256(convert_to(array_to_string(trail, ','), 'UTF8')), 'hex')
        from {CustodySchema.Unit} where book = $1 order by product, serial
        """;

    public string Name => "units";

    public IReadOnlyList<ProvenColumn> Columns { get; } =
    [
        new("product", ColumnType.Text, "Product of the unit."),
        new("serial_number", ColumnType.Text, "The unit's serial number, unique within its product."),
        new("account", ColumnType.Text, "Where the unit is and in which condition, PLACE/CONDITION."),
        new("agreement_line", ColumnType.Text, "Agreement line that the unit counts toward, AGREEMENT/LINE; absent when it counts toward none."),
        new("event_count", ColumnType.Integer, "How many events moved the unit.", "events"),
        new("trail_sha256", ColumnType.Text, "SHA-256 in hexadecimal of the ids of those events in their order, in lower case, with commas between them."),
    ];

    public bool HasPast => false;

    public Task<long?> PositionAsync(IViewSnapshot snapshot, CancellationToken ct) => Task.FromResult<long?>(null);

    public IAsyncEnumerable<IReadOnlyList<object?>> RowsAsync(IViewSnapshot snapshot, ViewMoment? asOf, CancellationToken ct) => snapshot.RowsAsync(Now, [snapshot.Book], ct);
}
