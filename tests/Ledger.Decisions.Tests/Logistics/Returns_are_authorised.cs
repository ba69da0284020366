using Ledger.Contracts.Ports;
using Ledger.Kernel;
using Ledger.Logistics;
using Ledger.Logistics.Returns;
using static Ledger.Decisions.Tests.Logistics.Consignment;

namespace Ledger.Decisions.Tests.Logistics;

/// <summary>The customer asks for G1 and G2 to go back; NV, their supplier, says yes or no, and either may still change its mind.</summary>
public class Returns_are_authorised
{
    private static readonly SiteInfo Works = new("FAB1", "Factory", "factory");
    private static readonly ReturnRequested Requested = new("RT1", "PDX1", Gpu, ["G1", "G2"], "dead", Noon, "NV");
    private static readonly ReturnAuthorised Authorised = new("RT1", "RMA1", "FAB1", Noon, Later.AddDays(1));
    private static readonly ReturnRefused Refused = new("RT1", "out of warranty", Noon);
    private static readonly ReturnWithdrawn Withdrawn = new("RT1", "CX1", "kept", Noon);
    private static readonly UnitsReturned Sent = new("RT1", "PDX1", "FAB1", "dead", [Move(Shelf, "site:FAB1/returned", "G1")], Noon);

    [Fact]
    public void The_customer_asks_for_units_that_it_has() => Given<UnitReturn>().When(Request(["NV"], At(Shelf, "G1", "G2")))
        .Then(Requested with { OccurredAt = Later }).AndTold();

    [Fact]
    public void It_asks_one_supplier_under_a_number_of_its_own()
    {
        Given<UnitReturn>().When(Request(["NV", "OTHER"], At(Shelf, "G1", "G2"))).ThenRefused(LogisticsProblems.SeveralSuppliers);
        Given<UnitReturn>().When(Request(["NV", null], At(Shelf, "G1", "G2"))).ThenRefused(LogisticsProblems.SeveralSuppliers);
        Given<UnitReturn>().When(Request(["NV"], At("rack:R1/installed", "G1", "G2"))).ThenRefused(Problems.UnitNotThere, "G1", "G2");
        Given<UnitReturn>(Requested).When(Request(["NV"], At(Shelf, "G1", "G2"))).ThenRefused(Problems.AlreadyRecorded);
        Given<UnitReturn>(Sent).When(Request(["NV"], At(Shelf, "G1", "G2"))).ThenRefused(Problems.AlreadyRecorded);
    }

    [Fact]
    public void The_supplier_says_yes_also_after_a_no_and_with_another_site()
    {
        Given<UnitReturn>(Requested).When(Authorise()).Then(new ReturnAuthorised("RT1", "RMA2", "FAB1", Later, Later.AddDays(9))).AndTold();
        Assert.True(Given<UnitReturn>(Requested, Refused).When(Authorise()).Decision!.IsAccepted);
        Assert.Equal("RMA2", Given<UnitReturn>(Requested, Authorised).When(Authorise()).State.Authorisation!.Rma);
        Given<UnitReturn>(Requested, Authorised).When(Authorise(rma: "RMA1")).ThenRefused(Problems.AlreadyRecorded);
        Given<UnitReturn>(Requested).When(Authorise(to: null)).ThenRefused(Problems.UnknownSite);
        Given<UnitReturn>(Requested).When(Authorise(to: Site)).ThenRefused(LogisticsProblems.NotTheSuppliersSite);
    }

    [Fact]
    public void Or_no_also_after_a_yes()
    {
        Given<UnitReturn>(Requested).When(Refuse).Then(Refused with { OccurredAt = Later }).AndTold();
        Given<UnitReturn>(Requested, Authorised).When(Refuse).Then(Refused with { OccurredAt = Later });
        Given<UnitReturn>(Requested, Refused).When(Refuse).ThenRefused(LogisticsProblems.ReturnNotOpen);
    }

    [Fact]
    public void Nothing_once_the_units_left_or_the_customer_keeps_them()
    {
        foreach (var answer in new[] { Authorise(), Refuse })
        {
            Given<UnitReturn>().When(answer).ThenRefused(LogisticsProblems.UnknownReturn);
            Given<UnitReturn>(Requested, Withdrawn).When(answer).ThenRefused(LogisticsProblems.ReturnNotOpen);
            Given<UnitReturn>(Requested, Authorised, Sent).When(answer).ThenRefused(LogisticsProblems.ReturnNotOpen);
            Given<UnitReturn>(Sent).When(answer).ThenRefused(LogisticsProblems.ReturnNotOpen);
        }
    }

