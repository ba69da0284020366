using System.Globalization;

namespace Ledger.Client.Feed;

/// <summary>Keeps the place in the feed, from one run to the next.</summary>
public interface ICursorStore
{
    /// <summary>Position of the last event that was handled; 0 at the beginning.</summary>
    ValueTask<long> ReadAsync(CancellationToken cancel);

    /// <summary>Keeps the position; it is safe when this returns.</summary>
    ValueTask WriteAsync(long position, CancellationToken cancel);
}

/// <summary>Remembers as long as the process lives.</summary>
/// <param name="after">Position to begin after.</param>
public sealed class InMemoryCursor(long after = 0) : ICursorStore
{
    private long _position = after;

    /// <inheritdoc />
    public ValueTask<long> ReadAsync(CancellationToken cancel) => ValueTask.FromResult(Volatile.Read(ref _position));

    /// <inheritdoc />
    public ValueTask WriteAsync(long position, CancellationToken cancel)
    {
        Volatile.Write(ref _position, position);
        return ValueTask.CompletedTask;
    }
}

/// <summary>
/// A position in a file. It is written beside, flushed to the disk and moved into place, so that a crash leaves the old position or the new one.
/// </summary>
/// <param name="path">The file; its directory must exist.</param>
public sealed class FileCursor(string path) : ICursorStore
{
    /// <inheritdoc />
    /// <exception cref="InvalidDataException">The file holds something else.</exception>
    public async ValueTask<long> ReadAsync(CancellationToken cancel)
    {
        if (!File.Exists(path))
        {
            return 0;
        }

        var text = await File.ReadAllTextAsync(path, cancel);
        return long.TryParse(text.TrimEnd('\n'), NumberStyles.None, CultureInfo.InvariantCulture, out var position) && text.EndsWith('\n')
            ? position
            : throw new InvalidDataException(
                $"{path} does not contain a position. Delete it to start from the beginning, or write the last handled position into it.");
    }

    /// <inheritdoc />
    public async ValueTask WriteAsync(long position, CancellationToken cancel)
    {
        await using (var file = PrivateFiles.Create(path + ".new"))
        {
            await file.WriteAsync(System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{position}\n")), cancel);
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".new", path, overwrite: true);
    }
}
