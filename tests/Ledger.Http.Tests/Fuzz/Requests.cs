using System.Text;
using CsCheck;
using Ledger.Contracts;
using Ledger.Door.Permissions;

namespace Ledger.Http.Tests.Fuzz;

/// <summary>Requests made from the document: as it says, and with one thing odd.</summary>
internal sealed class Requests
{
    public const string Key = "Idempotency-Key";
    public const string ContentType = "Content-Type";

    /// <summary>Notes, and what is none.</summary>
    private static readonly string[] Texts =
        [Http.Tests.Commands.Cosignature, "", "\n", "\n\n", "x\n\n— x AAAAAAA=\n", "— x", "{}", "a\n18446744073709551616\nx\n\n— x y\n", new('\n', 70_000)];

    private readonly ApiDocument _document;
    private readonly AddressWords _words;
    private readonly FuzzCallers _callers;
    private readonly Dictionary<string, Gen<string>> _bodies;

    public Requests(ApiDocument document, FuzzBook book)
    {
        (_document, _words, _callers) = (document, new AddressWords(book), book.Callers);
        var bodies = new Bodies(document, new Vocabulary(book));
        _bodies = Commands.ToDictionary(command => command.Id, bodies.Of);
        // Each line is one of many commands, so there are more of them.
        Any = Gen.Frequency<FuzzRequest>([.. document.Operations.Select(operation => (operation.Id == Rights.Bulk ? 3 : 1, (IGen<FuzzRequest>)Of(operation)))]);
    }

    public Gen<FuzzRequest> Any { get; }

    private IEnumerable<ApiOperation> Commands => _document.Operations.Where(operation => operation.IsCommand);

    private Gen<FuzzRequest> Of(ApiOperation operation)
    {
        var valid = Valid(operation);
        var body = operation.Body is null
            || operation.IsText ? valid : operation.Id == Rights.Bulk ? Lines(valid) : valid.SelectMany(request => BrokenBody(operation, request));
        return Gen.Frequency<FuzzRequest>(
            (50, valid),
            (18, body),
            (12, valid.SelectMany(request => OddHeaders.Of(request, operation))),
            (6, OddAddresses.Of(operation, address => Valid(operation, address))),
            (6, valid.SelectMany(request => OddQueries.Of(request, operation))),
            (3, Gen.Select(
                valid, Gen.OneOf("PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "HEAD", "CONNECT", "GET", "POST", "get", "X"), (request, method) =>
                    (request with { Method = method }).As("method"))),
            (5, valid.SelectMany(request => OddCaller(operation, request))));
    }

    /// <summary>As the document says.</summary>
    public Gen<FuzzRequest> Valid(ApiOperation operation) => Valid(operation, null);

    private Gen<FuzzRequest> Valid(ApiOperation operation, string? address)
    {
        var path = address is null ? Filled(operation) : Gen.Const(address);
        var query =
            Chance.All(
                operation.Parameters("query").Select(name => (_words.Find(name) ?? Gen.Const("x")).Select(value => (string?)$"{name}={value}").Seldom()));
        var valid = Gen.Select(path, query, Caller(operation), (at, asked, caller) =>
            new FuzzRequest(operation.Id, "valid", operation.Method, at, string.Join('&', asked.OfType<string>()), [], null, caller));
        return operation.Body is not { ContentType: var type } ? valid
            : operation.IsText
                ? Gen.Select(valid, Gen.OneOf(Texts), (request, text) => (request with { Body = Encoding.UTF8.GetBytes(text) }).With(ContentType, type))
            : operation.Id == Rights.Bulk
                ? Gen.Select(
                    valid, Line(Command, isOdd: false).Array[1, 3], (request, lines) =>
                        (request with { Body = Encoding.UTF8.GetBytes(string.Join('\n', lines)) }).With(ContentType, type))
            : Gen.Select(
                valid, _bodies[operation.Id], Chance.Number("f-").Mostly(40, Gen.OneOf("again-1", "again-2", "again-3")), (request, body, key) =>
                    (request with { Body = Encoding.UTF8.GetBytes(body) }).With(ContentType, type).With(Key, key));
    }

    /// <summary>The address with ids of the book; a book is only opened once, so for that it is mostly a new one.</summary>
    private Gen<string> Filled(ApiOperation operation) => Chance.All(operation.Path.Split('/').Select(segment => !segment.StartsWith('{') ? Gen.Const(segment)
        : operation.Id == "OpenBook" ? Chance.Number("f-").Mostly(4, _words.Find("book")!)
        : (_words.Find(segment[1..^1]) ?? throw new InvalidOperationException($"{operation.Path}: nothing is known of {segment}."))
            .Mostly(segment == "{book}" ? 60 : 8, Gen.Const("NONE-1"))))
        .Select(segments => string.Join('/', segments));

    private static Gen<string> Caller(ApiOperation operation) => operation.IsOpen ? Gen.OneOf("", "operator") : Gen.OneOf(Enum.GetValues<Roles>()
        .Where(role => role is Roles.Supplier or Roles.Customer or Roles.Carrier or Roles.Integrator or Roles.Auditor or Roles.Operator
            && (Operations.Allowed[operation.Id] & role) != 0)
        .Select(FuzzCallers.NameOf).ToArray());

    private Gen<FuzzRequest> OddCaller(ApiOperation operation, FuzzRequest request) => Gen.Frequency<FuzzRequest>(
        (3, Gen.OneOf(_callers.Strangers.Append("").ToArray()).Select(caller => (request with { Caller = caller }).As("stranger", !operation.IsOpen))),
        (2, Gen.OneOf(_callers.Others.ToArray()).Select(caller => (request with { Caller = caller }).As("caller"))),
        (2, Gen.OneOf("supplier", "customer", "carrier", "integrator", "auditor", "operator").Select(caller => (request with { Caller = caller }).As("role"))));

    private Gen<FuzzRequest> BrokenBody(ApiOperation operation, FuzzRequest request)
    {
        var (text, schema) = (Encoding.UTF8.GetString(request.Body!), _document.Follow(operation.Body!.Value.Schema).Schema);
        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()!).ToArray() : [];
        return Gen.Frequency<FuzzRequest>(
            (6, BrokenBodies.Value(text).Select(body => (request with { Body = body }).As("value"))),
            (3, BrokenBodies.Members(text, required).Select(body => (request with { Body = body }).As("members", true))),
            (3, BrokenBodies.Whole(text).Select(body => (request with { Body = body }).As("body", true))),
            (1, BrokenBodies.Encoded(text).Select(body => (request with { Body = body }).As("encoding"))));
    }

