using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Contracts;
using Ledger.Door.Refusals;
using Ledger.Kernel;
using Ledger.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Ledger.Door.Commands;

/// <summary>
/// What a slice answers. What it recorded is kept with the idempotency key in the very transaction, and goes to the caller after the commit; so a 2xx always
/// means that the events are on disk, and the same request always gets the same answer, but for how far it is proven by then.
/// </summary>
[JsonConverter(typeof(AnswerConverter))]
public sealed class Answer : IHttpAware
{
    private Answer(Problem? problem, RecordedAnswer? recorded) => (Problem, Result) = (problem, recorded);

    internal Problem? Problem { get; }

    internal RecordedAnswer? Result { get; }

    /// <summary>Members that only the first answer has, and that are kept nowhere.</summary>
    internal Dictionary<string, string> Once { get; } = [];

    public static Answer Refused(Refusal refusal) => new(Problem.Of(refusal), null);

    public static Answer Refused(ProblemCode code, string detail, IReadOnlyList<string>? serials = null) => Refused(new Refusal(code, detail, serials));

    public static implicit operator Answer(Recording recording) => recording.Refusal is { } refusal ? Refused(refusal) : new(null, recording.Answer);

    /// <summary>
    /// Adds a secret to the answer: it is written to this caller now and is not kept, so that a repeat of the request is answered without it.
    /// </summary>
    public Answer ShowOnce(string name, string value)
    {
        Once[name] = value;
        return this;
    }

    /// <summary>Wolverine calls this before the commit: the status decides whether the idempotency key is claimed.</summary>
    public void Apply(HttpContext context)
    {
        context.Features.Set(this);
        context.Response.StatusCode = Problem?.Status ?? Result!.StatusCode;
    }

    /// <summary>The door describes all answers alike; see the description of the API.</summary>
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
    }

    private sealed class AnswerConverter : JsonConverter<Answer>
    {
        public override Answer Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Answers are only written.");

        public override void Write(Utf8JsonWriter writer, Answer value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.Result, options);
    }
}

/// <summary>
/// What becomes of a command after the commit, by messages, for a caller who prefers to wait. A context registers it under its command's type.
/// </summary>
public interface IOutcome
{
    Task<OrderOutcome> WaitAsync(string book, ICommand command, TimeSpan patience, CancellationToken ct);
}
