using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.Cli.Shared;

/// <summary>A verb that asks the ledger for one thing and shows it.</summary>
internal static class ReadVerb
{
    /// <param name="path">Address below the book.</param>
    public static Task<int> Run(Connection at, string path, string whatToDo, CancellationToken cancel, Func<JsonElement, int> show) => Failing.Told(at.Url, whatToDo, async () =>
    {
        using var ledger = at.Open();
        return show(await ledger.Reads.GetJsonAsync(path, cancel: cancel));
    });
}

[JsonSerializable(typeof(JsonElement))]
internal sealed partial class ReadJson : JsonSerializerContext;
