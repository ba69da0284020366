namespace Ledger.Contracts.Ports;

/// <summary>
/// A view that an export holds, so that an auditor can fold it anew from the log. The context that owns the view implements it; Audit writes down what it is given and
/// reads no table behind it.
/// </summary>
public interface IProvenView
{
    /// <summary>Its file in a bundle is <c>views/NAME.csv</c>.</summary>
    string Name { get; }

    IReadOnlyList<ProvenColumn> Columns { get; }

    /// <summary>It can be told as of an earlier moment too; the others only have a present.</summary>
    bool HasPast { get; }

    /// <summary>The position that its rows include; null for a view that is written together with the events, and so always includes all of them.</summary>
    Task<long?> PositionAsync(IViewSnapshot snapshot, CancellationToken ct);

    /// <summary>
    /// Its rows, in an order that does not change. A cell is a value of its column's type, or the text that the view keeps it as: what somebody forged there is shown as
    /// it is, so that whoever verifies finds it.
    /// </summary>
    /// <param name="asOf">Null for now; a view without a past is not asked for anything else.</param>
    IAsyncEnumerable<IReadOnlyList<object?>> RowsAsync(IViewSnapshot snapshot, ViewMoment? asOf, CancellationToken ct);
}

/// <summary>
/// One state of the database, out of which all views of an export are read, so that they belong together. Only the store can open one, and read from it; for everybody
/// else it is a token that is handed on.
/// </summary>
public interface IViewSnapshot
{
    string Book { get; }
}

/// <summary>The events that a sealed head holds: all up to a position but some.</summary>
/// <param name="Position">The highest position among its leaves.</param>
/// <param name="Without">Lower positions that were sealed only later: seldom any.</param>
public sealed record ViewMoment(long Position, IReadOnlyList<long> Without);

/// <summary>A column of a CSV in a bundle, as the bundle's dictionary describes it.</summary>
/// <param name="Name">In snake case, and no word of SQL.</param>
/// <param name="Meaning">What it says, in a sentence.</param>
/// <param name="Unit">What a number counts; null where it counts nothing.</param>
public sealed record ProvenColumn(string Name, ColumnType Type, string Meaning, string? Unit = null);

/// <summary>What the values of a column are. Numbers are written bare, times in UTC with six decimals.</summary>
public enum ColumnType
{
    Text,
    Integer,
    Decimal,
    Boolean,
    Date,
    Time,
    Uuid,
    Json,
}

/// <summary>What came in and went out by the journal, and what is there by the balances. Inventory implements it.</summary>
public interface IControlTotals
{
    /// <summary>By product. As of a moment there are no balances: what is there is what came in less what went out.</summary>
    Task<IReadOnlyDictionary<string, ControlTotal>> OfAsync(IViewSnapshot snapshot, ViewMoment? asOf, CancellationToken ct);
}

/// <summary>Units of one product.</summary>
public sealed record ControlTotal(long Opening, long In, long Out, long Closing);
