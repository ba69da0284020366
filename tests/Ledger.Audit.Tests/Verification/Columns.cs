namespace Ledger.Audit.Tests.Verification;

/// <summary>The columns of a bundle's CSVs, each with its type, as its dictionary has them.</summary>
internal static class Columns
{
    private static readonly (string Part, string Columns)[] All =
    [
        ("events.csv", "event_position integer,event_id uuid,stream_id text,stream_version integer,book text,event_type text,recorded_at time,recorded_by text,causation_id text,correlation_id text,"
            + "headers_json json,data_json json,is_archived boolean,dotnet_type text,has_binary boolean"),
        ("streams.csv", "stream_id text,stream_version integer,is_archived boolean"),
        ("sequence.csv", "first_position integer,last_position integer"),
        ("deadletters.csv", "letter_kind text,letter_id text,failed_at time,what_failed text,error_type text"),
        ("views/stock.csv", "product text,account text,quantity_units integer"),
        ("views/journal.csv", "event_position integer,movement_number integer,effective_at time,recorded_at time,product text,agreement_line text,from_account text,to_account text,quantity_units integer"),
        ("views/units.csv", "product text,serial_number text,account text,agreement_line text,event_count integer,trail_sha256 text"),
        ("views/orders.csv", "order_number text,agreement text,ship_to text,order_state text,placed_at time,line_count integer,received_units integer,closed_at time"),
        ("views/milestones.csv", "agreement text,milestone text,milestone_name text,metric text,product text,family text,quantity_units integer,due_on date,milestone_state text,reached_at time,"
            + "reached_position integer,reached_units decimal,is_late boolean,settled_by text,settled_reason text,settled_reference text,settled_at time"),
        ("columns.csv", "part_name text,column_name text,value_type text,unit text,meaning text"),
    ];

    public static int Count => All.Sum(csv => csv.Columns.Split(',').Length);

    public static string Csv(string part, IEnumerable<string?[]> rows) =>
        BundleBuilder.Csv(string.Join(',', All.Single(csv => csv.Part == part).Columns.Split(',').Select(column => column.Split(' ')[0])), rows);

    public static string Dictionary() => Csv("columns.csv", All.SelectMany(csv => csv.Columns.Split(','), (csv, column) =>
        new[] { csv.Part, column.Split(' ')[0], column.Split(' ')[1], null, "What it says." }));
}
