using System.Reflection;
using Ledger.Contracts;
using Ledger.Door.Bulk;
using Ledger.Door.Commands;
using Ledger.Door.Reads;
using Ledger.Door.Requests;
using Ledger.Kernel;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Ledger.Door.OpenApi;

/// <summary>What every command and every read says of itself: its name, its context, and the parameters that its signature does not show.</summary>
internal sealed class OperationDocs(XmlDocs docs) : IOpenApiOperationTransformer
{
    private static readonly Dictionary<string, (Type Type, string Means)> QueryParameters = new()
    {
        ["limit"] = (typeof(int), $"Length of the page, 1 to {PageRequest.LimitMax}; {PageRequest.LimitDefault} when absent."),
        ["after"] = (typeof(string), "Where the page starts: what the page before gave as next."),
        ["asOf"] = (typeof(DateTimeOffset), "Effective time: what had happened by then. The same as effectiveAt."),
        ["effectiveAt"] = (typeof(DateTimeOffset), "Effective time: what had happened by then."),
        ["atPosition"] = (typeof(long), "Position in the ledger's order: what was recorded by then."),
        ["view"] = (typeof(string), "recorded, the usual form, or corrected: without what was declared erroneous."),
        ["knownAt"] = (typeof(string), "What the ledger knew: a size of the book's log, or a time; of the heads that there are, the largest by then counts."),
        ["figure"] = (typeof(string), "Which figure: stock or progress."),
        ["agreement"] = (typeof(string), "Of progress: the agreement."),
        ["line"] = (typeof(int), "Of progress: the agreement's line."),
        ["metric"] = (typeof(string), $"Of progress: {string.Join(", ", Metric.All)}."),
        ["threshold"] = (typeof(string), "How late a fact may be told, an ISO 8601 duration; PT24H when absent."),
        ["until"] = (typeof(DateTimeOffset), "Where the period ends, in effective time."),
        ["product"] = (typeof(string), "Only this product."),
        ["site"] = (typeof(string), "Only this site."),
        ["condition"] = (typeof(string), "Only this condition."),
        ["size"] = (typeof(long), "The log when it had this many leaves; as it is when absent."),
        ["from"] = (typeof(long), "The earlier of two: a position of the ledger; of the log, its smaller size, 0 when absent."),
        ["to"] = (typeof(long), "The later of two: a position of the ledger; of the log, its larger size. The newest when absent."),
        ["upto"] = (typeof(long), "The log when it had this many leaves; the newest head when absent."),
        ["part"] = (typeof(string), "entry, or payload: the data that an entry only has the hash of."),
        ["account"] = (typeof(string), "Only this account, place/condition."),
    };

    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var (method, command, read) = (ApiAnswers.MethodOf(context.Description), ApiAnswers.CommandOf(context.Description), ApiAnswers.ReadOf(context.Description));
        operation.Tags = new HashSet<OpenApiTagReference> { new(TagOf(method), context.Document) };
        operation.OperationId = command?.Name ?? operation.OperationId;
        operation.Summary = command is null ? docs.Of(method) : docs.Of(command);
        operation.Description = null;
        foreach (var name in read?.Query ?? [])
        {
            await AddAsync(ParameterLocation.Query, name, QueryParameters[name].Type, QueryParameters[name].Means);
        }

        if (command is not null)
        {
            await AddAsync(ParameterLocation.Header, Idempotency.Header, typeof(string), "A new one for each new command; the same one, with the same bytes, to send a command again.", isRequired: true);
            await AddAsync(ParameterLocation.Header, "If-Match", typeof(string), "The version that the command was decided on, such as \"v12\"; refused when it has changed.");
        }

        if (read is null)
        {
            await AddAsync(ParameterLocation.Header, "Prefer", typeof(string), $"wait=N: waits up to N seconds ({Prefer.SecondsMax} at most) for the decision on an order; wait=sealed, wait=countersigned: waits until it is proven that far, {Prefer.SealSecondsMax} seconds at most.");
        }

        if (read is null && command is null)
        {
            await AddAsync(ParameterLocation.Path, "book", typeof(string), "The book that the commands are for.", isRequired: true);
            var line = new OpenApiSchema { Type = JsonSchemaType.Object, Description = "A command with its type as the first member, one a line." };
            operation.RequestBody = new OpenApiRequestBody { Required = true, Content = new Dictionary<string, OpenApiMediaType> { [BulkEndpoint.ContentType] = new() { Schema = line } } };
        }

        if (read?.Takes is { } takes)
        {
            var text = new OpenApiSchema { Type = JsonSchemaType.String };
            operation.RequestBody = new OpenApiRequestBody { Required = true, Content = new Dictionary<string, OpenApiMediaType> { [takes] = new() { Schema = text } } };
        }

        async Task AddAsync(ParameterLocation where, string name, Type type, string means, bool isRequired = false) => (operation.Parameters ??= []).Add(new OpenApiParameter
        {
            In = where,
            Name = name,
            Description = means,
            Required = isRequired,
            Schema = await context.GetOrCreateSchemaAsync(type, null, cancellationToken),
        });
    }

    /// <summary>The context; what the platform itself serves is the ledger's.</summary>
    private static string TagOf(MethodInfo method) => method.DeclaringType!.Assembly == typeof(OperationDocs).Assembly ? "Ledger" : method.DeclaringType.Assembly.GetName().Name!.Split('.')[^1];
}
