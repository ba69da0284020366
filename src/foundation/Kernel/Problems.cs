namespace Ledger.Kernel;

/// <summary>Problems that any command or read can meet, and those that several contexts share. Each context lists its own beside its rules.</summary>
public static class Problems
{
    public static readonly ProblemCode MalformedJson = new("malformed-json", 400, "The body is not valid JSON for this command.");
    public static readonly ProblemCode InvalidCommand = new("invalid-command", 400, "Some fields of the command are not valid.");
    public static readonly ProblemCode InvalidQuery = new("invalid-query", 400, "Some query parameters are not valid.");
    public static readonly ProblemCode UnknownCommand = new("unknown-command", 400, "The command type does not exist.");
    public static readonly ProblemCode LineTooLong = new("line-too-long", 413, "The line is too long for a command.");
    public static readonly ProblemCode TooManyLines = new("too-many-lines", 413, "The bulk request has too many lines.");
    public static readonly ProblemCode BodyTooLarge = new("body-too-large", 413, "The body is too large for this address.");
    public static readonly ProblemCode IdempotencyKeyMissing = new("idempotency-key-missing", 400, "The idempotency key is missing.");
    public static readonly ProblemCode IdempotencyKeyInvalid = new("idempotency-key-invalid", 400, "The idempotency key is malformed.");
    public static readonly ProblemCode IdempotencyKeyReused =
        new("idempotency-key-reused", 422, "The idempotency key was already used for a different request.");
    public static readonly ProblemCode InvalidPrecondition = new("invalid-precondition", 400, "The precondition is malformed.");
    public static readonly ProblemCode StaleVersion = new("stale-version", 412, "The resource has changed since the version given in If-Match.");
    public static readonly ProblemCode UnsupportedMediaType = new("unsupported-media-type", 415, "This address does not accept the content type.");
    public static readonly ProblemCode UnsupportedEncoding = new("unsupported-encoding", 415, "Compressed bodies are not accepted.");
    public static readonly ProblemCode AddressTooLong = new("address-too-long", 414, "The address is too long.");
    public static readonly ProblemCode BodyTooSlow = new("body-too-slow", 408, "The body did not arrive in time. Nothing was recorded.", Retryable.Yes);
    public static readonly ProblemCode TooManyRequests = new("too-many-requests", 429, "Too many requests per minute.", Retryable.Yes);
    public static readonly ProblemCode TooManyAtOnce = new("too-many-at-once", 429, "Too many simultaneous requests.", Retryable.Yes);
    public static readonly ProblemCode NotSealable = new("not-sealable", 422, "The command's content has no canonical form, so it cannot be sealed.");
    public static readonly ProblemCode OccurredInTheFuture = new("occurred-in-the-future", 409, "The fact is dated in the future.");
    public static readonly ProblemCode BeforeItsCause =
        new("before-its-cause", 409, "The fact is told as having happened too long before what it rests on.");
    public static readonly ProblemCode ToldTooLate = new("told-too-late", 409, "The fact happened too long ago to be told now.");
    public static readonly ProblemCode NotYourOwn = new("not-your-own", 403, "Only another party of the book may do this.");
    public static readonly ProblemCode AlreadyAppointed = new("already-appointed", 409, "The party is appointed already.");
    public static readonly ProblemCode NotAppointed = new("not-appointed", 409, "The party is not appointed, so there is nothing to end.");
    public static readonly ProblemCode UnknownBook = new("unknown-book", 404, "The book does not exist.");
    public static readonly ProblemCode UnknownAddress = new("unknown-address", 404, "This address does not exist.");
    public static readonly ProblemCode UnknownProblem = new("unknown-problem", 404, "The problem code does not exist.");
    public static readonly ProblemCode MethodNotAllowed = new("method-not-allowed", 405, "This address does not support this method.");
    public static readonly ProblemCode NotAcceptable = new("not-acceptable", 406, "This address cannot answer in an accepted content type.");
    public static readonly ProblemCode UnknownSchema = new("unknown-schema", 404, "The event contract does not exist.");
    public static readonly ProblemCode UnknownProduct = new("unknown-product", 404, "The product is not registered in this book.");
    public static readonly ProblemCode UnknownUnit = new("unknown-unit", 404, "The unit is not registered in this book.");
    public static readonly ProblemCode UnknownSite = new("unknown-site", 404, "The site is not registered in this book.");
    public static readonly ProblemCode UnknownParty = new("unknown-party", 404, "The party is not in this book.");
    public static readonly ProblemCode UnknownAgreement = new("unknown-agreement", 404, "The agreement does not exist in this book.");
    public static readonly ProblemCode AgreementNotInForce =
        new("agreement-not-in-force", 409, "The agreement is proposed, and the other party has not accepted it yet.", Retryable.Yes);
    public static readonly ProblemCode UnknownOrder = new("unknown-order", 404, "The order does not exist in this book.");
    public static readonly ProblemCode DeclaredErroneous =
        new("declared-erroneous", 404, "It was declared erroneous, so the corrected view does not contain it.");
    public static readonly ProblemCode UnknownLine = new("unknown-line", 404, "The line does not exist.");
    public static readonly ProblemCode AgreementClosed = new("agreement-closed", 409, "The agreement is closed.");
    public static readonly ProblemCode OrderNotConfirmed =
        new("order-not-confirmed", 409, "The order is not confirmed yet: the draw on its commitment is pending.", Retryable.Yes);
    public static readonly ProblemCode WrongProduct = new("wrong-product", 409, "The line does not accept this product.");
    public static readonly ProblemCode AlreadyShipped = new("already-shipped", 409, "The units are already shipped.");
    public static readonly ProblemCode AlreadyRecorded = new("already-recorded", 409, "This number is already used. Choose another one.");
    public static readonly ProblemCode DiffersInCase = new("differs-in-case", 409, "The number differs only in case from one that exists.");
    public static readonly ProblemCode AmbiguousNumber =
        new("ambiguous-number", 409, "Several parties gave this number, and more than one of their documents may be meant.");
    public static readonly ProblemCode GlobalNumberInUse = new("global-number-in-use", 409, "The GTIN or GLN belongs to another product, site or party.");
    public static readonly ProblemCode AlreadyRegistered = new("already-registered", 409, "Some of the units are already registered.");
    public static readonly ProblemCode UnitNotThere = new("unit-not-there", 409, "Some of the units are not where the command needs them to be.");
    public static readonly ProblemCode UnitNotThereYet =
        new("unit-not-there-yet", 409, "Some of the units are still on their way to where the command needs them.", Retryable.Yes);
    public static readonly ProblemCode OverShipment = new("over-shipment", 409, "The shipment exceeds the order line's outstanding quantity.");
    public static readonly ProblemCode PositionNotReached = new("position-not-reached", 409, "The views have not reached this position yet.", Retryable.Yes);
    public static readonly ProblemCode Contended = new("contended", 503, "Too many other requests changed the same data at the same time.", Retryable.Yes);
    public static readonly ProblemCode Overloaded = new("overloaded", 503, "The ledger is overloaded. Nothing was recorded.", Retryable.Yes);
    public static readonly ProblemCode Stopping = new("stopping", 503, "The ledger is being stopped. Nothing was recorded.", Retryable.Yes);
    public static readonly ProblemCode TookTooLong = new("took-too-long", 504, "The request took too long. The outcome is unknown.", Retryable.SameKey);
    public static readonly ProblemCode Unavailable =
        new("unavailable", 503, "The ledger cannot reach its database. The outcome is unknown.", Retryable.SameKey);
    public static readonly ProblemCode Unexpected = new("unexpected", 500, "An internal error occurred. The outcome is unknown.", Retryable.SameKey);
}
