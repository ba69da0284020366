using Ledger.Door.Bulk;
using Ledger.Door.Commands;
using Ledger.Door.Feed;
using Ledger.Door.Reads;
using Ledger.Door.Requests;
using Ledger.Kernel;

namespace Ledger.Door.Limits;

/// <summary>What one request may hold, and how long it may take.</summary>
public static class RequestLimits
{
    public const int AddressLengthMax = 8 * 1024;

    public static readonly Limit Address = new(
        "address-length", AddressLengthMax, "characters", "path and query of a request, as sent", "refused", Problems.AddressTooLong);

    public static readonly Limit CommandBody = new("command-body", RequestBody.CommandBytesMax, "bytes", "body of a command", "refused", Problems.BodyTooLarge);
    public static readonly Limit BodyTime =
        new("body-time", RequestBody.SecondsMax, "seconds", "time to send the body of a command", "refused", Problems.BodyTooSlow);
    public static readonly Limit BulkBody =
        new("bulk-body", BulkEndpoint.BodyBytesMax, "bytes", "body of a bulk request",
        "further lines are not read; refused as a whole when Content-Length exceeds it", Problems.BodyTooLarge);
    public static readonly Limit BulkLine =
        new("bulk-line", RequestBody.CommandBytesMax, "bytes", "a line of a bulk request", "this line and all that follow are not read", Problems.LineTooLong);

    public static readonly Limit BulkLines =
        new("bulk-lines", BulkEndpoint.LinesMax, "lines", "lines of a bulk request, including blank lines", "further lines are not read",
        Problems.TooManyLines);
    public static readonly Limit BulkTime =
        new("bulk-time", BulkMeasure.SecondsMax, "seconds", "duration of a bulk request", "lines not started are not read", Problems.BodyTooSlow);
    public static readonly Limit IdempotencyKey =
        new("idempotency-key", Idempotency.KeyLengthMax, "characters", "an idempotency key", "refused", Problems.IdempotencyKeyInvalid);

    public static readonly Limit JsonDepth = new("json-depth", JsonEdge.DepthMax, "levels", "nesting of objects and lists", "refused", Problems.MalformedJson);
    public static readonly Limit StringLength =
        new("string-length", JsonEdge.StringLengthMax, "characters", "any string of a command; most are shorter, see [commands.md](commands.md)", "refused",
        Problems.MalformedJson);
    public static readonly Limit TextLength =
        new("text-length", Rules.TextLengthMax, "characters", "a reason, note or description", "refused", Problems.InvalidCommand);
    public static readonly Limit Serials = new("serials", Rules.SerialsMax, "serials", "serials of a list", "refused", Problems.InvalidCommand);
    public static readonly Limit Quantity = new("quantity", Rules.QuantityUnitsMax, "units", "a quantity", "refused", Problems.InvalidCommand);
    public static readonly Limit Page = new("page", PageRequest.LimitMax, "entries", "a page of a list", "refused", Problems.InvalidQuery);
    public static readonly Limit EventPageBytes =
        new("event-page-bytes", FeedLimits.PageBytesMax, "bytes", "a page of events", "the page ends early; the next goes on");
    public static readonly Limit NamedSerials =
        new("named-serials", OffendingSerials.NamedMax, "serials", "offending serials that a problem names", "the rest is only counted");
    public static readonly Limit Attempts =
        new("attempts", CommandRun.AttemptsMax, "attempts", "attempts to record a command when others change the same thing at the same moment",
        "given up; nothing happened", Problems.Contended);
    public static readonly Limit Wait =
        new("wait", Prefer.SecondsMax, "seconds", "time that a caller may ask to wait for a decision, `Prefer: wait=30`", "shortened to it");
    public static readonly Limit SealWait =
        new("seal-wait", Prefer.SealSecondsMax, "seconds", "time that a command waits to be proven, `Prefer: wait=sealed` or `wait=countersigned`",
        "answered with how far it is");
    public static readonly Limit AnswerTime =
        new("answer-time", Requests.AnswerTime.SecondsMax, "seconds", "time to answer a request; a bulk request has it for each line",
        "given up; the outcome is unknown", Problems.TookTooLong);
}
