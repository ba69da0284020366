using System.Globalization;

namespace Ledger.Client.Sending;

/// <summary>Tells from an answer what is known.</summary>
internal static class Answers
{
    public static Attempt Read(HttpResponseMessage response, byte[] body)
    {
        var status = (int)response.StatusCode;
        if (response.IsSuccessStatusCode || status == 304)
        {
            return new(
                Reach.Answered, false, "", status, Body: body, Replayed: response.Headers.Contains("Idempotency-Replayed"), Version: VersionOf(response));
        }

        var problem = ProblemOf(status, response.ReasonPhrase, body);
        return Of(problem, RetryAfterOf(response));
    }

    /// <summary>A refusal as an attempt.</summary>
    public static Attempt Of(Problem problem, TimeSpan? retryAfter = null)
    {
        var why = $"the ledger answered {problem.Status} {problem}";
        return problem.Retryable switch
        {
            Retryable.SameKey => new(Reach.Unknown, true, why, problem.Status, problem, RetryAfter: retryAfter),
            Retryable.Yes => new(Reach.NothingRecorded, true, why, problem.Status, problem, RetryAfter: retryAfter),
            _ => new(Reach.Answered, false, why, problem.Status, problem),
        };
    }

    /// <summary>
    /// Something between may answer in the ledger's place: then only the status speaks, and a gateway that gave up does not know the outcome.
    /// </summary>
    public static Problem ProblemOf(int status, string? reason, ReadOnlySpan<byte> body)
    {
        var problem = Wire.TryRead<Problem>(body);
        if (problem?.Code is { Length: > 0 })
        {
            return problem with { Status = status };
        }

        var retryable = status switch
        {
            429 => Retryable.Yes,
            408 or >= 500 => Retryable.SameKey,
            _ => Retryable.No,
        };
        return new Problem($"http-{status}", status, reason ?? "", Retryable: retryable);
    }

    public static TimeSpan? RetryAfterOf(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when response.Headers.Date is { } now && date > now => date - now,
        _ => null,
    };

    /// <summary>12 of <c>"v12"</c>.</summary>
    private static long? VersionOf(HttpResponseMessage response) =>
        response.Headers.ETag?.Tag.Trim('"') is ['v', .. var number] && long.TryParse(number, CultureInfo.InvariantCulture, out var version) ? version : null;
}
