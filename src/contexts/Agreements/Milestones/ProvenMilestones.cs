namespace Ledger.Agreements.Milestones;

/// <summary>The milestones of all agreements as they go into a bundle.</summary>
public sealed class ProvenMilestones : IProvenView
{
    internal const string Table = $"{AgreementsModule.Schema}.mt_doc_agreement";

    private const string Now = $"""
        select substr(a.id, length('agreement/') + 1), m ->> 'code', m ->> 'name', m ->> 'metric', m ->> 'product', m ->> 'family',
            m ->> 'quantity', m ->> 'dueOn', m ->> 'state',
            m #>> array['reached', 'occurredAt'], m #>> array['reached', 'position'], m #>> array['reached', 'count'], m #>> array['reached', 'late'],
            m #>> array['settlement', 'by'], m #>> array['settlement', 'reason'], m #>> array['settlement', 'reference'],
            m #>> array['settlement', 'occurredAt']
        from {Table} a cross join lateral jsonb_array_elements(a.data -> 'milestones') m
        where a.tenant_id = $1 order by a.id, m ->> 'code'
        """;

    public string Name => "milestones";

    public IReadOnlyList<ProvenColumn> Columns { get; } =
    [
        new("agreement", ColumnType.Text, "Agreement that the milestone belongs to."),
        new("milestone", ColumnType.Text, "Code of the milestone, unique within its agreement."),
        new("milestone_name", ColumnType.Text, "What the agreement calls it."),
        new("metric", ColumnType.Text, "What is counted: shipped, received, accepted, installed or commissioned units."),
        new("product", ColumnType.Text, "Product whose units count; absent where a family is counted."),
        new("product_family", ColumnType.Text, "Family whose units count; absent where a product is counted."),
        new("quantity_units", ColumnType.Integer, "Units that reach the milestone.", "units"),
        new("due_on", ColumnType.Date, "Last day on which it is reached in time; days are in the time zone of the agreement."),
        new("milestone_state", ColumnType.Text, "planned, reached, missed, confirmed, disputed or waived."),
        new("reached_at", ColumnType.Time, "When the units were there; this and the next three are absent until then."),
        new("reached_position", ColumnType.Integer, "Position up to which the units were counted."),
        new("reached_units", ColumnType.Decimal, "Units that were counted, substitutes by their weight.", "units"),
        new("is_late", ColumnType.Boolean, "Whether it was reached after its due date."),
        new("settled_by", ColumnType.Text, "Party that confirmed, disputed or waived it; this and the next three are absent until then."),
        new("settled_reason", ColumnType.Text, "Why it was disputed or waived."),
        new("settled_reference", ColumnType.Text, "Document that confirms it."),
        new("settled_at", ColumnType.Time, "When it was confirmed, disputed or waived, as the partner tells it."),
    ];

    public bool HasPast => false;

    public Task<long?> PositionAsync(IViewSnapshot snapshot, CancellationToken ct) => Task.FromResult<long?>(null);

    public IAsyncEnumerable<IReadOnlyList<object?>> RowsAsync(IViewSnapshot snapshot, ViewMoment? asOf, CancellationToken ct) =>
        snapshot.RowsAsync(Now, [snapshot.Book], ct);
}
