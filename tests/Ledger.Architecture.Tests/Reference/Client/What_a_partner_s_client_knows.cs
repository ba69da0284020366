namespace Ledger.Architecture.Tests.Reference.Client;

public class What_a_partner_s_client_knows
{
    private static readonly WireTypes Wire = new();
    private static readonly string Folder = Path.Combine(Projects.Root.FullName, "src", "edges", "Client", "Contracts");

    [Fact]
    public void Its_commands_views_and_reads_are_those_of_the_code()
    {
        var files = new Dictionary<string, string>
        {
            ["ContractsJson.cs"] = ClientReads.Serializer(Wire.All, Read.All()),
            ["BookReads.cs"] = ClientReads.Reads(Read.All()),
        };
        foreach (var room in Wire.Rooms)
        {
            var name = room.GetName().Name!.Split('.')[1];
            AddTypes(files, $"{name}Commands.cs", Wire.Of(room, true));
            AddTypes(files, $"{name}Views.cs", Wire.Of(room, false));
        }

        var stale = files.Where(file => Committed(file.Key) != file.Value).Select(file => file.Key)
            .Concat(Directory.GetFiles(Folder, "*.cs").Select(path => Path.GetFileName(path)).Except(files.Keys)).ToList();
        foreach (var name in stale)
        {
            if (files.TryGetValue(name, out var code))
            {
                File.WriteAllText(Path.Combine(Folder, name), code);
            }
            else
            {
                File.Delete(Path.Combine(Folder, name));
            }
        }

        Assert.True(
            stale.Count == 0,
            $"The client did not know what the code says. Written anew: {string.Join(", ", stale)}. Now run ops/lib/public-surface, read what changed, and commit it.");
    }

    private static void AddTypes(Dictionary<string, string> files, string name, IEnumerable<Type> types)
    {
        if (types.Any())
        {
            files.Add(name, ClientCode.Types(types));
        }
    }

    private static string? Committed(string name) => Path.Combine(Folder, name) is var path && File.Exists(path) ? File.ReadAllText(path) : null;
}
