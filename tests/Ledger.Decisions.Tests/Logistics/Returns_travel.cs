using Ledger.Contracts.Messages;
using Ledger.Contracts.Ports;
using Ledger.Kernel;
using Ledger.Logistics;
using Ledger.Logistics.Returns;
using static Ledger.Decisions.Tests.Logistics.Consignment;

namespace Ledger.Decisions.Tests.Logistics;

/// <summary>G1, G2 and G3 go back with a carrier: they count toward no line from the moment when it has them, and come, or do not.</summary>
public class Returns_travel
{
    private const string Road = "return:RT1/returning";
    private const string Gone = "return:RT1/notReturned";
    private const string GivenUp = "return:RT1/writtenOff";
    private const string Back = "site:FAB1/returned";
    private static readonly SiteInfo Works = new("FAB1", "Factory", "factory");
    private static readonly ShippedOn Shipment = new("PO-1", 1, Line, "FAB1", Units);

    private static readonly UnitsReturned Sent = new(
        "RT1", "PDX1", "FAB1", "recall", [Move(Shelf, Road, "G1", "G2"), Move(Aside, Road, "G3")], Noon, [new("PO-1", 1, Line, 3)], "CAR");

    [Fact]
    public void The_carrier_has_them_and_their_order_line_has_room() => Given<UnitReturn>()
        .When(Send([.. At(Shelf, "G1", "G2"), .. At(Aside, "G3")], Carrier)).Then(Sent with { OccurredAt = Later })
        .AndTold(new UnitsReturnedNotice("RT1", "PO-1", 1, 3, Later));

    [Fact]
    public void The_carrier_is_a_party_of_the_book() => Given<UnitReturn>().When(Send(At(Shelf, Units), null)).ThenRefused(Problems.UnknownParty);

    [Fact]
    public void They_arrive_all_at_once_or_in_parts()
    {
        Given<UnitReturn>(Sent).When(Receive(On(Road, Units))).Then(Received("RR1", true, Move(Road, Back, Units))).AndTold();
        Given<UnitReturn>(Sent).When(Receive(On(Road, Units), false, "G2")).Then(Received("RR1", false, Move(Road, Back, "G2")));
    }

    [Fact]
    public void What_a_final_receipt_does_not_see_is_missing_and_comes_later()
    {
        Given<UnitReturn>(Sent).When(Receive(On(Road, Units), true, "G2")).Then(Received("RR1", true, Move(Road, Back, "G2"), Move(Road, Gone, "G1", "G3")));
        Given<UnitReturn>(Sent).When(Receive([.. On(Gone, "G1"), .. On(GivenUp, "G3"), .. On(Back, "G2")], true, "G1", "G3"))
            .Then(Received("RR1", true, Move(Gone, Back, "G1"), Move(GivenUp, Back, "G3")));
        Given<UnitReturn>(Sent).When(Receive(On(Road, Units), true, [])).Then(Received("RR1", true, Move(Road, Gone, Units)));
    }

    [Fact]
    public void Nothing_else_is_received()
    {
        Given<UnitReturn>().When(Receive([])).ThenRefused(LogisticsProblems.UnknownReturn);
        Given<UnitReturn>(new ReturnRequested("RT1", "PDX1", Gpu, Units, "dead", Noon, "NV")).When(Receive([])).ThenRefused(LogisticsProblems.NotSent);
        Given<UnitReturn>(Sent).When(Receive([.. On(Road, "G1"), .. At(Shelf, "G9")], true, "G1", "G9")).ThenRefused(Problems.UnitNotThere, "G9");
        Given<UnitReturn>(Sent).When(Receive(On(Back, Units))).ThenRefused(LogisticsProblems.NothingToReceive);
        Given<UnitReturn>(Sent).When(Receive(On(Gone, Units))).ThenRefused(LogisticsProblems.NothingToReceive);
        Given<UnitReturn>(Sent).When(Receive(On(Road, Units), false, [])).ThenRefused(LogisticsProblems.NothingToReceive);
        Given<UnitReturn>(Sent, Received("RR1", false, Move(Road, Back, "G2"))).When(Receive(On(Road, "G1", "G3"))).ThenRefused(Problems.AlreadyRecorded);
    }

