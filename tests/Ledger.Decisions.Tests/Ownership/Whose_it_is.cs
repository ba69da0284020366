using Ledger.Agreements.Agreements;
using Ledger.Agreements.Answers;
using Ledger.Agreements.Books;
using Ledger.Agreements.Milestones;
using Ledger.Agreements.Signing;
using Ledger.Audit.Declarations;
using Ledger.Contracts.Ports;
using Ledger.Decisions.Tests.Agreements;
using Ledger.Decisions.Tests.Logistics;
using Ledger.Decisions.Tests.Ordering;
using Ledger.Deployment;
using Ledger.Deployment.Appointments;
using Ledger.Deployment.Racks;
using Ledger.Kernel;
using Ledger.Logistics.Attributions;
using Ledger.Logistics.Batches;
using Ledger.Logistics.Counts;
using Ledger.Logistics.Inspections;
using Ledger.Logistics.Losses;
using Ledger.Logistics.Receipts;
using Ledger.Logistics.Returns;
using Ledger.Logistics.Transport;
using Ledger.Ordering.Changes;
using Ledger.Ordering.Orders;
using static Ledger.Deployment.Appointments.Appointed;

namespace Ledger.Decisions.Tests.Ownership;

/// <summary>
/// Roles say what a party may do; this says to whose. Method: each command, decided once as sent by each of its owners, once by another party of the same role,
/// and once by the ledger itself, as a message is. Only the second is refused for that reason, whatever else is wrong with the command.
/// </summary>
public class Whose_it_is
{
    private const string Other = "ANOTHER";
    private static readonly DateTimeOffset Now = new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly AgreementParties Parties = new("NV", "CLOUD");
    private static readonly Agreement Signed = Scenario.Fold<Agreement>([Deal.Signed])!;
    private static readonly Order Ordered = Scenario.Fold<Order>(Purchase.Confirmed)!;
    private static readonly Batch Registered = Story.Fold<Batch>([Story.By("NV", (BatchRegistered)Consignment.Registered)])!;
    private static readonly Batch Shipped = Story.Fold<Batch>([Story.By("NV", (BatchRegistered)Consignment.Registered), Consignment.Shipped])!;
    private static readonly Rack Planned = Story.Fold<Rack>([Story.By("BUILDER", (RackPlanned)Deployment.RackStory.Planned)])!;
    private static readonly RecordedFact Wrong = new(Guid.NewGuid(), "batch/B1", 1, 1, "logistics.batch-registered.v1", "NV", Consignment.Registered);
    private static readonly ShipBatch ShipB1 = new("B1", "PO-1", 1, "PDX1", "CAR", "ASN-1");
    private static readonly ReturnUnits ReturnG1 = new("RMA1", "PDX1", Consignment.Gpu, ["G1"], "PDX1", "recall");
    private static readonly InspectedUnits AtTheDock = new(false, Consignment.At(Consignment.Dock, "G1"), ["CLOUD"], []);
    private static readonly UnitReturn Returned = Story.Fold<UnitReturn>([new UnitsReturned("RMA1", "PDX1", "FAB1", "dead", [], Now, [])])!;
    private static readonly UnitReturn Requested = Story.Fold<UnitReturn>([
        Story.By("CLOUD", new ReturnRequested("RT1", "PDX1", Consignment.Gpu, ["G1"], "dead", Now, "NV"))])!;
    private static readonly Inspection Inspected = Story.Fold<Inspection>([
        new UnitsAccepted("I1", "PDX1", null, [Consignment.Move(Consignment.Dock, Consignment.Shelf, "G1")], Now)])!;

    private static readonly IReadOnlyList<UnitAt> AtSea = Consignment.At(Consignment.Transit, Consignment.Units);

    public static TheoryData<string> Commands => [.. Cases.Keys];

