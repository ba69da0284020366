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
        _sealed = meter.CreateCounter<long>("ledger.log.sealed", "{event}", "Events that got their leaf.");
        _late = meter.CreateCounter<long>("ledger.log.late", "{event}", "Events that were sealed after one of a higher position in their book.");
        _stops = meter.CreateCounter<long>("ledger.log.stops", "{stop}", "Times that a book could not be sealed any further.");
        _lag = meter.CreateHistogram<double>("ledger.log.lag", "s", "Time from the recording of a batch's first event to the signing of its head.");
        meter.CreateObservableGauge("ledger.log.unsealed", () => Interlocked.Read(ref _unsealed), "{event}", "Events that were found unsealed at the last look of the host whose turn it is.");
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