    [Fact]
    public void What_is_lost_is_given_up_by_whoever_answers_for_it()
    {
        Given<UnitReturn>(Sent).When(WriteOff(On(Gone, "G1", "G3"))).Then(new ReturnWrittenOff(
            "RT1", "WO1", null, "CAR", "CL-1", "lost", [Move(Gone, GivenUp, "G1", "G3")], Later)).AndTold();
        Given<UnitReturn>(Sent).When(WriteOff(On(Gone, "G1", "G3"), "G3")).Then(new ReturnWrittenOff(
            "RT1", "WO1", null, "CAR", "CL-1", "lost", [Move(Gone, GivenUp, "G3")], Later));
        Given<UnitReturn>(Sent).When(WriteOff(On(Road, Units))).ThenRefused(LogisticsProblems.NothingMissing);
        Given<UnitReturn>(Sent).When(WriteOff(On(Road, Units), "G1")).ThenRefused(Problems.UnitNotThereYet, "G1");
        Given<UnitReturn>(Sent).When(WriteOff(On(Back, Units), "G1")).ThenRefused(Problems.UnitNotThere, "G1");
        Given<UnitReturn>().When(WriteOff([])).ThenRefused(LogisticsProblems.UnknownReturn);
        Given<UnitReturn>(Sent, new ReturnWrittenOff("RT1", "WO1", null, "CAR", null, "lost", [], Noon)).When(WriteOff(On(Gone, "G1")))
            .ThenRefused(Problems.AlreadyRecorded);
    }

    /// <summary>They never left, or the carrier brought them back: wherever the ledger has them by then.</summary>
    [Fact]
    public void They_are_where_they_were_if_they_never_left_or_came_back()
    {
        Given<UnitReturn>(Sent).When(Cancel(On(Road, Units))).Then(Cancelled(3, Move(Road, Shelf, "G1", "G2"), Move(Road, Aside, "G3")))
            .AndTold(new ReturnCancelledNotice("RT1", "CX1", "PO-1", 1, 3, Later));
        Given<UnitReturn>(Sent).When(Cancel([.. On(Gone, "G1"), .. On(Back, "G2"), .. On(GivenUp, "G3")]))
            .Then(Cancelled(3, Move(Gone, Shelf, "G1"), Move(Back, Shelf, "G2"), Move(GivenUp, Aside, "G3")));
    }

    private static IReadOnlyList<UnitAt> On(string account, params string[] serials) => [.. serials.Select(serial => new UnitAt(Gpu, serial, account, null))];

    private static object Received(string receipt, bool final, params Ledger.Contracts.Movement[] movements) =>
        new ReturnReceived("RT1", receipt, "FAB1", final, movements, Later);

    private static object Cancelled(long units, params Ledger.Contracts.Movement[] movements) =>
        new ReturnCancelled("RT1", "CX1", "wrong pallet", movements, Later, [new("PO-1", 1, units, 10)], ["order/PO-1"]);

    private static Func<UnitReturn?, Decision> Send(IReadOnlyList<UnitAt> located, PartyInfo? carrier) => returned => ReturnUnitsEndpoint.Decide(
        new("RT1", "PDX1", Gpu, Units, "FAB1", "recall", "CAR"),
        new(new(returned is { IsSent: true }, located, [Parties.Customer], []), Works, [Shipment], ["NV"], returned, [], carrier), ToldAt(Later));

    private static Func<UnitReturn?, Decision> Receive(IReadOnlyList<UnitAt> located) => Receive(located, true, null);

    private static Func<UnitReturn?, Decision> Receive(IReadOnlyList<UnitAt> located, bool final, params string[]? serials) => returned =>
        ReceiveReturnEndpoint.Decide(new("RT1", "RR1", serials, final), new(returned, located, ["NV"]), ToldAt(Later));

    private static Func<UnitReturn?, Decision> WriteOff(IReadOnlyList<UnitAt> located, params string[] serials) => returned => WriteOffReturnEndpoint.Decide(
        new("WO1", "RT1", "CAR", "lost", serials.Length == 0 ? null : serials, "CL-1"), new(returned, located, ["NV"], ["CLOUD"], Carrier), ToldAt(Later));

    private static Func<UnitReturn?, Decision> Cancel(IReadOnlyList<UnitAt> left) => returned => CancelReturnEndpoint.Decide(
        new("CX1", "RT1", "wrong pallet"), new(returned, left, [Shipment], [new(OrderLine(), 7, [])], [Parties.Customer]), ToldAt(Later));
}
