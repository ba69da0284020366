using System.Reflection;
using Ledger.Kernel;
using Ledger.Store;
using Newtonsoft.Json;

namespace Ledger.Decisions.Tests.Golden;

/// <summary>
/// Goal: what was written once can be read for ever. Method: one stored sample of every event and message; it must read and write back to the same JSON.
/// A test that fails here says that a contract changed: give the new shape a new name and an upcaster, and leave the sample alone.
/// </summary>
public class Golden_samples
{
    private static readonly JsonSerializerSettings Settings = IndentedSettings();

    public static TheoryData<string> Names => [.. Contracts.Keys.Order(StringComparer.Ordinal)];

    private static SortedDictionary<string, Type> Contracts { get; } = new(
        AppDomain.CurrentDomain.GetAssemblies().Concat(Directory.GetFiles(AppContext.BaseDirectory, "Ledger.*.dll").Select(Assembly.LoadFrom)).Distinct()
            .Where(a => a.GetName().Name!.StartsWith("Ledger.", StringComparison.Ordinal))
            .SelectMany(ContractTypes.In).Distinct().ToDictionary(ContractTypes.NameOf), StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Names))]
    public void Reads_and_writes_back_the_same(string name)
    {
        var file = Path.Combine(Folder(), $"{name}.json");
        Assert.True(File.Exists(file), $"{name} has no sample. Run ops/generate, read the one that it writes beside this test, and commit it with the event.");
        var stored = File.ReadAllText(file);
        var read = JsonConvert.DeserializeObject(stored, Contracts[name], Settings);
        Assert.Equal(stored.Trim(), JsonConvert.SerializeObject(read, Settings));
    }

    [Fact]
    public void No_sample_is_without_its_contract() =>
        Assert.Empty(Directory.GetFiles(Folder(), "*.json").Select(Path.GetFileNameWithoutExtension).Except(Contracts.Keys));

    private static JsonSerializerSettings IndentedSettings()
    {
        var settings = NewtonsoftSerializer.Settings();
        settings.Formatting = Formatting.Indented;
        return settings;
    }

    private static string Folder([System.Runtime.CompilerServices.CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
