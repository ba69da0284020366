using Ledger.Contracts.Ports;
using Ledger.Kernel;
using Ledger.Logistics;
using Ledger.Logistics.Inspections;
using static Ledger.Decisions.Tests.Logistics.Consignment;

namespace Ledger.Decisions.Tests.Logistics;

public class Units_are_inspected
{
    private static readonly object AnAcceptance = new UnitsAccepted("I1", "PDX1", null, [], Noon);
    private static readonly object ARejection = new UnitsRejected("I1", "PDX1", "dead", null, [], Noon);

    [Fact]
    public void Received_and_quarantined_units_are_accepted() => Given<Inspection>()
        .When(Accept([.. At(Dock, "G1"), .. At(Aside, "G2")], "G1", "G2"))
        .Then(new UnitsAccepted("I1", "PDX1", "QA-7", [Move(Aside, Shelf, "G2"), Move(Dock, Shelf, "G1")], Later)).AndTold();

    [Fact]
    public void Received_and_accepted_units_are_rejected() => Given<Inspection>()
        .When(Reject([.. At(Dock, "G1"), .. At(Shelf, "G2")], "G1", "G2"))
        .Then(new UnitsRejected("I1", "PDX1", "dead on arrival", null, [Move(Shelf, Aside, "G2"), Move(Dock, Aside, "G1")], Later)).AndTold();

    [Fact]
    public void Units_of_two_agreement_lines_move_apart() => Given<Inspection>()
        .When(Accept([new(Gpu, "G1", Dock, "SA-1/2"), new(Gpu, "G2", Dock, Line), new(Gpu, "G3", Dock, "SA-1/2")], Units))
        .Then(new UnitsAccepted(
            "I1", "PDX1", "QA-7", [Move(Dock, Shelf, "G2"), new(Gpu, "SA-1/2", Dock, Shelf, ["G1", "G3"])], Later));

    [Theory]
    [InlineData(Shelf)]
    [InlineData("rack:R1/installed")]
    [InlineData("site:OTHER/received")]
    public void Only_what_was_received_or_set_aside_there_is_accepted(string account) =>
        Given<Inspection>().When(Accept([.. At(Dock, "G1"), .. At(account, "G2")], "G1", "G2")).ThenRefused(Problems.UnitNotThere, "G2");

    [Theory]
    [InlineData(Aside)]
    [InlineData("rack:R1/active")]
    [InlineData("site:OTHER/received")]
    public void Only_what_was_received_or_accepted_there_is_rejected(string account) =>
        Given<Inspection>().When(Reject([.. At(Dock, "G1"), .. At(account, "G2")], "G1", "G2")).ThenRefused(Problems.UnitNotThere, "G2");

    [Theory]
    [InlineData(Factory)]
    [InlineData(Transit)]
    [InlineData(Lost)]
    public void What_comes_before_the_receipt_that_it_rests_on_is_taken_later(string account)
    {
        Given<Inspection>().When(Accept([.. At(Dock, "G1"), .. At(account, "G2")], "G1", "G2")).ThenRefused(Problems.UnitNotThereYet, "G2");
        Given<Inspection>().When(Reject(At(account, "G2"), "G2")).ThenRefused(Problems.UnitNotThereYet, "G2");
    }

    [Fact]
    public void What_nothing_cures_is_refused_for_good_beside_what_is_still_to_come() =>
        Given<Inspection>().When(Accept(At(Transit, "G2"), "G1", "G2")).ThenRefused(Problems.UnitNotThere, "G1", "G2");

    [Fact]
    public void Units_that_nobody_knows_are_named_in_the_refusal()
    {
        Given<Inspection>().When(Accept([], "G1", "G2")).ThenRefused(Problems.UnitNotThere, "G1", "G2");
        Given<Inspection>().When(Reject(At(Dock, "G1"), "G1", "G2")).ThenRefused(Problems.UnitNotThere, "G2");
    }

