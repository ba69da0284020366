using System.Collections.Concurrent;
using System.IO.Compression;
using Ledger.Verification.Csv;
using Ledger.Verification.Findings;

namespace Ledger.Verification.Bundles;

/// <summary>
/// An exported bundle, read straight from the zip: nothing is ever unpacked to disk, so names in it lead nowhere. What it says of itself is believed only as
/// far as it can be checked while reading.
/// </summary>
public sealed class Bundle : IDisposable
{
    private const int PartsMax = 1_000_000;

    /// <summary>Deflate cannot do better than about 1,032 to one; text of the ledger comes to 10 or 30.</summary>
    private const long RatioMax = 400;

    private const long SmallPart = 16 * 1024 * 1024;

    private readonly FileStream _file;
    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _parts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _sums = new(StringComparer.Ordinal);

    private readonly VerifyProgress _progress;

    private Bundle(FileStream file, ZipArchive zip, VerifyProgress progress) => (_file, _zip, _progress) = (file, zip, progress);

    public IEnumerable<string> Names => _parts.Keys;

    /// <summary>Its form, as the manifest names it.</summary>
    internal Layout Layout { get; private set; } = null!;

    /// <exception cref="UnreadableException">It is not a bundle.</exception>
    public static Bundle Open(string path, VerifyProgress progress)
    {
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.RandomAccess);
            var bundle = new Bundle(file, new ZipArchive(file, ZipArchiveMode.Read), progress);
            bundle.Register();
            bundle.Layout = Layout.Of(bundle);
            bundle.MustHaveParts();
            progress.Total = bundle._parts.Values.Sum(part => part.Length);
            return bundle;
        }
        catch (Exception e) when (
            e is InvalidDataException or IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException or OverflowException)
        {
            file?.Dispose();
            throw new UnreadableException($"{path} cannot be read as a bundle: {e.Message}", e);
        }
        catch (UnreadableException)
        {
            file?.Dispose();
            throw;
        }
    }

    public bool Has(string name) => _parts.ContainsKey(name);

    /// <exception cref="UnreadableException">There is no such part.</exception>
    public Stream Read(string name)
    {
        var part = _parts.GetValueOrDefault(name) ?? throw new UnreadableException($"The bundle has no part {name}.");
        try
        {
            return new PartStream(name, part.Open(), part.Length, _progress, (read, sum) => _sums[read] = sum);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException)
        {
            throw new UnreadableException($"The bundle's part {name} cannot be unpacked: {e.Message}", e);
        }
    }

    internal CsvReader ReadCsv(string name) => new(name, Read(name), Layout.Csvs[name], Layout.IsStrict);

    /// <summary>A small part as a whole.</summary>
    public byte[] ReadAll(string name)
    {
        using var stream = Read(name);
        if (stream.Length > SmallPart)
        {
            throw new UnreadableException($"The bundle's part {name} has {stream.Length} bytes; at most {SmallPart} are expected.");
        }

        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        _ = stream.Read(new byte[1]);
        return bytes;
    }

    /// <exception cref="UnreadableException">It is not text.</exception>
    public string ReadText(string name)
    {
        try
        {
            return Utf8.Strict.GetString(ReadAll(name));
        }
        catch (ArgumentException e)
        {
            throw new UnreadableException($"The bundle's part {name} is not in UTF-8.", e);
        }
    }

    /// <summary>The SHA-256 of a part, of which every byte is read for it unless that was done already.</summary>
    public string SumOf(string name)
    {
        if (!_sums.ContainsKey(name))
        {
            using var stream = Read(name);
            var buffer = new byte[1 << 16];
            while (stream.Read(buffer) > 0)
            {
            }
        }

        return _sums[name];
    }

    /// <summary>Tells what does not belong here. Nothing of it is read.</summary>
    public void TellStrangers(FindingList findings)
    {
        foreach (var name in _parts.Keys.Where(name => !Layout.IsKnown(name)).Order(StringComparer.Ordinal))
        {
            findings.Add(new(Rule.B1, null, "a part that no bundle has", "only the parts of a bundle", Utf8.Shown(name)));
        }
    }

    public void Dispose()
    {
        _zip.Dispose();
        _file.Dispose();
    }

    private void Register()
    {
        if (_zip.Entries.Count > PartsMax)
        {
            throw new UnreadableException($"The bundle has {_zip.Entries.Count} parts; at most {PartsMax} are expected.");
        }

        foreach (var part in _zip.Entries)
        {
            if (!_parts.TryAdd(part.FullName, part))
            {
                throw new UnreadableException($"The bundle has the part {Utf8.Shown(part.FullName)} twice.");
            }

            if (part.Length > SmallPart && part.Length / RatioMax > part.CompressedLength)
            {
                throw new UnreadableException(
                    $"The bundle's part {Utf8.Shown(part.FullName)} would unpack from {part.CompressedLength} to {part.Length} bytes; no bundle does.");
            }
        }
    }

    private void MustHaveParts()
    {
        if (Layout.Required.FirstOrDefault(name => !Has(name)) is { } missing)
        {
            throw new UnreadableException($"The bundle has no part {missing}.");
        }
    }
}
