using System.Text.Json;
using Ledger.Door.Commands;
using Ledger.Door.Refusals;
using Ledger.Kernel;
using Microsoft.AspNetCore.Http;

namespace Ledger.Door.Bulk;

/// <summary>The answer to one line: the same as the command's answer on its own.</summary>
/// <param name="Replayed">True when this repeats the answer to the first request with this key.</param>
public sealed record BulkLine(int Line, string? Type, int Status, JsonElement? Answer, JsonElement? Problem, bool? Replayed = null)
{
    public static BulkLine Of(int line, string? type, Problem problem) =>
        new(line, type, problem.Status, null, JsonSerializer.SerializeToElement(problem, JsonEdge.Options));

    public static BulkLine Of(int line, string? type, HttpResponse response, MemoryStream written)
    {
        JsonElement? body = written.Length == 0 ? null : JsonElement.Parse(written.GetBuffer().AsSpan(0, (int)written.Length));
        return response.StatusCode < 300
            ? new(line, type, response.StatusCode, body, null, response.Headers.ContainsKey(Idempotency.ReplayedHeader) ? true : null)
            : new(line, type, response.StatusCode, null, body);
    }
}
