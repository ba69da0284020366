using System.Diagnostics.Metrics;

namespace Ledger.Audit.Log.Batches;

/// <summary>How the sealer keeps up.</summary>
internal sealed class SealerMetrics
{
    private readonly Counter<long> _sealed;
    private readonly Counter<long> _late;
    private readonly Counter<long> _stops;
    private readonly Histogram<double> _lag;
    private long _unsealed;

    public SealerMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Ledger.Log");
        _sealed = meter.CreateCounter<long>("ledger.log.sealed", "{event}", "Events sealed.");
        _late = meter.CreateCounter<long>("ledger.log.late", "{event}", "Events sealed after an event with a higher position in the same book.");
        _stops = meter.CreateCounter<long>("ledger.log.stops", "{stop}", "Times that sealing of a book stopped.");
        _lag = meter.CreateHistogram<double>("ledger.log.lag", "s", "Time from recording a batch's first event to signing its head.");
        meter.CreateObservableGauge(
            "ledger.log.unsealed", () => Interlocked.Read(ref _unsealed), "{event}", "Unsealed events at the last check by the sealing host.");
    }

    public void Note(Sealed batch)
    {
        _sealed.Add(batch.Leaves);
        _late.Add(batch.Late);
        if (batch.Leaves > 0)
        {
            _lag.Record(batch.Lag.TotalSeconds);
        }
    }

    public void Found(int unsealed) => Interlocked.Exchange(ref _unsealed, unsealed);

    public void Stopped() => _stops.Add(1);
}
