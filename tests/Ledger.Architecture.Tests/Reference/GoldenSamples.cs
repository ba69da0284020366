using Ledger.Decisions.Tests.Golden;
using Ledger.Store;
using Newtonsoft.Json;

namespace Ledger.Architecture.Tests.Reference;

/// <summary>
/// A sample of each event and message, as it is stored. One is written when the contract is new, and never again: what was written once must be read for ever.
/// </summary>
internal static class GoldenSamples
{
    private const string Folder = "tests/Ledger.Decisions.Tests/Golden";

    public static IEnumerable<KeyValuePair<string, string>> Missing()
    {
        var settings = NewtonsoftSerializer.Settings();
        settings.Formatting = Formatting.Indented;
        return from type in Projects.Contexts.Append(Projects.Contracts).SelectMany(ContractTypes.In)
               let path = $"{Folder}/{ContractTypes.NameOf(type)}.json"
               where !File.Exists(Path.Combine(Projects.Root.FullName, path))
               select KeyValuePair.Create(path, JsonConvert.SerializeObject(Sample.Of(type), settings) + "\n");
    }
}
