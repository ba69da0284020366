using System.Text.Json;
using Ledger.Door.Bulk;
using Ledger.Door.Refusals;

namespace Ledger.Http.Tests.Fuzz;

/// <summary>What an answer must be, whatever was asked.</summary>
internal sealed class Verdict(ApiDocument document, ProblemCatalogue catalogue)
{
    private readonly SchemaCheck _schemas = new(document);

    /// <summary>What is wrong with the answer; nothing, mostly.</summary>
    public IEnumerable<string> Errors(FuzzRequest request, FuzzReply reply)
    {
        if (reply.Status >= 500)
        {
            return [$"answered {reply.Status}"];
        }

        var problems = reply.Status >= 400 ? Problem(reply) : [];
        if (request.IsSurelyRefused && reply.Status < 400)
        {
            problems = [.. problems, $"answered {reply.Status} and not refused"];
        }

        // What leads to no operation is described by no operation; that it is refused as a problem is all that is to be said.
        return document.Find(reply.Operation) is { } operation
            ? [.. problems, .. Declared(operation, request, reply)]
            : reply.Status < 400 && IsOfTheApi(request.Path) ? [.. problems, $"answered {reply.Status} at an address that is not described"] : problems;
    }

    private static bool IsOfTheApi(string path) =>
        path.StartsWith("/books", StringComparison.OrdinalIgnoreCase) || path.StartsWith("/problems", StringComparison.OrdinalIgnoreCase);

    private IEnumerable<string> Problem(FuzzReply reply)
    {
        if (reply.ContentType != Ledger.Door.Refusals.Problem.ContentType || reply.Text is null)
        {
            return [$"answered {reply.Status} as {reply.ContentType ?? "nothing"}, not as a problem"];
        }

        return [.. Problem(JsonElement.Parse(reply.Text), reply.Status), .. Fields(reply)];
    }

    /// <summary>Header fields that a refusal has to come with (RFC 9110, 15.5.2 and 15.5.6; and so that a client knows when to come again).</summary>
    private static IEnumerable<string> Fields(FuzzReply reply) =>
        from field in reply.Status switch { 401 => "WWW-Authenticate", 405 => "Allow", 429 => "Retry-After", _ => null } is { } needed ? new[] { needed } : []
        where !reply.Headers.ContainsKey(field)
        select $"answered {reply.Status} without {field}";

    private IEnumerable<string> Problem(JsonElement problem, int status)
    {
        var errors = _schemas.Errors(document.Schema("Problem"), problem).Select(error => $"problem{error}").ToList();
        if (errors.Count > 0)
        {
            return errors;
        }

        var (code, told) = (problem.Text("code"), (int)problem.Number("status"));
        return catalogue.Find(code) is not { } known ? [$"the code {code} is not in the catalogue"]
            : told != status ? [$"answered {status} with a problem whose status is {told}"]
            : known.Status != status ? [$"answered {status} with {code}, which is {known.Status}"]
            : problem.Text("type") != $"/problems/{code}" ? [$"{code} is explained at {problem.Text("type")}"] : [];
    }

    private IEnumerable<string> Declared(ApiOperation operation, FuzzRequest request, FuzzReply reply)
    {
        if (!operation.Declares(reply.Status, reply.ContentType, out var schema))
        {
            return [$"{reply.Status} as {reply.ContentType ?? "nothing"} is not declared"];
        }

        if (schema is null || reply.Text is null || request.Method == "HEAD")
        {
            return [];
        }

        return reply.ContentType switch
        {
            BulkEndpoint.ContentType =>
                reply.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).SelectMany(line => Line(schema.Value, JsonElement.Parse(line))),
            "text/event-stream" or "text/plain" or "application/octet-stream" or "application/zip" => [],
            _ => _schemas.Errors(schema.Value, JsonElement.Parse(reply.Text)).Select(error => $"body{error}"),
        };
    }

    /// <summary>A line of a bulk answer: what its command could have answered alone.</summary>
    private IEnumerable<string> Line(JsonElement schema, JsonElement line)
    {
        var errors = _schemas.Errors(schema, line).Select(error => $"line{error}").ToList();
        if (errors.Count > 0)
        {
            return errors;
        }

        var (status, command) = ((int)line.Number("status"), document.Find(line.TextOrNull("type")));
        if (status >= 500)
        {
            return [$"a line of {command?.Id} answered {status}"];
        }

        JsonElement? described = null;
        var content = status < 400 ? "application/json" : Ledger.Door.Refusals.Problem.ContentType;
        return
        [
            .. command?.Declares(status, content, out described) is false ? [$"a line of {command.Id} answered {status}, which is not declared"]
                : Array.Empty<string>(),
            .. line.TryGetProperty("problem", out var problem) ? Problem(problem, status).Select(error => $"line: {error}") : [],
            .. line.TryGetProperty("answer", out var answer)
                && described is not null ? _schemas.Errors(described.Value, answer).Select(error => $"line's answer{error}") : [],
        ];
    }
}
