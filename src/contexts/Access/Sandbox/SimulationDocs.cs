using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Ledger.Access.Sandbox;

/// <summary>Describes the header that asks for a rehearsed failure: every operation that writes takes it.</summary>
internal sealed class SimulationDocs : IOpenApiOperationTransformer
{
    private const string Means = $"With a test key only: {Simulation.FailAfter}, {Simulation.FailBefore} or {Simulation.Delay}, to rehearse a retry.";

    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.HttpMethod == "POST")
        {
            var text = await context.GetOrCreateSchemaAsync(typeof(string), null, cancellationToken);
            (operation.Parameters ??= []).Add(
                new OpenApiParameter { In = ParameterLocation.Header, Name = Simulation.Header, Description = Means, Schema = text });
        }
    }
}
