using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using FluentValidation;
using Ledger.Contracts;
using Ledger.Door.Refusals;
using Ledger.Kernel;
using Ledger.Logistics;

namespace Ledger.Decisions.Tests.Logistics;

/// <summary>
/// Every field rule of this context's commands. Method: the sample of the command, right in all but one member, read and checked as it is at the edge.
/// </summary>
public class Commands_are_checked
{
    private static readonly Dictionary<string, string> Right = typeof(LogisticsModule).Assembly.GetTypes()
        .Select(type => (type.Name, Sample: type.GetCustomAttribute<SampleAttribute>())).Where(command => command.Sample is not null)
        .ToDictionary(command => command.Name, command => command.Sample!.Body);

    public static TheoryData<string> Commands => [.. Right.Keys];

    [Theory]
    [MemberData(nameof(Commands))]
    public void What_is_right_passes(string command) => Assert.Empty(ErrorsOf(command, JsonNode.Parse(Right[command])!.AsObject()));

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_time_lies_between_2000_and_2100(string command)
    {
        foreach (
            var (time, isRight) in new[] { ("1999-12-31T23:59:59Z", false), ("2000-01-01T00:00:00Z", true), ("2099-12-31T23:59:59+02:00", true),
            ("2100-01-01T00:00:00Z", false) })
        {
            Assert.Equal(isRight ? [] : ["/occurredAt date-out-of-range"], ErrorsOf(command, With(command, "occurredAt", time)));
        }
    }

    [Theory]
    [InlineData("RegisterBatch", "batch", "product", "site", "serials")]
    [InlineData("ShipBatch", "batch", "order", "orderLine", "to", "carrier", "despatchAdvice")]
    [InlineData("VoidShipment", "batch", "reason")]
    [InlineData("ReportTransport", "batch", "report", "status")]
    [InlineData("ReceiveBatch", "batch", "receipt")]
    [InlineData("AcceptUnits", "inspection", "site", "product", "serials")]
    [InlineData("RejectUnits", "inspection", "site", "product", "serials", "reason")]
    [InlineData("ReturnUnits", "return", "site", "product", "serials", "to", "reason")]
    [InlineData("RequestReturn", "return", "site", "product", "serials", "reason")]
    [InlineData("AuthoriseReturn", "return", "rma", "to")]
    [InlineData("RefuseReturn", "return", "reason")]
    [InlineData("ReceiveReturn", "return", "receipt")]
    [InlineData("WriteOffReturn", "writeOff", "return", "liable", "reason")]
    public void A_required_member_is_named_when_it_is_absent_and_an_optional_one_may_be(string command, params string[] required)
    {
        foreach (var member in JsonNode.Parse(Right[command])!.AsObject().Select(m => m.Key))
        {
            var body = JsonNode.Parse(Right[command])!.AsObject();
            body.Remove(member);
            Assert.Equal(required.Contains(member) ? [$"/{member} required"] : [], ErrorsOf(command, body));
        }
    }

    [Theory]
    [InlineData("RegisterBatch", "batch", "site")]
    [InlineData("ShipBatch", "batch", "order", "to", "carrier", "despatchAdvice")]
    [InlineData("VoidShipment", "batch")]
    [InlineData("ReportTransport", "batch", "report")]
    [InlineData("ReceiveBatch", "batch", "receipt")]
    [InlineData("AcceptUnits", "inspection", "site")]
    [InlineData("RejectUnits", "inspection", "site")]
    [InlineData("ReturnUnits", "return", "site", "to", "carrier")]
    [InlineData("RequestReturn", "return", "site")]
    [InlineData("AuthoriseReturn", "return", "rma", "to")]
    [InlineData("RefuseReturn", "return")]
    [InlineData("ReceiveReturn", "return", "receipt")]
    [InlineData("WriteOffReturn", "writeOff", "return", "liable")]
    public void Numbers_that_partners_choose_are_well_formed(string command, params string[] members) =>
        Assert.All(members, member => Assert.Equal([$"/{member} bad-format"], ErrorsOf(command, With(command, member, "a/b"))));

    [Theory]
    [InlineData("RegisterBatch")]
    [InlineData("AcceptUnits")]
    [InlineData("RejectUnits")]
    [InlineData("ReturnUnits")]
    [InlineData("RequestReturn")]
    public void Products_and_serials_are_well_formed(string command)
    {
        Assert.Equal(["/product bad-format"], ErrorsOf(command, With(command, "product", "B300")));
        Assert.Equal(["/serials count-out-of-range"], ErrorsOf(command, With(command, "serials", new JsonArray())));
        Assert.Equal(["/serials count-out-of-range"], ErrorsOf(command, With(command, "serials", Serials(10_001))));
        Assert.Empty(ErrorsOf(command, With(command, "serials", Serials(10_000))));
        Assert.Equal(["/serials/1 bad-serial", "/serials/2 duplicate-serial"], ErrorsOf(command, With(command, "serials", new JsonArray("G1", "G 2", "G1"))));
    }

