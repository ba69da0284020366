using Microsoft.AspNetCore.Routing;

namespace Ledger.Door.Commands;

/// <summary>The endpoints that take a command, by the command's name.</summary>
public sealed class CommandEndpoints(EndpointDataSource endpoints)
{
    private readonly Lazy<Dictionary<string, RouteEndpoint>> _byName = new(() => endpoints.Endpoints.OfType<RouteEndpoint>()
        .Where(e => CommandDoor.CommandOf(e) is not null)
        .ToDictionary(e => CommandDoor.CommandOf(e)!.Name, StringComparer.Ordinal));

    public RouteEndpoint? Find(string command) => _byName.Value.GetValueOrDefault(command);

    public IEnumerable<string> Names => _byName.Value.Keys;
}