    private static Dictionary<string, (string[] Owners, Func<Told, Decision> Decide)> Cases { get; } = new()
    {
        ["SignAgreement"] = (["NV", "CLOUD"], told => SignAgreementEndpoint.Decide(new("SA-1", "NV", "CLOUD", [Deal.Line1]), Deal.ToSign(null), told)),
        ["AmendAgreement"] = (["NV", "CLOUD"], told => AmendAgreementEndpoint.Decide(
            new("SA-1", "A-1", "more", [Deal.Line1]), new(Signed, Deal.Products, []), told)),
        ["CloseAgreement"] = (["NV", "CLOUD"], told => CloseAgreementEndpoint.Decide(new("SA-1", "done"), Signed, told)),
        ["EraseTerms"] = (["NV", "CLOUD"], told => EraseTermsEndpoint.Decide(new("SA-1", "no longer needed", "price"), Signed, told)),
        ["ApproveSubstitution"] = (["NV", "CLOUD"], told => ApproveSubstitutionEndpoint.Decide(
            new("SA-1", 1, Deal.Gpu, Deal.Superchip, "2"), new(Signed, Deal.Products), told)),
        ["AcceptProposal"] = (["CLOUD"], told => AcceptProposalEndpoint.Decide(
            new("SA-1", 1, "CLOUD"), new(ProposalTests.Proposed(ProposalTests.Closing), Signed, null, null, Deal.Products, Deal.Signing), told)),
        ["RejectProposal"] = (["CLOUD"], told => RejectProposalEndpoint.Decide(
            new("SA-1", 1, "CLOUD", "no"), ProposalTests.Proposed(ProposalTests.Closing), told)),
        ["WithdrawProposal"] = (["NV"], told => WithdrawProposalEndpoint.Decide(
            new("SA-1", 1, "NV", "no"), ProposalTests.Proposed(ProposalTests.Closing), told)),
        ["ConfirmMilestone"] = (["CLOUD"], told => ConfirmMilestoneEndpoint.Decide(new("SA-1", "M1", "CLOUD"), new(Signed, 20), told)),
        ["DisputeMilestone"] = (["CLOUD"], told => DisputeMilestoneEndpoint.Decide(new("SA-1", "M1", "CLOUD", "count"), Signed, told)),
        ["WithdrawDispute"] = (["CLOUD"], told => WithdrawDisputeEndpoint.Decide(new("SA-1", "M1", "CLOUD", "found"), Signed, told)),
        ["WaiveMilestone"] = (["CLOUD"], told => WaiveMilestoneEndpoint.Decide(new("SA-1", "M1", "CLOUD", "fine"), Signed, told)),

        ["PlaceOrder"] = (["CLOUD"], told => PlaceOrderEndpoint.Decide(Purchase.Place, new(null, Purchase.Agreement, Purchase.Site, Purchase.Products), told)),
        ["ChangeOrder"] = (["CLOUD"], told => ChangeOrderEndpoint.Decide(new("PO-1", "C-1", [new(1, 9)]), new(Ordered, Parties), told)),
        ["CancelOrderLine"] = (["CLOUD"], told => CancelOrderLineEndpoint.Decide(new("PO-1", 1, "late"), new(Ordered, Parties), told)),
        ["AcknowledgeOrder"] =
            (["NV"], told => AcknowledgeOrderEndpoint.Decide(new("PO-1", "K-1", [new(1, AcknowledgedStatus.Accepted)]), new(Ordered, Parties), told)),

        ["RegisterProduct"] = (["NV", OperatorRoom.Party], told => RegisterProductEndpoint.Decide(
            new("nv:B300", "B300", "gpu"), new(null, null, new(true, ["NV"], ["RESELLER"])), told)),
        ["AppointReseller"] = (["NV", OperatorRoom.Party], told => AppointResellerEndpoint.Decide(
            new("nv:B300", "RESELLER"), new(null, Consignment.Product, new(true, ["NV"], ["RESELLER"]), null), told)),
        ["DismissReseller"] = (["NV", OperatorRoom.Party], told => DismissResellerEndpoint.Decide(
            new("nv:B300", "RESELLER", "over"), new(null, new(true, ["NV"], ["RESELLER"])), told)),
        ["RegisterBatch"] = (["NV", "RESELLER"], told => RegisterBatchEndpoint.Decide(
            new("B2", Consignment.Gpu, "FAB1", ["G1"]),
            new(null, Consignment.Product, Consignment.Site, [], [], new(true, ["NV"], ["RESELLER"])), told)),
        ["ShipBatch"] = (["NV"], told => ShipBatchEndpoint.Decide(ShipB1, Consignment.Shipping(Registered, Consignment.OrderLine()), told)),
        ["VoidShipment"] = (["NV"], told => VoidShipmentEndpoint.Decide(new("B1", "not loaded"), new(Shipped, AtSea, Parties), told)),
        ["ReceiveBatch"] = (["CLOUD"], told => ReceiveBatchEndpoint.Decide(
            new("B1", "R1"), Consignment.Receiving(Shipped, Consignment.At(Consignment.Transit, Consignment.Units)), told)),
        ["CorrectReceipt"] = (["CLOUD"], told => CorrectReceiptEndpoint.Decide(
            new("B1", "C1", ["G1"], "misread"),
            new(Shipped, Consignment.At(Consignment.Dock, "G1"), ["CLOUD"], [new(Batch.Key("B1"), ["G1"])], [], [], []), told)),
        ["AttributeUnits"] = (["NV"], told => AttributeUnitsEndpoint.Decide(
            new("AT1", "B1", Consignment.Gpu, ["X1"], "PO-1", 1),
            new(Shipped, [], [], [Parties], Consignment.OrderLine(), Parties, Consignment.Anybody, 0, []), told)),
        ["WriteOffUnits"] = (["NV", "CLOUD"], told => WriteOffUnitsEndpoint.Decide(
            new("WO1", "B1", "CAR", "lost"), new(Shipped, AtSea, Parties, Consignment.Carrier), told)),
        ["TakeBackUnits"] = (["NV"], told => TakeBackUnitsEndpoint.Decide(
            new("TB1", "B1", "FAB1", "came back"), new(Shipped, AtSea, Parties, Consignment.Site), told)),
        ["ReportTransport"] = (["CAR"], told => ReportTransportEndpoint.Decide(new("B1", "T1", TransportStatus.Departed), Shipped, told)),
        ["AcceptUnits"] = (["CLOUD"], told => AcceptUnitsEndpoint.Decide(new("I1", "PDX1", Consignment.Gpu, ["G1"]), AtTheDock, told)),
        ["RejectUnits"] = (["CLOUD"], told => RejectUnitsEndpoint.Decide(new("I1", "PDX1", Consignment.Gpu, ["G1"], "dead"), AtTheDock, told)),
        ["CorrectInspection"] = (["CLOUD"], told => CorrectInspectionEndpoint.Decide(
            new("I1", "IC1", ["G1"], "wrong unit"), new(Inspected, AtTheDock, [new(Inspection.Key("I1"), ["G1"])]), told)),
        ["ReturnUnits"] = (["CLOUD"], told => ReturnUnitsEndpoint.Decide(ReturnG1, new(AtTheDock, Consignment.Site, [], ["NV"]), told)),
        ["CancelReturn"] = (["CLOUD"], told => CancelReturnEndpoint.Decide(
            new("CX1", "RMA1", "wrong pallet"), new(Returned, [], [], [], ["CLOUD"]), told)),
        ["RequestReturn"] = (["CLOUD"], told => RequestReturnEndpoint.Decide(
            new("RT2", "PDX1", Consignment.Gpu, ["G1"], "dead"), new(AtTheDock, ["NV"]), told)),
        ["AuthoriseReturn"] = (["NV"], told => AuthoriseReturnEndpoint.Decide(new("RT1", "RMA1", "FAB1"), new(Requested, Consignment.Site), told)),
        ["RefuseReturn"] = (["NV"], told => RefuseReturnEndpoint.Decide(new("RT1", "no"), Requested, told)),
        ["ReceiveReturn"] = (["NV"], told => ReceiveReturnEndpoint.Decide(new("RMA1", "RR1"), new(Returned, [], ["NV"]), told)),
        ["WriteOffReturn"] = (["NV", "CLOUD"], told => WriteOffReturnEndpoint.Decide(
            new("WO1", "RMA1", "CAR", "lost"), new(Returned, [], ["NV"], ["CLOUD"], Consignment.Carrier), told)),
        ["CreditReturn"] = (["NV"], told => CreditReturnEndpoint.Decide(new("CR1", "RMA1", "sold out"), new(Returned, [], ["NV"]), told)),
        ["ScrapUnits"] = (["NV"], told => ScrapUnitsEndpoint.Decide(
            new("SC1", "FAB1", Consignment.Gpu, ["G1"], "worn out"), new(null, Consignment.At(Consignment.Factory, "G1"), ["NV"]), told)),

        ["CountStock"] = (["CLOUD"], told => CountStockEndpoint.Decide(
            new("CT1", "PDX1", Consignment.Gpu, Missing: ["G1"]), Counted(new HeldUnits(Consignment.Dock, Consignment.Line, "NV", "CLOUD", ["G1"])), told)),

        ["AppointIntegrator"] = (["CLOUD"], told => AppointIntegratorEndpoint.Decide(
            new("BUILDER", Order: "PO-1"), new(null, null, null, new("PO-1", "SA-1", "PDX1", ["SA-1/1"]), Parties), told)),
        ["InstallUnits"] = (["BUILDER"], told => InstallUnitsEndpoint.Decide(
            new("R1", []), new(Planned, Deployment.RackStory.Products, new Dictionary<(string, string), UnitAt>(), NotAsked), told)),
        ["AcceptRack"] = (["CLOUD"], told => AcceptRackEndpoint.Decide(new("R1"), new(Planned, ["CLOUD"]), told)),
        ["PowerOnRack"] = (["BUILDER"], told => PowerOnRackEndpoint.Decide(new("R1"), Planned, told)),
        ["RecordRackTest"] = (["BUILDER"], told => RecordRackTestEndpoint.Decide(new("R1", "T1", "burn-in", TestOutcome.Passed), Planned, told)),
        ["CommissionRack"] = (["BUILDER"], told => CommissionRackEndpoint.Decide(new("R1"), Planned, told)),
        ["RemoveUnit"] = (["BUILDER"], told => RemoveUnitEndpoint.Decide(new("R1", "a:b", "S", "accepted", "x"), new(Planned, NotAsked), told)),
        ["ReplaceUnit"] = (["BUILDER"], told => ReplaceUnitEndpoint.Decide(
            new("R1", "a:b", "S", "a:b", "T", "x"), new(Planned, null, new Dictionary<(string, string), UnitAt>(), NotAsked), told)),
        ["DeclareErroneous"] = (["NV"], told => DeclareErroneousEndpoint.Decide(
            new(Wrong.Id, ErrorReason.DidNotOccur), new(null, new(new(ErrorReason.DidNotOccur, Wrong, [Wrong], []), [], []), null, false), told)),
        ["RestoreUnits"] = (["BUILDER"], told => RestoreUnitsEndpoint.Decide(new("R1", [new("a:b", ["S"])], "still good"), new(Planned, NotAsked), told)),
        ["DecommissionRack"] = (["BUILDER"], told => DecommissionRackEndpoint.Decide(new("R1", "retired", "x"), new(Planned, NotAsked), told)),
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public void Only_its_owners_may(string command)
    {
        var (owners, decide) = Cases[command];
        Assert.Equal(Problems.NotYourOwn, decide(By(Other)).Refusal?.Code);
        Assert.All([.. owners, null], owner => Assert.NotEqual(Problems.NotYourOwn, decide(By(owner)).Refusal?.Code));
    }

    /// <summary>An attribution registers what nobody knows.</summary>
    [Fact]
    public void Nobody_registers_what_another_makes_by_attributing_it()
    {
        ProductMakers others = new(true, [Other], []);
        Assert.Equal(Problems.NotYourOwn, CodeOf(others, []));
        Assert.NotEqual(Problems.NotYourOwn, CodeOf(others with { Resellers = ["NV"] }, []));
        Assert.NotEqual(Problems.NotYourOwn, CodeOf(others, [new(Consignment.Gpu, "X1", Consignment.Aside, null)]));

        ProblemCode? CodeOf(ProductMakers of, IReadOnlyList<UnitAt> located) => AttributeUnitsEndpoint.Decide(
            new("AT1", "B1", Consignment.Gpu, ["X1"], "PO-1", 1),
            new(Shipped, located, located.Count == 0 ? [] : ["NV"], [Parties], Consignment.OrderLine(), Parties, of, 0, []), By("NV")).Refusal?.Code;
    }

    [Fact]
    public void A_batch_goes_on_an_order_with_its_own_supplier_only() => Assert.Equal(
        Problems.NotYourOwn,
        ShipBatchEndpoint.Decide(
            ShipB1, Consignment.Shipping(Registered, Consignment.OrderLine()) with { Parties = new(Other, "CLOUD") }, By("NV")).Refusal?.Code);

    [Fact]
    public void Returned_units_go_into_a_batch_of_the_party_that_registered_them_first()
    {
        var facts = new RegisterBatchCase(null, Consignment.Product, Consignment.Site, Consignment.At("site:FAB1/returned", "G1"), ["NV"], Consignment.Anybody);
        Assert.True(RegisterBatchEndpoint.Decide(new("B2", Consignment.Gpu, "FAB1", ["G1"]), facts, By("NV")).IsAccepted);
        Assert.Equal(Problems.NotYourOwn, RegisterBatchEndpoint.Decide(new("B2", Consignment.Gpu, "FAB1", ["G1"]), facts, By(Other)).Refusal?.Code);
    }

    [Fact]
    public void Of_units_of_two_customers_neither_decides_alone() => Assert.Equal(
        Problems.NotYourOwn,
        AcceptUnitsEndpoint.Decide(
            new("I1", "PDX1", Consignment.Gpu, ["G1"]), AtTheDock with { Customers = ["CLOUD", Other] }, By("CLOUD")).Refusal?.Code);

    /// <summary>A unit that nobody advised counts toward no agreement; one whose agreement or receiver is not known is nobody's.</summary>
    [Theory]
    [InlineData("CLOUD", true)]
    [InlineData(Other, false)]
    [InlineData(null, false)]
    public void An_unadvised_unit_is_for_whoever_received_it(string? holder, bool isTheirs)
    {
        var facts = AtTheDock with { Customers = [], Holders = [holder] };
        Assert.Equal(isTheirs, AcceptUnitsEndpoint.Decide(new("I1", "PDX1", Consignment.Gpu, ["G1"]), facts, By("CLOUD")).IsAccepted);
        Assert.False(AcceptUnitsEndpoint.Decide(new("I1", "PDX1", Consignment.Gpu, ["G1"]), AtTheDock with { Customers = [null] }, By("CLOUD")).IsAccepted);
    }

    /// <summary>What nobody has sent yet is withdrawn by whoever asked.</summary>
    [Fact]
    public void A_return_that_was_asked_for_is_withdrawn_by_its_customer() => Assert.All(["CLOUD", Other], party => Assert.Equal(
        party == "CLOUD",
        CancelReturnEndpoint.Decide(new("CX1", "RT1", "kept"), new(Requested, [], [], [], [Requested.RequestedBy]), By(party)).IsAccepted));

    [Fact]
    public void Of_a_return_of_two_suppliers_neither_receives_nor_writes_off_alone()
    {
        Assert.Equal(
            Problems.NotYourOwn, ReceiveReturnEndpoint.Decide(new("RMA1", "RR1"), new(Returned, [], ["NV", Other]), By("NV")).Refusal?.Code);
        Assert.Equal(Problems.NotYourOwn, WriteOffReturnEndpoint.Decide(
            new("WO1", "RMA1", "CAR", "lost"), new(Returned, [], ["NV", Other], ["CLOUD", Other], Consignment.Carrier), By("CLOUD")).Refusal?.Code);
    }

    [Fact]
    public void Of_a_rack_with_units_of_two_customers_neither_accepts_alone() =>
        Assert.Equal(Problems.NotYourOwn, AcceptRackEndpoint.Decide(new("R1"), new(Planned, ["CLOUD", Other]), By("CLOUD")).Refusal?.Code);

    [Fact]
    public void What_nobody_is_noted_for_is_nobody_s_own()
    {
        var (batch, rack) = (Story.Fold<Batch>([Consignment.Registered])!, Story.Fold<Rack>([Deployment.RackStory.Planned])!);
        Assert.Equal((null, null), (batch.Supplier, rack.Integrator));
        Assert.Equal(Problems.NotYourOwn, AcceptRackEndpoint.Decide(new("R1"), new(rack, [null]), By(Other)).Refusal?.Code);
        Assert.Equal(Problems.NotYourOwn, PowerOnRackEndpoint.Decide(new("R1"), rack, By(Other)).Refusal?.Code);
        Assert.Equal(Problems.NotYourOwn, VoidShipmentEndpoint.Decide(new("B1", "not loaded"), new(batch, [], null), By(Other)).Refusal?.Code);
    }

    /// <summary>What is with its supplier is whoever's who registered it; what counts toward no line is whoever's who moved it last.</summary>
    [Theory]
    [InlineData("site:PDX1/inventory", "NV")]
    [InlineData("site:PDX1/returned", "NV")]
    [InlineData("site:PDX1/quarantined", "CLOUD")]
    public void Stock_that_counts_toward_no_line_is_its_supplier_s_or_whoever_s_received_it(string account, string owner)
    {
        var facts = Counted(new HeldUnits(account, null, "NV", "CLOUD", ["G1"]));
        Assert.All(["NV", "CLOUD", Other], party => Assert.Equal(
            party == owner, CountStockEndpoint.Decide(new("CT1", "PDX1", Consignment.Gpu, Missing: ["G1"]), facts, By(party)).IsAccepted));
    }

    [Fact]
    public void An_empty_rack_is_in_no_state_to_be_accepted() =>
        Assert.Equal(DeploymentProblems.RackNotCommissioned, AcceptRackEndpoint.Decide(new("R1"), new(Planned, []), By("CLOUD")).Refusal?.Code);

    [Fact]
    public void A_batch_that_nobody_is_noted_for_goes_on_an_order_with_the_order_s_supplier()
    {
        var facts = Consignment.Shipping(Story.Fold<Batch>([Consignment.Registered]), Consignment.OrderLine());
        Assert.True(ShipBatchEndpoint.Decide(ShipB1, facts, By("NV")).IsAccepted);
        Assert.Equal(Problems.NotYourOwn, ShipBatchEndpoint.Decide(ShipB1, facts, By(Other)).Refusal?.Code);
    }

    private static CountStockCase Counted(HeldUnits named) =>
        new(null, Consignment.Site, Consignment.Product, [named], [], new Dictionary<string, string?> { ["SA-1"] = "CLOUD" }, []);

    private static Told By(string? party) => new(party is null ? Sender.Ledger : Sender.Of(party, "erp"), Now);
}
