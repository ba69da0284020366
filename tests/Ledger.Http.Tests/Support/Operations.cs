using System.Reflection;
using System.Text.RegularExpressions;
using Ledger.Contracts;
using Ledger.Door.Commands;
using Ledger.Door.Permissions;
using Ledger.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Http.Tests;

/// <summary>Whose key a request needs: the addresses come from the host itself, the roles from <see cref="Rights"/>.</summary>
public static partial class Operations
{
    private static readonly Roles[] Posting = [Roles.Supplier, Roles.Customer, Roles.Integrator, Roles.Carrier, Roles.Operator];
    private static readonly Roles[] Reading = [Roles.Auditor, Roles.Supplier, Roles.Operator];

    /// <summary>The contexts that the host puts together.</summary>
    public static IReadOnlyList<Assembly> Contexts { get; } =
        [.. typeof(Program).Assembly.GetReferencedAssemblies().Where(name => name.Name!.StartsWith("Ledger.", StringComparison.Ordinal)).Select(Assembly.Load)
            .Where(IsContext)];

    /// <summary>Roles by operation, as the commands and reads say of themselves.</summary>
    public static readonly IReadOnlyDictionary<string, Roles> Allowed =
        new Rights(Contexts).ByOperation.ToDictionary(right => right.Key, right => right.Value.Roles, StringComparer.Ordinal);

    private static readonly Lazy<Task<List<(string Method, string[] Address, string Operation)>>> Known = new(ReadAsync);

    /// <param name="route">Address below the book, with or without a query.</param>
    /// <param name="content">Of commands that are sent as lines the first decides.</param>
    public static async Task<Roles> RoleForAsync(HttpMethod method, string route, HttpContent? content)
    {
        var operation = route != "commands" || content is not StringContent ? null : Type().Matches(await content.ReadAsStringAsync())
            .Select(m => m.Groups[1].Value).FirstOrDefault(Allowed.ContainsKey);
        operation ??= await OperationOfAsync(method.Method.ToUpperInvariant(), $"books/-/{route.Split('?')[0]}".TrimEnd('/').Split('/'));
        if (operation is "AcceptProposal" or "RejectProposal")
        {
            // Where this book's keys are used, the supplier proposes.
            return Roles.Customer;
        }

        var allowed = Allowed.GetValueOrDefault(operation ?? "", Roles.Supplier);
        return (method == HttpMethod.Get ? Reading : Posting).First(role => (role & allowed) != 0);
    }

    /// <summary>The id that the operation has in the API's description; null where there is none.</summary>
    public static string? NameOf(Endpoint? endpoint) =>
        CommandDoor.CommandOf(endpoint)?.Name ?? endpoint?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName;

    private static async Task<string?> OperationOfAsync(string method, string[] address) => (await Known.Value)
        .Where(known => known.Method == method && known.Address.Length == address.Length
            && known.Address.Zip(address).All(part => IsVariable(part.First) || part.First == part.Second))
        .OrderBy(known => known.Address.Count(IsVariable)).Select(known => known.Operation).FirstOrDefault();

    /// <summary>A context names its events or answers reads; what it stands on is counted anyhow.</summary>
    private static bool IsContext(Assembly assembly) =>
        assembly.GetTypes().Any(type => type.Name == $"{assembly.GetName().Name!.Split('.')[1]}Module");

    private static bool IsVariable(string segment) => segment.StartsWith('{');

    private static async Task<List<(string Method, string[] Address, string Operation)>> ReadAsync() => [..
        from endpoint in (await LedgerHost.AlbaAsync).Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let operation = NameOf(endpoint)
        where operation is not null
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
        select (method, endpoint.RoutePattern.RawText!.Trim('/').Split('/'), operation)];

    [GeneratedRegex("\"type\":\"([A-Za-z]+)\"")]
    private static partial Regex Type();
}