    [Theory]
    [InlineData("serials")]
    [InlineData("damaged")]
    public void A_receipt_may_see_nothing_but_nothing_twice(string member)
    {
        Assert.Empty(ErrorsOf("ReceiveBatch", With("ReceiveBatch", member, new JsonArray())));
        Assert.Equal([$"/{member}/1 duplicate-serial"], ErrorsOf("ReceiveBatch", With("ReceiveBatch", member, new JsonArray("G1", "G1"))));
        Assert.Equal([$"/{member} count-out-of-range"], ErrorsOf("ReceiveBatch", With("ReceiveBatch", member, Serials(10_001))));
    }

    [Theory]
    [InlineData("VoidShipment", "reason")]
    [InlineData("ReportTransport", "note")]
    [InlineData("AcceptUnits", "reference")]
    [InlineData("RejectUnits", "reason")]
    [InlineData("RejectUnits", "reference")]
    [InlineData("ReturnUnits", "reason")]
    [InlineData("RequestReturn", "reason")]
    [InlineData("RefuseReturn", "reason")]
    [InlineData("WriteOffReturn", "reason")]
    [InlineData("WriteOffReturn", "claim")]
    public void Texts_say_something_and_end(string command, string member)
    {
        Assert.Equal([$"/{member} bad-text"], ErrorsOf(command, With(command, member, "  ")));
        Assert.Equal([$"/{member} bad-text"], ErrorsOf(command, With(command, member, new string('x', 501))));
        Assert.Empty(ErrorsOf(command, With(command, member, new string('x', 500))));
    }

    [Theory]
    [InlineData(0, "/orderLine line-out-of-range")]
    [InlineData(1)]
    [InlineData(9999)]
    [InlineData(10_000, "/orderLine line-out-of-range")]
    public void Order_lines_are_counted_from_1_to_9999(int line, params string[] errors) =>
        Assert.Equal(errors, ErrorsOf("ShipBatch", With("ShipBatch", "orderLine", line)));

    [Theory]
    [InlineData("1999-12-31", "/expectedArrival date-out-of-range")]
    [InlineData("2000-01-01")]
    [InlineData("2099-12-31")]
    [InlineData("2100-01-01", "/expectedArrival date-out-of-range")]
    [InlineData("09.05.2026", "/expectedArrival wrong-type")]
    public void An_arrival_is_expected_on_a_date_of_this_century(string date, params string[] errors) =>
        Assert.Equal(errors, ErrorsOf("ShipBatch", With("ShipBatch", "expectedArrival", date)));

    [Theory]
    [InlineData("estimatedArrival", "1999-12-31T23:59:59Z", "/estimatedArrival date-out-of-range")]
    [InlineData("estimatedArrival", "2099-12-31T23:59:59Z")]
    [InlineData("status", "delivered")]
    [InlineData("status", "lost", "/status wrong-type")]
    [InlineData("place", " ", "/place bad-text")]
    public void A_transport_report_holds_what_it_must(string member, string value, params string[] errors) =>
        Assert.Equal(errors, ErrorsOf("ReportTransport", With("ReportTransport", member, value)));

    [Fact]
    public void An_exception_in_transport_is_told_in_a_note()
    {
        var body = With("ReportTransport", "status", "exception");
        Assert.Empty(ErrorsOf("ReportTransport", body));
        body.Remove("note");
        Assert.Equal(["/note note-missing"], ErrorsOf("ReportTransport", body));
    }

    private static JsonArray Serials(int count) => [.. Enumerable.Range(1, count).Select(i => JsonValue.Create($"G{i}"))];

    private static JsonObject With(string command, string member, JsonNode? value)
    {
        var body = JsonNode.Parse(Right[command])!.AsObject();
        body[member] = value;
        return body;
    }

    /// <summary>As <c>/pointer code</c>.</summary>
    private static IEnumerable<string> ErrorsOf(string command, JsonObject body)
    {
        var types = typeof(LogisticsModule).Assembly.GetTypes();
        var type = types.Single(t => t.Name == command);
        var validator = (IValidator)Activator.CreateInstance(types.Single(t => t.IsAssignableTo(typeof(IValidator<>).MakeGenericType(type))))!;
        try
        {
            var read = JsonSerializer.Deserialize(body.ToJsonString(), type, JsonEdge.Options)!;
            return JsonPointer.Of(validator.Validate(new ValidationContext<object>(read))).Select(e => $"{e.Pointer} {e.Code}");
        }
        catch (JsonException e)
        {
            return JsonPointer.Of(e).Select(error => $"{error.Pointer} {error.Code}");
        }
    }
}
