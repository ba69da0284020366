using Ledger.Door.Reads;
using Ledger.Door.Refusals;
using Ledger.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ledger.Door.Feed;

/// <summary>Where an event's <c>dataschema</c> leads to.</summary>
public static class SchemaReads
{
    public const string Address = "/schemas";

    private const string ContentType = "application/schema+json";

    public static void MapSchemas(this IEndpointRouteBuilder app)
    {
        app.MapGet(Address, List).WithName("ListSchemas");
        app.MapGet(Address + "/{contract}", Read).WithName("ReadSchema");
    }

    /// <summary>Lists the contracts of all events.</summary>
    [Answers<Page<string>>(IsWhole = true)]
    private static IResult List(EventSchemas schemas) => Views.Json(new Page<string>([.. schemas.Names], null));

    /// <summary>Returns the JSON schema of an event's data.</summary>
    [Answers<object>(As = ContentType)]
    private static IResult Read(string contract, EventSchemas schemas) => schemas.Find(contract) is { } schema
        ? Results.Text(schema.ToJsonString(JsonEdge.Options), ContentType)
        : Problem.Of(Problems.UnknownSchema, "The ledger has no event with this contract. GET /schemas lists them.");
}
