using System.Reflection;
using Ledger.Contracts;
using Ledger.Platform.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Wolverine.Http;

namespace Ledger.Platform.OpenApi;

/// <summary>Tells the framework what every command and every read can answer, which their signatures do not: all of them also answer with problems.</summary>
internal sealed class ApiAnswers : IApiDescriptionProvider
{
    private const string Json = "application/json";
    private static readonly int[] ProblemsOfCommands = [400, 401, 403, 404, 409, 412, 413, 415, 422];
    private static readonly int[] ProblemsOfReads = [400, 401, 403, 404];

    public int Order => 0;

    public static MethodInfo MethodOf(ApiDescription description) => description.ActionDescriptor is WolverineActionDescriptor wolverine
        ? wolverine.Chain.Method.Method
        : description.ActionDescriptor.EndpointMetadata.OfType<MethodInfo>().First();

    public static Type? CommandOf(ApiDescription description) => description.ActionDescriptor.EndpointMetadata.OfType<IAcceptsMetadata>()
        .Select(accepts => accepts.RequestType).FirstOrDefault(type => type?.IsAssignableTo(typeof(ICommand)) is true);

    public static IAnswers? ReadOf(ApiDescription description) => MethodOf(description).GetCustomAttributes().OfType<IAnswers>().FirstOrDefault();

    public void OnProvidersExecuting(ApiDescriptionProviderContext context)
    {
    }

    public void OnProvidersExecuted(ApiDescriptionProviderContext context)
    {
        foreach (var description in context.Results)
        {
            description.SupportedResponseTypes.Clear();
            foreach (var (status, type, contentType) in Of(description))
            {
                description.SupportedResponseTypes.Add(new() { StatusCode = status, Type = type, ApiResponseFormats = [new() { MediaType = contentType }] });
            }
        }
    }

    private static IEnumerable<(int Status, Type Type, string ContentType)> Of(ApiDescription description)
    {
        if (ReadOf(description) is { } read)
        {
            int[] problems = description.RelativePath!.Contains('{') ? ProblemsOfReads : [];
            return [(200, read.Type, Json), .. Refused(read.MayConflict ? [.. problems, 409] : problems)];
        }

        return CommandOf(description) is null
            ? [(200, typeof(BulkLine), BulkEndpoint.ContentType), .. Refused([413])]
            : [(200, typeof(RecordedAnswer), Json), (201, typeof(RecordedAnswer), Json), .. Refused(ProblemsOfCommands)];
    }

    private static IEnumerable<(int Status, Type Type, string ContentType)> Refused(int[] statuses) => statuses.Select(status => (status, typeof(Problem), Problem.ContentType));
}
