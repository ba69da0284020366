using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Contracts;
using Ledger.Contracts.Ports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Ledger.Platform.Http;

/// <summary>
/// What a slice answers. What it recorded is kept with the idempotency key in the very transaction, and goes to the caller after the commit; so a 2xx always means
/// that the events are on disk, and the same request always gets the same answer, but for how far it is proven by then.
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

    public static Answer Recorded(string stream, long version, IReadOnlyList<RecordedEvent> events) => new(null, new RecordedAnswer(stream, version, events));

    /// <summary>Adds a secret to the answer: it is written to this caller now and is not kept, so that a repeat of the request is answered without it.</summary>
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

    /// <summary>The door describes all answers alike; see <see cref="OpenApi.ApiAnswers"/>.</summary>
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
    }

    private sealed class AnswerConverter : JsonConverter<Answer>
    {
        public override Answer Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("Answers are only written.");

        public override void Write(Utf8JsonWriter writer, Answer value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value.Result, options);
    }
}

/// <summary>What a command recorded: where, the stream's version afterwards, and the events.</summary>
/// <param name="Position">Position of the last event in the ledger's order; a read with <c>min_position</c> waits for it.</param>
/// <param name="Seal">How far it is proven by now: <c>recorded</c>, <c>sealed</c> into the book's log as the leaf of that index, or <c>countersigned</c> by its witnesses.</param>
/// <param name="AlreadyRecorded">The same command was recorded before, under another idempotency key; this is what it led to then.</param>
/// <param name="Order">Only on orders, when the caller asked to wait: what became of the draw on the commitment.</param>
public sealed record RecordedAnswer(
    string Stream, long Version, IReadOnlyList<RecordedEvent> Events, long? Position = null, bool? AlreadyRecorded = null, OrderOutcome? Order = null, Seal? Seal = null)
{
    internal int StatusCode => AlreadyRecorded is not true && Version == Events.Count ? StatusCodes.Status201Created : StatusCodes.Status200OK;
}

public sealed record RecordedEvent(Guid Id, string Type);

/// <param name="Status"><c>placed</c> (not decided within the time), <c>confirmed</c> or <c>refused</c>.</param>
/// <param name="Reason">Problem code of the refusal.</param>
public sealed record OrderOutcome(string Status, string? Reason, string? Detail);

/// <summary>What becomes of a command after the commit, by messages, for a caller who prefers to wait. A context registers it under its command's type.</summary>
public interface IOutcome
{
    Task<OrderOutcome> WaitAsync(string book, ICommand command, TimeSpan patience, CancellationToken ct);
}
