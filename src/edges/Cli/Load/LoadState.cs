using System.Text.Json.Serialization;
using Ledger.Client;

namespace Ledger.Cli.Load;

/// <summary>How far a file has been loaded into a book, and what became of its lines. This is what the resume file holds.</summary>
internal sealed record LoadState
{
    public required string File { get; init; }

    public required string Sha256 { get; init; }

    public required string Url { get; init; }

    public required string Book { get; init; }

    public required long Lines { get; init; }

    /// <summary>The id of the book's first event: a book that was emptied and opened again is another one, and loading starts
    /// anew. The file keeps the name that it had in earlier versions.</summary>
    [JsonPropertyName("bookMark")]
    public string? FirstEvent { get; set; }

    /// <summary>The last line that has its final answer, and the byte after it.</summary>
    public long Line { get; set; }

    public long Offset { get; set; }

    public bool Done { get; set; }

    public long Accepted { get; set; }

    /// <summary>Accepted lines that had been recorded in an earlier run, or before a connection was lost, and were answered as they were then.</summary>
    public long Replayed { get; set; }

    public SortedDictionary<string, long> Refused { get; init; } = [];

    /// <summary>Orders that were recorded and that the agreement then refused, by reason.</summary>
    public SortedDictionary<string, long> OrdersRefused { get; init; } = [];

    public long RefusedLines => Refused.Values.Sum();

    public void Settle(CommandLine line, Outcome outcome)
    {
        (Line, Offset) = (line.Number, line.EndsAt);
        if (outcome is Refused { Problem.Code: var code })
        {
            Refused[code] = Refused.GetValueOrDefault(code) + 1;
            return;
        }

        var recorded = (Recorded)outcome;
        Accepted++;
        if (recorded.Replayed || recorded.AlreadyRecorded) Replayed++;
        if (recorded.Order is { Status: "refused" } order) OrdersRefused[order.Reason ?? "refused"] = OrdersRefused.GetValueOrDefault(order.Reason ?? "refused")
            + 1;
    }
}