    [Fact]
    public void An_inspection_has_one_outcome_under_its_number()
    {
        foreach (var earlier in new[] { AnAcceptance, ARejection })
        {
            Given<Inspection>(earlier).When(Accept(At(Dock, "G1"), "G1")).ThenRefused(Problems.AlreadyRecorded);
            Given<Inspection>(earlier).When(Reject(At(Dock, "G1"), "G1")).ThenRefused(Problems.AlreadyRecorded);
        }
    }

    [Fact]
    public void What_was_accepted_or_rejected_by_mistake_is_as_it_was_before()
    {
        object accepted = new UnitsAccepted("I1", "PDX1", null, [Move(Aside, Shelf, "G2"), Move(Dock, Shelf, "G1", "G3")], Noon);
        Given<Inspection>(accepted).When(Correct(At(Shelf, "G1", "G2"), "G1", "G2"))
            .Then(new InspectionCorrected("I1", "IC1", "wrong unit", [Move(Shelf, Aside, "G2"), Move(Shelf, Dock, "G1")], Later)).AndTold();
        object rejected = new UnitsRejected("I1", "PDX1", "dead", null, [Move(Shelf, Aside, "G1")], Noon);
        Given<Inspection>(rejected).When(Correct(At(Aside, "G1"), "G1"))
            .Then(new InspectionCorrected("I1", "IC1", "wrong unit", [Move(Aside, Shelf, "G1")], Later));
    }

    [Fact]
    public void Nothing_else_may_have_happened_to_a_unit_whose_inspection_is_corrected()
    {
        object accepted = new UnitsAccepted("I1", "PDX1", null, [Move(Dock, Shelf, "G1")], Noon);
        object corrected = new InspectionCorrected("I1", "IC1", "wrong unit", [Move(Shelf, Dock, "G1")], Noon);
        Given<Inspection>(accepted).When(Correct(At("rack:R1/active", "G1"), "G1")).ThenRefused(Problems.UnitNotThere, "G1");
        Given<Inspection>(accepted).When(Correct(At(Shelf, "G1", "G2"), "G1", "G2")).ThenRefused(Problems.UnitNotThere, "G2");
        Given<Inspection>(accepted).When(CorrectWhatMovedLast("inspection/I2", At(Shelf, "G1"), "G1")).ThenRefused(Problems.UnitNotThere, "G1");
        Given<Inspection>(accepted, corrected).When(Correct(At(Shelf, "G1"), "G1")).ThenRefused(Problems.AlreadyRecorded);
        Given<Inspection>().When(Correct(At(Shelf, "G1"), "G1")).ThenRefused(LogisticsProblems.UnknownInspection);
    }

    private static Func<Inspection?, Decision> Correct(IReadOnlyList<UnitAt> located, params string[] serials) =>
        CorrectWhatMovedLast("inspection/I1", located, serials);

    private static Func<Inspection?, Decision> CorrectWhatMovedLast(string last, IReadOnlyList<UnitAt> located, params string[] serials) => inspection =>
        CorrectInspectionEndpoint.Decide(
            new("I1", "IC1", serials, "wrong unit"),
            new(inspection, Inspected(inspection?.Corrections.Contains("IC1") is true ? inspection : null, located), [new(last, serials)]), ToldAt(Later));

    private static Func<Inspection?, Decision> Accept(IReadOnlyList<UnitAt> located, params string[] serials) =>
        inspection => AcceptUnitsEndpoint.Decide(new("I1", "PDX1", Gpu, serials, "QA-7"), Inspected(inspection, located), ToldAt(Later));

    private static Func<Inspection?, Decision> Reject(IReadOnlyList<UnitAt> located, params string[] serials) =>
        inspection => RejectUnitsEndpoint.Decide(new("I1", "PDX1", Gpu, serials, "dead on arrival"), Inspected(inspection, located), ToldAt(Later));

    private static InspectedUnits Inspected(object? earlier, IReadOnlyList<UnitAt> located) => new(earlier is not null, located, [Parties.Customer], []);
}
