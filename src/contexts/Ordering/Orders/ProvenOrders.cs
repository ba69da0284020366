namespace Ledger.Ordering.Orders;

/// <summary>The list of orders as it goes into a bundle.</summary>
public sealed class ProvenOrders : IProvenView
{
    internal const string Table = $"{OrderingModule.Schema}.mt_doc_ordersummary";

    private const string Now = $"""
        select data ->> 'order', data ->> 'agreement', data ->> 'shipTo', data ->> 'state', data ->> 'placedAt',
            data ->> 'lines', data ->> 'receivedUnits', data ->> 'closedAt'
        from {Table} where tenant_id = $1 order by id
        """;

    public string Name => "orders";

    public IReadOnlyList<ProvenColumn> Columns { get; } =
    [
        new("order_number", ColumnType.Text, "Number of the order."),
        new("agreement", ColumnType.Text, "Agreement that the order calls off from."),
        new("ship_to", ColumnType.Text, "Site that the units go to."),
        new("order_state", ColumnType.Text, "placed, confirmed, refused or closed."),
        new("placed_at", ColumnType.Time, "When the order was placed, as the partner tells it."),
        new("line_count", ColumnType.Integer, "How many lines the order has.", "lines"),
        new("received_units", ColumnType.Integer, "Units that were received against the order and not returned.", "units"),
        new("closed_at", ColumnType.Time, "When the order was closed; absent while it is open."),
    ];

    public bool HasPast => false;

    public async Task<long?> PositionAsync(IViewSnapshot snapshot, CancellationToken ct) => await snapshot.ReachedAsync(nameof(OrderSummary), ct);

    public IAsyncEnumerable<IReadOnlyList<object?>> RowsAsync(IViewSnapshot snapshot, ViewMoment? asOf, CancellationToken ct) =>
        snapshot.RowsAsync(Now, [snapshot.Book], ct);
}