    [Fact]
    public void The_customer_may_withdraw_until_the_units_left()
    {
        foreach (var state in new object[][] { [Requested], [Requested, Authorised], [Requested, Refused] })
        {
            Given<UnitReturn>(state).When(Withdraw()).Then(Withdrawn with { Reason = "kept", OccurredAt = Later }).AndTold();
        }

        Given<UnitReturn>(Requested, Withdrawn).When(Withdraw("CX2")).ThenRefused(LogisticsProblems.NothingToCancel);
        Given<UnitReturn>(Requested).When(Withdraw(serials: "G1")).ThenRefused(Problems.UnitNotThere, "G1");
    }

    [Fact]
    public void What_was_authorised_is_sent_as_it_was_authorised()
    {
        Assert.True(Given<UnitReturn>(Requested, Authorised).When(Send("G1")).Decision!.IsAccepted);
        Given<UnitReturn>(Requested).When(Send("G1")).ThenRefused(LogisticsProblems.ReturnNotAnswered);
        Given<UnitReturn>(Requested, Refused).When(Send("G1")).ThenRefused(LogisticsProblems.ReturnNotAuthorised);
        Given<UnitReturn>(Requested, Withdrawn).When(Send("G1")).ThenRefused(LogisticsProblems.ReturnNotAuthorised);
        Given<UnitReturn>(Requested, Authorised).When(Send("G1", "G3")).ThenRefused(LogisticsProblems.ReturnNotAuthorised, "G3");
        Given<UnitReturn>(Requested with { Product = "acme:C100" }, Authorised).When(Send("G1")).ThenRefused(LogisticsProblems.ReturnNotAuthorised);
        Given<UnitReturn>(Requested, Authorised with { To = "FAB2" }).When(Send("G1")).ThenRefused(LogisticsProblems.NotTheSuppliersSite);
        Given<UnitReturn>(Requested, Authorised, Sent).When(Send("G1")).ThenRefused(Problems.AlreadyRecorded);
    }

    [Fact]
    public void It_is_sent_in_time()
    {
        Given<UnitReturn>(Requested, Authorised with { ValidUntil = Later }).When(Send("G1")).ThenRefused(LogisticsProblems.ReturnNotAuthorised);
        Assert.True(Given<UnitReturn>(Requested, Authorised with { ValidUntil = Later.AddTicks(1) }).When(Send("G1")).Decision!.IsAccepted);
    }

    [Fact]
    public void What_was_not_asked_for_goes_back_where_the_agreement_leaves_that_to_the_customer()
    {
        Given<UnitReturn>().When(Send([Line], "G1")).ThenRefused(LogisticsProblems.ReturnNotAuthorised, "G1");
        Assert.True(Given<UnitReturn>().When(Send(["SA-1/2"], "G1")).Decision!.IsAccepted);
        Assert.True(Given<UnitReturn>(Requested, Authorised).When(Send([Line], "G1")).Decision!.IsAccepted);
    }

    private static Func<UnitReturn?, Decision> Request(string?[] suppliers, IReadOnlyList<UnitAt> located) => earlier => RequestReturnEndpoint.Decide(
        new("RT1", "PDX1", Gpu, ["G1", "G2"], "dead"), new(new(earlier is not null, located, [Parties.Customer], []), suppliers), ToldAt(Later));

    private static Func<UnitReturn?, Decision> Authorise(string rma = "RMA2") => Authorise(Works, rma);

    private static Func<UnitReturn?, Decision> Authorise(SiteInfo? to, string rma = "RMA2") => returned => AuthoriseReturnEndpoint.Decide(
        new("RT1", rma, to?.Site ?? "NOWHERE", Later.AddDays(9)), new(returned, to), ToldAt(Later));

    private static Decision Refuse(UnitReturn? returned) => RefuseReturnEndpoint.Decide(new("RT1", "out of warranty"), returned, ToldAt(Later));

    private static Func<UnitReturn?, Decision> Withdraw(string cancellation = "CX1", params string[] serials) => returned => CancelReturnEndpoint.Decide(
        new(cancellation, "RT1", "kept", serials.Length == 0 ? null : serials), new(returned, [], [], [], [Parties.Customer]), ToldAt(Later));

    private static Func<UnitReturn?, Decision> Send(params string[] serials) => Send([], serials);

    private static Func<UnitReturn?, Decision> Send(string[] authorising, params string[] serials) => returned => ReturnUnitsEndpoint.Decide(
        new("RT1", "PDX1", Gpu, serials, "FAB1", "dead"),
        new(new(returned is { IsSent: true }, At(Shelf, serials), [Parties.Customer], []), Works, [], ["NV"], returned, authorising), ToldAt(Later));
}
