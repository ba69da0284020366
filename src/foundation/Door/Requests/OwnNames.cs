using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Ledger.Door.Requests;

/// <summary>
/// What tokens, schemas and documents call this ledger comes from the request's <c>Host</c>, which anybody may fill in. So a name that is not this host's own
/// is replaced with the address that the request arrived at. Where <c>AllowedHosts</c> lists names, the framework refuses all others before this.
/// </summary>
internal sealed class OwnNames(IConfiguration configuration, IServer server)
{
    private readonly bool _areListed = configuration["AllowedHosts"] is { Length: > 0 } hosts && !hosts.Split(';').Contains("*");
    private readonly string _machine = Dns.GetHostName();

    public Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        if (!_areListed && !IsOwn(context.Request.Host.Host, context.Connection.LocalIpAddress))
        {
            context.Request.Host = context.Connection.LocalIpAddress is { } address ? new(Plain(address).ToString(), context.Connection.LocalPort)
                : new("localhost");
        }

        return next(context);
    }

    private bool IsOwn(string name, IPAddress? arrivedAt) =>
        IPAddress.TryParse(name.Trim('[', ']'), out var address) ? IPAddress.IsLoopback(address) || (arrivedAt is not null && address.Equals(Plain(arrivedAt)))
        : name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.Equals(_machine, StringComparison.OrdinalIgnoreCase)
            || IsListenedAt(name);

    /// <summary>Names that the host was told to listen at, such as <c>http://ledger.example:8080</c>.</summary>
    private bool IsListenedAt(string name) =>
        server.Features.Get<IServerAddressesFeature>()?.Addresses
            .Any(listened => Uri.TryCreate(listened, UriKind.Absolute, out var uri) && uri.Host.Equals(name, StringComparison.OrdinalIgnoreCase)) is true;

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
