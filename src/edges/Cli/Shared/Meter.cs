namespace Ledger.Cli.Shared;

/// <summary>How far a long piece of work is; the worker counts, a <see cref="MeterView"/> shows.</summary>
internal sealed class Meter(long total)
{
    private long _value;

    public long Total => total;

    public long Value => Volatile.Read(ref _value);

    /// <summary>Something to show beside the bar, such as how many lines were refused.</summary>
    public string Note { get; set; } = "";

    /// <summary>Set when the work has been asked to end and takes a moment to do so.</summary>
    public string? Stopping { get; set; }

    public void MoveTo(long value) => Volatile.Write(ref _value, Math.Min(value, total));
}
