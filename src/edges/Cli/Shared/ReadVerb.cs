using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Client;
using Ledger.Client.Reading;

namespace Ledger.Cli.Shared;

/// <summary>A verb that asks the ledger for one view and shows it: as the ledger sent it with <c>--json</c>, else as a table.</summary>
internal static class ReadVerb
{
    /// <param name="help">What helps when the ledger refuses.</param>
    /// <param name="exitCode">Says what the view means for the exit code; without it, that all is well.</param>
    public static Task<int> Run<T>(Connection at, Func<LedgerClient, Task<Viewed<T>>> read, bool json, Action<T> show, string help, Func<T, int>? exitCode = null)
        where T : class => Failures.Handle(at.Url, help, async () =>
    {
        using var ledger = at.Open();
        var view = await read(ledger);
        if (json) Print(JsonElement.Parse(view.Json.Span));
        else show(view.Value!);
        return exitCode?.Invoke(view.Value!) ?? ExitCode.Done;
    });

    public static void Print(JsonElement json) => Console.Out.WriteLine(JsonSerializer.Serialize(json, ReadJson.Default.JsonElement));
}

[JsonSerializable(typeof(JsonElement))]
internal sealed partial class ReadJson : JsonSerializerContext;