    private Gen<FuzzRequest> Lines(Gen<FuzzRequest> valid) =>
        Gen.Select(
            valid, Line(Command, isOdd: true).Array[1, 4], (request, lines) =>
                (request with { Body = Encoding.UTF8.GetBytes(string.Join('\n', lines)) }).As("lines"));

    private Gen<ApiOperation> Command => Gen.OneOf(Commands.ToArray());

    /// <summary>A command as a line, with its type and key; or with something odd about it.</summary>
    private Gen<string> Line(Gen<ApiOperation> command, bool isOdd) =>
        command.SelectMany(operation => Gen.Select(_bodies[operation.Id], Chance.Number("l-")).SelectMany((body, key) =>
    {
        var proper = Gen.Const($"{{\"type\":\"{operation.Id}\",\"key\":\"{key}\",{body[1..]}");
        return !isOdd ? proper : Gen.Frequency<string>(
            (2, proper),
            (4, BrokenBodies.Value(body).Select(odd => $"{{\"type\":\"{operation.Id}\",\"key\":\"{key}\",{Encoding.UTF8.GetString(odd)[1..]}")),
            (2, proper.SelectMany(line => BrokenBodies.Whole(line)).Select(Encoding.UTF8.GetString)),
            (1, Gen.Const($"{{\"type\":\"{operation.Id}\",{body[1..]}")),
            (1, Gen.Const($"{{\"key\":\"{key}\",\"type\":\"{operation.Id}\",{body[1..]}")),
            (1, Gen.OneOf(
                "", " ", "\r", "{\"type\":\"OpenBook\"}", "{\"type\":\"None\",\"key\":\"k\"}", "{\"type\":\"PostCommands\",\"key\":\"k\"}",
                "{\"type\":\"ReadBook\"}")));
    }));
}
