using Ledger.Verification.Csv;

namespace Ledger.Verification.Bundles;

/// <summary>Bundles with a dictionary of their columns.</summary>
internal static class SecondLayout
{
    public static Layout Layout { get; } = new("ledger-bundle.v2", new Dictionary<string, Column[]>
    {
        [Parts.Events] = Column.Of(
            "event_position integer", "event_id uuid", "stream_id text", "stream_version integer", "book text", "event_type text", "recorded_at time",
            "recorded_by text", "causation_id text", "correlation_id text", "headers_json json", "data_json json",
            "is_archived boolean", "dotnet_type text", "has_binary boolean"),
        [Parts.Streams] = Column.Of("stream_id text", "stream_version integer", "is_archived boolean"),
        [Parts.Sequence] = Column.Of("first_position integer", "last_position integer"),
        [Parts.DeadLetters] = Column.Of("letter_kind text", "letter_id text", "failed_at time", "what_failed text", "error_type text"),
        [Parts.Columns] = Column.Of("part_name text", "column_name text", "value_type text", "unit text", "meaning text"),
        [Parts.Stock] = Column.Of("product text", "account text", "quantity_units integer"),
        [Parts.Journal] = Column.Of(
            "event_position integer", "movement_number integer", "effective_at time", "recorded_at time", "product text", "agreement_line text",
            "from_account text", "to_account text", "quantity_units integer"),
        [Parts.Units] = Column.Of("product text", "serial_number text", "account text", "agreement_line text", "event_count integer", "trail_sha256 text"),
        [Parts.Orders] = Column.Of(
            "order_number text", "agreement text", "ship_to text", "order_state text", "placed_at time", "line_count integer", "received_units integer",
            "closed_at time"),
        [Parts.Milestones] = Column.Of(
            "agreement text", "milestone text", "milestone_name text", "metric text", "product text", "product_family text", "quantity_units integer",
            "due_on date", "milestone_state text", "reached_at time", "reached_position integer", "reached_units decimal", "is_late boolean",
            "settled_by text", "settled_reason text", "settled_reference text", "settled_at time"),
    }, IsStrict: true);
}
