using Ledger.Sealing.Entries;
using Ledger.Verification.Bundles;
using Ledger.Verification.Csv;

namespace Ledger.Verification.Rows;

/// <summary>Reads the rows of the event table as they were when the bundle was made.</summary>
internal sealed class RowReader(Bundle bundle) : IDisposable
{
    private const string TombstoneType = "tombstone";

    private readonly CsvReader _csv = bundle.ReadCsv(Parts.Events);

    public long Count => _csv.Row;

    public bool IsArchived => !_csv.Bytes(12).SequenceEqual("false"u8);

    /// <summary>Data in another form than JSON, which no leaf covers.</summary>
    public bool HasBinary => !_csv.Bytes(14).SequenceEqual("false"u8);

    public string? DotnetType => _csv.TextOrAbsent(13);

    /// <summary>A number that was drawn and not used leaves such a row.</summary>
    public bool IsTombstone => Stored.Type == TombstoneType;

    /// <summary>The row as the sealer would read it; it is overwritten by the next one.</summary>
    public StoredEvent Stored { get; private set; } = null!;

    public bool Next()
    {
        if (!_csv.Next())
        {
            return false;
        }

        Stored = new(
            _csv.Number(0), Guid.TryParseExact(_csv.Text(1), "D", out var id) ? id : throw _csv.Wrong($"has {_csv.Shown(1)} where an event id is expected"),
            _csv.Text(2), _csv.Number(3),
            _csv.Text(4), _csv.Text(5), _csv.Moment(6), _csv.TextOrAbsent(7), _csv.TextOrAbsent(8), _csv.TextOrAbsent(9),
            _csv.IsAbsent(10) ? null : _csv.Memory(10), _csv.Memory(11));
        return true;
    }

    public void Dispose() => _csv.Dispose();
}
