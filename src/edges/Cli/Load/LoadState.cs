namespace Ledger.Cli.Load;

/// <summary>How far a file has been loaded into a book, and what became of its lines. This is what the resume file holds.</summary>
internal sealed record LoadState
{
    public required string File { get; init; }

    public required string Sha256 { get; init; }

    public required string Url { get; init; }

    public required string Book { get; init; }

    public required long Lines { get; init; }

    /// <summary>The id of the book's first event: a book that was emptied and opened again is another one, and loading starts anew.</summary>
    public string? BookMark { get; set; }

    /// <summary>The last line that has its final answer, and the byte after it.</summary>
    public long Line { get; set; }

    public long Offset { get; set; }

    public bool Done { get; set; }

    public long Accepted { get; set; }

    /// <summary>Lines that were sent a second time, because the connection was lost before their answers came. Those of them that had
    /// been accepted are refused now, as already recorded.</summary>
    public long SentAgain { get; set; }

    public SortedDictionary<string, long> Refused { get; init; } = [];

    /// <summary>Orders that were recorded and that the agreement then refused, by reason.</summary>
    public SortedDictionary<string, long> OrdersRefused { get; init; } = [];

    public long RefusedLines => Refused.Values.Sum();

    public void Settle(CommandLine line, LineAnswer answer)
    {
        Line = line.Number;
        Offset = line.EndsAt;
        if (answer.Problem is { } code) Refused[code] = Refused.GetValueOrDefault(code) + 1;
        else Accepted++;
        if (answer.OrderRefused is { } reason) OrdersRefused[reason] = OrdersRefused.GetValueOrDefault(reason) + 1;
    }
}
