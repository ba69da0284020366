using System.Reflection;
using Ledger.Contracts;
using Ledger.Door.Bulk;
using Ledger.Door.Commands;
using Ledger.Door.Reads;
using Ledger.Door.Refusals;
using Ledger.Store;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Wolverine.Http;

namespace Ledger.Door.OpenApi;

/// <summary>Tells the framework what every command and every read can answer, which their signatures do not: all of them also answer with problems.</summary>
internal sealed class ApiAnswers : IApiDescriptionProvider
{
    private const string Json = "application/json";

    public int Order => 0;

    public static MethodInfo MethodOf(ApiDescription description) => description.ActionDescriptor is WolverineActionDescriptor wolverine
        ? wolverine.Chain.Method.Method
        : description.ActionDescriptor.EndpointMetadata.OfType<MethodInfo>().First();

    public static Type? CommandOf(ApiDescription description) => description.ActionDescriptor.EndpointMetadata.OfType<IAcceptsMetadata>()
        .Select(accepts => accepts.RequestType).FirstOrDefault(type => type?.IsAssignableTo(typeof(ICommand)) is true);

    public static IAnswers? ReadOf(ApiDescription description) => MethodOf(description).GetCustomAttributes().OfType<IAnswers>().FirstOrDefault();

    public static bool IsOfBook(ApiDescription description) => description.RelativePath!.StartsWith("books/{book}", StringComparison.Ordinal);

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
                description.SupportedResponseTypes.Add(
                    new() { StatusCode = status, Type = type, ApiResponseFormats = contentType is null ? [] : [new() { MediaType = contentType }] });
            }
        }
    }

    private static IEnumerable<(int Status, Type? Type, string? ContentType)> Of(ApiDescription description)
    {
        if (ReadOf(description) is { } read)
        {
            return [(200, read.Type, read.As), .. NotModified(read), .. Refused(ApiProblems.OfRead(read, description.RelativePath!, IsOfBook(description)))];
        }

        if (CommandOf(description) is null)
        {
            return [(200, typeof(BulkLine), BulkEndpoint.ContentType), .. Refused(ApiProblems.OfBulkRequest)];
        }

        var answer = MethodOf(description).GetCustomAttributes().OfType<IAnswersMore>().FirstOrDefault()?.Type ?? typeof(RecordedAnswer);
        return [(200, answer, Json), (201, answer, Json), .. Refused(ApiProblems.OfCommand)];
    }

    private static IEnumerable<(int Status, Type? Type, string? ContentType)> NotModified(IAnswers read) =>
        read.From == ReadFrom.Stream ? [(304, null, null)] : [];

    private static IEnumerable<(int Status, Type? Type, string? ContentType)> Refused(IEnumerable<int> statuses) =>
        statuses.Select(status => (status, (Type?)typeof(Problem), (string?)Problem.ContentType));
}
