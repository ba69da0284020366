using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Cli.Shared;

namespace Ledger.Cli.Load;

/// <summary>The resume file lies beside the input and is named after what it belongs to: the content, the ledger and the book.</summary>
internal sealed class ResumeFile
{
    private readonly LoadState _fresh;

    public ResumeFile(LoadState fresh)
    {
        _fresh = fresh;
        var key = SHA256.HashData(Encoding.UTF8.GetBytes($"{fresh.Sha256}\n{fresh.Url}\n{fresh.Book}"));
        Path = $"{fresh.File}.{Convert.ToHexStringLower(key.AsSpan(0, 4))}.resume.json";
    }

    public string Path { get; }

    /// <summary>The state of an earlier run over the same content, or null.</summary>
    public LoadState? Read() => Read(Path) is { } found && found.Url == _fresh.Url ? found : null;

    /// <summary>The state of an earlier run into the very book that bears this mark, though it answered at another address then.</summary>
    public LoadState? Moved(string firstEvent) => Directory
        .GetFiles(System.IO.Path.GetDirectoryName(Path)!, $"{System.IO.Path.GetFileName(_fresh.File)}.*.resume.json")
        .Select(Read)
        .FirstOrDefault(found => found?.FirstEvent == firstEvent) is { } moved ? moved with { Url = _fresh.Url } : null;

    private LoadState? Read(string path)
    {
        try
        {
            var found = JsonSerializer.Deserialize(File.ReadAllBytes(path), ResumeJson.Default.LoadState);
            return found is { } && found.Sha256 == _fresh.Sha256 && found.Book == _fresh.Book ? found : null;
        }
        catch (Exception e) when (e is FileNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Written beside and moved into place, so that a crash leaves the old state or the new one.</summary>
    public Task WriteAsync(LoadState state) =>
        OutputFile.WriteAsync(Path, JsonSerializer.SerializeToUtf8Bytes(state, ResumeJson.Default.LoadState), CancellationToken.None);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(LoadState))]
internal sealed partial class ResumeJson : JsonSerializerContext;
