using Ledger.Agreements.Agreements;
using Ledger.Agreements.Declarations;
using Ledger.Audit.Declarations;
using Ledger.Contracts;
using Ledger.Contracts.Ports;
using Ledger.Decisions.Tests.Agreements;
using Ledger.Decisions.Tests.Deployment;
using Ledger.Decisions.Tests.Logistics;
using Ledger.Decisions.Tests.Ordering;
using Ledger.Deployment.Declarations;
using Ledger.Deployment.Racks;
using Ledger.Kernel;
using Ledger.Logistics.Batches;
using Ledger.Logistics.Declarations;
using Ledger.Ordering.Declarations;
using Ledger.Ordering.Orders;

namespace Ledger.Decisions.Tests.Audit;

/// <summary>Given a stream, and events of it or of others that are said to put one of them right: may it be declared?</summary>
public class Errors_are_declared
{
    private static readonly IDeclarable[] Contexts =
        [new AgreementDeclarations(), new OrderDeclarations(null!), new BatchDeclarations(), new RackDeclarations()];
    private static readonly DeclarationRules Rules = new(Contexts);
    private static readonly Sender Supplier = Sender.Of("SUP", "erp");
    private static readonly Sender Operator = Sender.Of(OperatorRoom.Party, "console");
    private static readonly DateTimeOffset Now = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_fact_of_the_deal_has_a_rule_and_no_other()
    {
        var facts = Contexts.SelectMany(context => context.GetType().Assembly.GetTypes())
            .Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(IFact)));
        Assert.Equal(facts.OrderBy(type => type.Name), Contexts.SelectMany(context => context.Rules.Keys).OrderBy(type => type.Name));
    }

    [Fact]
    public void A_shipment_that_was_voided() => Accepted([Consignment.Registered, Consignment.Shipped, Consignment.Voided], 1, 2);

    [Fact]
    public void A_shipment_whose_void_is_not_named() =>
        Refused(DeclarationProblems.NotMovedBack, [Consignment.Registered, Consignment.Shipped, Consignment.Voided], 1);

    [Fact]
    public void A_shipment_that_was_received_in_part()
    {
        var received = Consignment.Received("R1", false, Consignment.Move(Consignment.Transit, Consignment.Dock, "G2"));
        object[] stream = [Consignment.Registered, Consignment.Shipped, received];
        var refusal = Refused(DeclarationProblems.NotMovedBack, stream, 1, 2);
        Assert.Equal(["G1", "G2", "G3"], refusal.Serials!);
    }

    /// <summary>The units come to where they were before, but from a place where the wrong event did not leave them.</summary>
    [Fact]
    public void A_shipment_whose_units_were_taken_from_elsewhere()
    {
        object[] stream = [Consignment.Registered, Consignment.Shipped, Returned(Consignment.Dock, "G1", "G2", "G3")];
        Assert.Equal(["G1", "G2", "G3"], Refused(DeclarationProblems.NotMovedBack, stream, 1, 2).Serials!);
        Accepted([Consignment.Registered, Consignment.Shipped, Returned(Consignment.Transit, "G1", "G2", "G3")], 1, 2);
    }

    [Fact]
    public void A_void_that_was_itself_wrong() => Accepted([Consignment.Registered, Consignment.Shipped, Consignment.Voided, Consignment.ShippedAs(2)], 2, 3);

    [Fact]
    public void A_registration() => Refused(DeclarationProblems.NotDeclarable, [Consignment.Registered], 0);

    [Fact]
    public void A_correction_from_before() =>
        Refused(DeclarationProblems.CorrectiveNotLater, [Consignment.Registered, Consignment.Shipped, Consignment.Voided], 2, 1);

    [Fact]
    public void A_correction_that_is_wrong_itself()
    {
        object[] stream = [Consignment.Registered, Consignment.Shipped, Consignment.Voided];
        var found = Found(stream, 1, [2]);
        Assert.Equal(DeclarationProblems.CorrectiveDeclared, Decide(found with { Declared = [found.Case!.Correctives[0].Id] }).Refusal?.Code);
    }

    [Fact]
    public void Units_in_a_rack_that_were_taken_out_again()
    {
        object[] stream = [RackStory.Planned, RackStory.Installed(RackStory.Gpu, "G1", "G2"), Out("G1"), Out("G2")];
        Accepted(stream, 1, 2, 3);
        Assert.Equal(["G2"], Refused(DeclarationProblems.NotMovedBack, stream, 1, 2).Serials!);
    }

    [Fact]
    public void A_test_that_a_commissioning_rests_on()
    {
        var refusal = Refused(DeclarationProblems.FactsRestOnIt, [.. RackStory.InService, RackStory.Tested("T2", TestOutcome.Passed)], 4, 6);
        Assert.Contains("commissioned", refusal.Detail);
    }

    [Fact]
    public void A_test_that_another_has_taken_the_place_of() =>
        Accepted([.. RackStory.Validated, RackStory.Tested("T2", TestOutcome.Passed), RackStory.Commissioned], 4, 5);

    [Fact]
    public void A_test_that_was_told_late_takes_no_other_s_place()
    {
        var late = RackStory.Tested("T2", TestOutcome.Passed, RackStory.Noon.AddDays(-1));
        Refused(DeclarationProblems.FactsRestOnIt, [.. RackStory.Validated, late], 4, 5);
        Accepted([.. RackStory.Validated, late], 5);
    }

    [Fact]
    public void The_test_that_the_rack_s_state_rests_on() => Refused(DeclarationProblems.FactsRestOnIt, RackStory.Validated, 4);

    [Fact]
    public void A_rack_that_was_only_planned()
    {
        Refused(DeclarationProblems.FactsRestOnIt, [RackStory.Planned], 0);
        Accepted([RackStory.Planned, RackStory.Decommissioned], 0);
        Refused(DeclarationProblems.FactsRestOnIt, [.. RackStory.Assembled, RackStory.Decommissioned], 0);
    }

    [Fact]
    public void An_agreement_that_orders_have_drawn_on()
    {
        Refused(DeclarationProblems.FactsRestOnIt, [Deal.Signed, Deal.Drawn("PO-1", 1, Deal.Gpu, 5, "5"), Deal.Closed], 0);
        Refused(DeclarationProblems.FactsRestOnIt, [Deal.Signed], 0);
        Accepted([Deal.Signed, Deal.Closed], 0);
    }

    [Fact]
    public void An_amendment_of_which_everything_was_said_anew()
    {
        var first = Amended("A-1", Deal.Line1 with { Quantity = 900 }, Deal.Line2 with { Quantity = 90 });
        object[] stream = [Deal.Signed, first, Amended("A-2", Deal.Line1), Amended("A-3", Deal.Line2)];
        Accepted(stream, 1, 2, 3);
        Assert.Contains("line 2", Refused(DeclarationProblems.FactsRestOnIt, stream, 1, 2).Detail);
    }

    [Fact]
    public void An_amendment_whose_confidential_terms_stand()
    {
        object[] stream = [Deal.Signed, Amended("A-1"), new TermsAgreed("A-1", ["AAA"], "sha-256", [new("AAA", "price")], Now)];
        Assert.Contains("EraseTerms", Refused(DeclarationProblems.FactsRestOnIt, stream, 1).Detail);
        Accepted([.. stream, new TermsErased(["AAA"], "x", Now)], 1);
    }

    [Fact]
    public void What_rests_on_it_elsewhere()
    {
        var found = Found([.. Purchase.Cancelled(1, 10), new OrderLineCancelled(2, "late", 20, 2, Purchase.Noon)], 0, []);
        Assert.Equal(DeclarationProblems.FactsRestOnIt, Decide(found with { Elsewhere = "3 units are shipped." }).Refusal?.Code);
    }

    [Fact]
    public void An_order_with_and_without_shipments()
    {
        object[] cancelled = [.. Purchase.Cancelled(1, 10), new OrderLineCancelled(2, "late", 20, 2, Purchase.Noon)];
        Accepted(cancelled, 0);
        Refused(DeclarationProblems.FactsRestOnIt, Purchase.Cancelled(1, 10), 0);
        Refused(
            DeclarationProblems.FactsRestOnIt,
            [Purchase.Placed, new Ledger.Ordering.Orders.LineShipped(1, "B1", 1, 3, Purchase.Noon), .. cancelled[1..]], 0);
    }

    [Fact]
    public void Only_who_recorded_it_and_the_operator()
    {
        var found = Found([Consignment.Registered, Consignment.Shipped, Consignment.Voided], 1, [2]);
        Assert.Equal(Problems.NotYourOwn, Decide(found, Sender.Of("CUS", "erp")).Refusal?.Code);
        Assert.True(Decide(found, Operator).IsAccepted);
        Assert.True(Decide(found, Sender.Ledger).IsAccepted);
        var ownerless = found with { Case = found.Case! with { Wrong = found.Case.Wrong with { By = null } } };
        Assert.Equal(Problems.NotYourOwn, Decide(ownerless, Supplier).Refusal?.Code);
        Assert.True(Decide(ownerless, Operator).IsAccepted);
    }

    [Fact]
    public void Once_and_only_what_is_there()
    {
        var found = Found([Consignment.Registered, Consignment.Shipped, Consignment.Voided], 1, [2]);
        var wrong = found.Case!.Wrong.Id;
        Assert.Equal(DeclarationProblems.AlreadyDeclared, Decide(found, declaration: new Declaration { Event = wrong }).Refusal?.Code);
        Assert.Equal(DeclarationProblems.UnknownEvent, Decide(new(null, [], [])).Refusal?.Code);
        Assert.Equal(DeclarationProblems.UnknownCorrectiveEvent, Decide(found with { Unknown = [Guid.Empty] }).Refusal?.Code);
        Assert.Equal(
            DeclarationProblems.NotDeclarable,
            Decide(Found([new EventDeclaredErroneous(wrong, "x", "x", 1, 1, "x", [], null, Now)], 0, [])).Refusal?.Code);
    }

    private static object Amended(string amendment, params CommittedLine[] lines) => new AgreementAmended(amendment, "x", lines, [], Now);

    private static object Returned(string from, params string[] serials) => new ShipmentVoided(
        "B1", 1, "PO-1", 1, "not loaded", [new(Consignment.Gpu, Consignment.Line, from, Consignment.Factory, serials)], Now);

    private static object Out(string serial) =>
        new UnitRemoved("R1", "x", [new(RackStory.Gpu, RackStory.Line, RackStory.Inside, RackStory.Shelf, [serial])], RackState.Planned, Now);

    private static void Accepted(object[] stream, int wrong, params int[] correctives)
    {
        var found = Found(stream, wrong, correctives);
        var decision = Decide(found);
        Assert.Null(decision.Refusal);
        var declared = Assert.IsType<EventDeclaredErroneous>(Assert.Single(decision.Events));
        Assert.Equal((found.Case!.Wrong.Id, wrong + 1L), (declared.Event, declared.Version));
        Assert.Equal(found.Case.Correctives.Select(fact => fact.Id), declared.CorrectiveEvents);
    }

    private static Refusal Refused(ProblemCode code, object[] stream, int wrong, params int[] correctives)
    {
        var refusal = Decide(Found(stream, wrong, correctives)).Refusal;
        Assert.Equal(code, refusal?.Code);
        return refusal!;
    }

    private static Decision Decide(FoundFacts found, Sender? by = null, Declaration? declaration = null)
    {
        var command = new DeclareErroneous(
            found.Case?.Wrong.Id ?? Guid.Empty, ErrorReason.DidNotOccur, found.Case?.Correctives.Select(fact => fact.Id).ToList());
        var sender = by ?? Supplier;
        return DeclareErroneousEndpoint.Decide(command, new(declaration, found, Rules.Of(found.Case?.Wrong), sender.Is(OperatorRoom.Party)), new(sender, Now));
    }

    private static FoundFacts Found(object[] stream, int wrong, int[] correctives)
    {
        List<RecordedFact> facts = [.. stream.Select((data, i) => new RecordedFact(Guid.NewGuid(), "stream/1", i + 1, 100 + i, "type", "SUP", data))];
        return new(new(ErrorReason.DidNotOccur, facts[wrong], facts, [.. correctives.Select(i => facts[i])]), [], []);
    }
}
