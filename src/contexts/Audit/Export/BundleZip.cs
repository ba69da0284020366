using System.IO.Compression;
using System.Text;

namespace Ledger.Audit.Export;

/// <summary>
/// The zip, written as it goes out; nothing of it is kept. It is only closed when all of it was written: one that was broken off must not look whole.
/// </summary>
internal sealed class BundleZip(ZipArchive zip)
{
    private const string SumsName = "SHA256SUMS";

    private readonly List<(string Name, string Sum)> _sums = [];

    public async Task PartAsync(string name, Func<PartWriter, Task> write, CancellationToken ct, CompressionLevel level = CompressionLevel.Fastest)
    {
        await using var part = new PartWriter(await zip.CreateEntry(name, level).OpenAsync(ct));
        await write(part);
        await part.CompleteAsync(ct);
        _sums.Add((name, part.Sum!));
    }

    public Task TextAsync(string name, string text, CancellationToken ct) => BytesAsync(name, Encoding.UTF8.GetBytes(text), ct);

    public Task BytesAsync(string name, ReadOnlyMemory<byte> bytes, CancellationToken ct, CompressionLevel level = CompressionLevel.Fastest) => PartAsync(
        name,
        part =>
        {
            part.Write(bytes.Span);
            return Task.CompletedTask;
        },
        ct, level);

    public async Task CloseAsync(CancellationToken ct)
    {
        await TextAsync(SumsName, string.Concat(_sums.Select(sum => $"{sum.Sum}  {sum.Name}\n")), ct);
        await zip.DisposeAsync();
    }
}
