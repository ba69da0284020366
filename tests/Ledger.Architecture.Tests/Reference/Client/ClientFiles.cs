namespace Ledger.Architecture.Tests.Reference.Client;

/// <summary>The files of the client that are written from the code of the contexts.</summary>
internal static class ClientFiles
{
    public const string Folder = "src/edges/Client/Contracts";

    public static IReadOnlyDictionary<string, string> All { get; } = Render().ToDictionary(file => $"{Folder}/{file.Name}", file => Width.Fit(file.Code));

    private static IEnumerable<(string Name, string Code)> Render()
    {
        var wire = new WireTypes();
        yield return ("ContractsJson.cs", ClientReads.Serializer(wire.All, Read.All()));
        yield return ("BookReads.cs", ClientReads.Reads(Read.All()));
        foreach (var room in wire.Rooms)
        {
            var name = room.GetName().Name!.Split('.')[1];
            foreach (var (types, file) in new[] { (wire.Of(room, true), $"{name}Commands.cs"), (wire.Of(room, false), $"{name}Views.cs") })
            {
                if (types.Any())
                {
                    yield return (file, ClientCode.Types(types));
                }
            }
        }
    }
}
