namespace Ledger.Kernel;

/// <summary>Problems that any command or read can meet, and those that several contexts share. Each context lists its own beside its rules.</summary>
public static class Problems
{
    public static readonly ProblemCode MalformedJson = new("malformed-json", 400, "The body is not the JSON that this command takes.");
    public static readonly ProblemCode InvalidCommand = new("invalid-command", 400, "Some fields of the command do not hold what they must.");
    public static readonly ProblemCode InvalidQuery = new("invalid-query", 400, "Some parameters of the address do not hold what they must.");
    public static readonly ProblemCode UnknownCommand = new("unknown-command", 400, "There is no command of this type.");
    public static readonly ProblemCode LineTooLong = new("line-too-long", 413, "The line is longer than a command may be.");
    public static readonly ProblemCode TooManyLines = new("too-many-lines", 413, "A bulk request has more lines than are taken at a time.");
    public static readonly ProblemCode BodyTooLarge = new("body-too-large", 413, "The body is larger than this address takes.");
    public static readonly ProblemCode IdempotencyKeyMissing = new("idempotency-key-missing", 400, "A command needs an idempotency key.");
    public static readonly ProblemCode IdempotencyKeyInvalid = new("idempotency-key-invalid", 400, "The idempotency key is not one.");
    public static readonly ProblemCode IdempotencyKeyReused = new("idempotency-key-reused", 422, "The idempotency key was used for another request.");
    public static readonly ProblemCode InvalidPrecondition = new("invalid-precondition", 400, "The precondition cannot be read.");
    public static readonly ProblemCode StaleVersion = new("stale-version", 412, "What the command was decided on has changed meanwhile.");
    public static readonly ProblemCode UnsupportedMediaType = new("unsupported-media-type", 415, "This address takes another content type.");
    public static readonly ProblemCode UnsupportedEncoding = new("unsupported-encoding", 415, "Bodies are taken as they are, not compressed.");
    public static readonly ProblemCode AddressTooLong = new("address-too-long", 414, "The address is longer than any that there is.");
    public static readonly ProblemCode BodyTooSlow = new("body-too-slow", 408, "The body did not arrive in time. Nothing happened.", Retryable.Yes);
    public static readonly ProblemCode TooManyRequests = new("too-many-requests", 429, "More requests a minute than one sender may send.", Retryable.Yes);
    public static readonly ProblemCode TooManyAtOnce = new("too-many-at-once", 429, "More requests at the same time than one app may have.", Retryable.Yes);
    public static readonly ProblemCode NotSealable = new("not-sealable", 422, "What the command says cannot be written down in the one way that is sealed.");
    public static readonly ProblemCode OccurredInTheFuture = new("occurred-in-the-future", 409, "A fact cannot lie in the future.");
    public static readonly ProblemCode NotYourOwn = new("not-your-own", 403, "Another party of the book may do this, not this one.");
    public static readonly ProblemCode UnknownBook = new("unknown-book", 404, "There is no such book.");
    public static readonly ProblemCode UnknownAddress = new("unknown-address", 404, "There is nothing at this address.");
    public static readonly ProblemCode UnknownProblem = new("unknown-problem", 404, "There is no problem with this code.");
    public static readonly ProblemCode MethodNotAllowed = new("method-not-allowed", 405, "This address does not take this method.");
    public static readonly ProblemCode NotAcceptable = new("not-acceptable", 406, "This address answers with other content types.");
    public static readonly ProblemCode UnknownSchema = new("unknown-schema", 404, "There is no event with this contract.");
    public static readonly ProblemCode UnknownProduct = new("unknown-product", 404, "The product is not registered in this book.");
    public static readonly ProblemCode UnknownUnit = new("unknown-unit", 404, "There is no such unit in this book.");
    public static readonly ProblemCode UnknownSite = new("unknown-site", 404, "The site is not registered in this book.");
    public static readonly ProblemCode UnknownParty = new("unknown-party", 404, "The party is not registered in this book.");
    public static readonly ProblemCode UnknownAgreement = new("unknown-agreement", 404, "The agreement is not recorded in this book.");
    public static readonly ProblemCode DeclaredErroneous = new("declared-erroneous", 404, "It was declared erroneous: as corrected, there is no such thing.");
    public static readonly ProblemCode UnknownLine = new("unknown-line", 404, "There is no such line.");
    public static readonly ProblemCode AgreementClosed = new("agreement-closed", 409, "The agreement is closed.");
    public static readonly ProblemCode OrderNotConfirmed = new("order-not-confirmed", 409, "The draw on the commitment is not decided yet.", Retryable.Yes);
    public static readonly ProblemCode WrongProduct = new("wrong-product", 409, "The line does not take this product.");
    public static readonly ProblemCode AlreadyShipped = new("already-shipped", 409, "The units have been shipped already.");
    public static readonly ProblemCode AlreadyRecorded = new("already-recorded", 409, "This number has been used before.");
    public static readonly ProblemCode AlreadyRegistered = new("already-registered", 409, "Some of the units are registered already.");
    public static readonly ProblemCode UnitNotThere = new("unit-not-there", 409, "Some of the units are not where the command takes them from.");
    public static readonly ProblemCode OverShipment = new("over-shipment", 409, "More units than the order line has outstanding.");
    public static readonly ProblemCode PositionNotReached = new("position-not-reached", 409, "The views have not come to this position yet.", Retryable.Yes);
    public static readonly ProblemCode Contended = new("contended", 503, "Too many others changed the same thing at the same moment.", Retryable.Yes);
    public static readonly ProblemCode Overloaded = new("overloaded", 503, "The ledger has more to do than it can. Nothing happened.", Retryable.Yes);
    public static readonly ProblemCode TookTooLong = new("took-too-long", 504, "The ledger gave up waiting for an answer of its own. The outcome is unknown.", Retryable.SameKey);
    public static readonly ProblemCode Unavailable = new("unavailable", 503, "The ledger cannot reach its database. The outcome is unknown.", Retryable.SameKey);
    public static readonly ProblemCode Unexpected = new("unexpected", 500, "The ledger met an error of its own. The outcome is unknown.", Retryable.SameKey);
}
