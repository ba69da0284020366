namespace Ledger.Audit.Export;

/// <summary>Columns of the store's own tables.</summary>
internal static class TableColumns
{
    public static readonly IReadOnlyList<ProvenColumn> Events =
    [
        new("event_position", ColumnType.Integer, "Place of the event in the ledger's order, over all books; seq in its entry."),
        new("event_id", ColumnType.Uuid, "Id of the event; id in its entry."),
        new("stream_id", ColumnType.Text, "Stream that the event belongs to; stream in its entry."),
        new("stream_version", ColumnType.Integer, "Place of the event in its stream; the first is 1; version in its entry."),
        new("book", ColumnType.Text, "Book that the event belongs to; tenant in its entry."),
        new("event_type", ColumnType.Text, "Contract of the event; type in its entry."),
        new("recorded_at", ColumnType.Time, "When the ledger recorded it; at in its entry."),
        new("recorded_by", ColumnType.Text, "Party and app that sent it, PARTY/APP; by in its entry."),
        new("causation_id", ColumnType.Text, "Command that it follows from; cause in its entry."),
        new("correlation_id", ColumnType.Text, "Request that it follows from; corr in its entry."),
        new("headers_json", ColumnType.Json, "Headers; headers in its entry. The store keeps none."),
        new("data_json", ColumnType.Json, "What happened; data in its entry."),
        new("is_archived", ColumnType.Boolean, "Whether the row is archived: no row may be."),
        new("dotnet_type", ColumnType.Text, "Class that the ledger reads the event as: one for each event_type."),
        new("has_binary", ColumnType.Boolean, "Whether the row holds binary data too: no row may."),
    ];

    public static readonly IReadOnlyList<ProvenColumn> Streams =
    [
        new("stream_id", ColumnType.Text, "Stream of events."),
        new("stream_version", ColumnType.Integer, "How many events it has.", "events"),
        new("is_archived", ColumnType.Boolean, "Whether the stream is archived: no stream may be."),
    ];

    public static readonly IReadOnlyList<ProvenColumn> Sequence =
    [
        new("first_position", ColumnType.Integer, "First of a run of positions that no event has."),
        new("last_position", ColumnType.Integer, "Last of the run."),
    ];

    public static readonly IReadOnlyList<ProvenColumn> DeadLetters =
    [
        new("letter_kind", ColumnType.Text, "projection, for an event that a view could not take in, or message."),
        new("letter_id", ColumnType.Text, "Id of the event or message that was set aside."),
        new("failed_at", ColumnType.Time, "When it was set aside."),
        new("what_failed", ColumnType.Text, "View and position, or type of the message."),
        new("error_type", ColumnType.Text, "Class of the error."),
    ];
}
