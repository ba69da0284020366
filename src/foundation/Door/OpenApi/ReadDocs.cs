using Ledger.Door.Feed;
using Ledger.Door.Reads;
using Ledger.Door.Requests;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Ledger.Door.OpenApi;

/// <summary>What every read of a book takes and answers besides its own parameters and its view.</summary>
internal sealed class ReadDocs : IOpenApiOperationTransformer
{
    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (ApiAnswers.ReadOf(context.Description) is not { } read || !ApiAnswers.IsOfBook(context.Description))
        {
            return;
        }

        var (text, number) = (await SchemaAsync(typeof(string)), await SchemaAsync(typeof(long)));
        Take(ParameterLocation.Query, PositionGate.Parameter, number, "Wait until the answer includes this position: ten seconds, or as long as Prefer says.");
        Take(ParameterLocation.Header, "Prefer", text, $"wait=N: how many seconds ({Prefer.SecondsMax} at most) to wait for {PositionGate.Parameter}.");
        Give("200", PositionGate.Header, number,
            "The answer includes everything recorded up to this position. It may include later facts too, unless a moment was asked for.");
        if (read.From == ReadFrom.Stream)
        {
            Take(ParameterLocation.Header, "If-None-Match", text, "The ETag of an earlier read; answers 304 when the stream has not changed since.");
            Give("200", "ETag", text, "The stream's version, such as \"v12\", for If-Match of a command.");
            Give("304", "ETag", text, "The stream's version.");
        }

        if (read.IsOfMoment)
        {
            Give("200", Moments.EffectiveHeader, text, "The effective time of the answer, when one was asked for.");
            Give("200", Moments.KnownHeader, number, "The log size that the answer is based on, when knownAt was given.");
        }

        if (read.From == ReadFrom.Feed)
        {
            Take(ParameterLocation.Header, FeedRequest.LastEventId, text, "For a stream: the id of the last event received, to continue after it.");
            Give("200", "Link", text, "For a page: the address of the next page, as rel=\"next\".");
            var content = operation.Responses!["200"].Content!;
            content[FeedFormats.CloudEventsBatch] = new() { Schema = await SchemaAsync(typeof(IReadOnlyList<CloudEvent>)) };
            content[FeedFormats.EventStream] = new() { Schema = text };
        }

        Task<OpenApiSchema> SchemaAsync(Type type) => context.GetOrCreateSchemaAsync(type, null, cancellationToken);

        void Take(ParameterLocation where, string name, OpenApiSchema schema, string means) =>
            (operation.Parameters ??= []).Add(new OpenApiParameter { In = where, Name = name, Description = means, Schema = schema });

        void Give(string status, string name, OpenApiSchema schema, string means) =>
            (((OpenApiResponse)operation.Responses![status]).Headers ??= new Dictionary<string, IOpenApiHeader>())[name] =
                new OpenApiHeader { Description = means, Schema = schema };
    }
}
