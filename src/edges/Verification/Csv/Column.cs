namespace Ledger.Verification.Csv;

/// <summary>What the values of a column are, as a bundle's dictionary calls it.</summary>
internal enum Kind
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

internal sealed record Column(string Name, Kind Kind)
{
    public bool IsNumber => Kind is Kind.Integer or Kind.Decimal;

    /// <summary>Columns by their names and types as a dictionary spells them: <c>product text</c>.</summary>
    public static Column[] Of(params string[] columns) => [.. columns.Select(column => column.Split(' ')).Select(words => new Column(words[0], Enum.Parse<Kind>(words[1], ignoreCase: true)))];
}
