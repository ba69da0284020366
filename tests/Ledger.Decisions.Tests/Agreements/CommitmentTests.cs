using Ledger.Agreements;
using Ledger.Agreements.Agreements;
using Ledger.Agreements.Commitments;
using Ledger.Agreements.Signing;
using Ledger.Contracts.Messages;
using Ledger.Kernel;
using static Ledger.Decisions.Tests.Agreements.Deal;

namespace Ledger.Decisions.Tests.Agreements;

public class CommitmentTests
{
    private const string Advice = " Order no more than that, or commit to more with AmendAgreement.";
    private const string Asks41 = $"Line 1 of the agreement has 40 units left, but the order asks for 41.{Advice}";

    [Fact]
    public void An_order_within_the_commitment_is_drawn() => Scenario.Given<Agreement>(Signed)
        .When(Draw(Order("PO-1", (1, Gpu, 100))))
        .Records(Drawn("PO-1", 1, Gpu, 100, "100")).Tells(new CommitmentDrawnNotice("PO-1", 0, "SA-1"));

    [Fact]
    public void One_unit_more_than_is_left_refuses_the_whole_order() => Scenario.Given<Agreement>(Signed, Drawn("PO-1", 1, Gpu, 60, "60"))
        .When(Draw(Order("PO-2", (2, Gpu, 1), (1, Gpu, 41))))
        .Records(new CommitmentRefused("PO-2", 0, "commitment-exceeded", Asks41, Signing))
        .Tells(new CommitmentRefusedNotice("PO-2", 0, "SA-1", "commitment-exceeded", Asks41));

    [Fact]
    public void Lines_that_draw_on_the_same_line_count_together() => Scenario.Given<Agreement>(Signed)
        .When(Draw(Order("PO-1", (1, Gpu, 60), (1, Gpu, 41))))
        .Tells(new CommitmentRefusedNotice(
            "PO-1", 0, "SA-1", "commitment-exceeded", $"Line 1 of the agreement has 100 units left, but the order asks for 101.{Advice}"));

    [Fact]
    public void A_substitute_draws_by_its_ratio() => Scenario.Given<Agreement>(Signed, Substituted)
        .When(Draw(Order("PO-1", (1, Superchip, 50))))
        .Records(Drawn("PO-1", 1, Superchip, 50, "100"));

    [Fact]
    public void Three_substitutes_at_a_third_draw_exactly_one() => Scenario.Given<Agreement>(Signed, Thirds, Drawn("PO-1", 1, Gpu, 99, "99"))
        .When(Draw(Order("PO-2", (1, Superchip, 1), (1, Superchip, 2))))
        .Records(new CommitmentDrawn("PO-2", 0, [new(1, 1, Superchip, 1, "1/3"), new(2, 1, Superchip, 2, "2/3")], Signing));

    [Fact]
    public void A_fourth_substitute_at_a_third_is_more_than_one() => Scenario
        .Given<Agreement>(Signed, Thirds, Drawn("PO-1", 1, Gpu, 99, "99"), Drawn("PO-2", 1, Superchip, 2, "2/3"))
        .When(Draw(Order("PO-3", (1, Superchip, 2))))
        .Tells(new CommitmentRefusedNotice(
            "PO-3", 0, "SA-1", "commitment-exceeded", $"Line 1 of the agreement has 1/3 units left, but the order asks for 2/3.{Advice}"));

    [Fact]
    public void Thirds_that_are_released_leave_nothing_drawn() => Assert.Equal(0, Scenario.Fold<Agreement>([
        Signed, Thirds, Drawn("PO-1", 1, Superchip, 1, "1/3"), Drawn("PO-2", 1, Superchip, 2, "2/3"),
        new CommitmentReleased("PO-1", 1, [new(1, 1, Superchip, 3, "1")], Signing),
    ])!.Line(1)!.Drawn);

    [Fact]
    public void A_family_line_takes_any_product_of_the_family() => Scenario.Given<Agreement>(Signed)
        .When(Draw(Order("PO-1", (2, NextGpu, 5))))
        .Records(Drawn("PO-1", 2, NextGpu, 5, "5"));

    [Fact]
    public void A_product_line_does_not_take_another_product_of_its_family() => Scenario.Given<Agreement>(Signed)
        .When(Draw(Order("PO-1", (1, NextGpu, 5))))
        .Tells(new CommitmentRefusedNotice("PO-1", 0, "SA-1", "wrong-product", "Line 1 of the agreement does not accept product nv:R200."));

    [Fact]
    public void A_closed_agreement_refuses_draws() => Scenario.Given<Agreement>(Signed, Closed)
        .When(Draw(Order("PO-1", (1, Gpu, 1))))
        .Tells(new CommitmentRefusedNotice("PO-1", 0, "SA-1", "agreement-closed", "Agreement SA-1 is closed."));

    [Fact]
    public void A_draw_that_is_asked_again_gets_the_same_answer_and_counts_once() => Scenario
        .Given<Agreement>(Signed, Drawn("PO-1", 1, Gpu, 100, "100"), Closed)
        .When(Draw(Order("PO-1", (1, Gpu, 100)), DrawDecision.Of(Drawn("PO-1", 1, Gpu, 100, "100"))))
        .Records().Tells(new CommitmentDrawnNotice("PO-1", 0, "SA-1"));

    [Fact]
    public void A_refusal_that_is_asked_again_stays_one_though_there_is_room_by_now() =>
        Scenario.Given<Agreement>(Signed)
            .When(Draw(Order("PO-1", (1, Gpu, 1)), DrawDecision.Of(new CommitmentRefused("PO-1", 0, "commitment-exceeded", "no room", Signing))))
            .Records().Tells(new CommitmentRefusedNotice("PO-1", 0, "SA-1", "commitment-exceeded", "no room"));

    [Fact]
    public void An_order_on_no_agreement_is_refused_and_recorded_nowhere() => Scenario.Given<Agreement>()
        .When(Draw(Order("PO-1", (1, Gpu, 1))))
        .Records().Tells(new CommitmentRefusedNotice("PO-1", 0, "SA-1", "unknown-agreement", "Agreement SA-1 does not exist in this book."));

    [Fact]
    public void What_is_released_goes_back_by_its_ratio_even_when_closed() => Scenario
        .Given<Agreement>(Signed, Substituted, Drawn("PO-1", 1, Superchip, 50, "100"), Closed)
        .When(Release(1, (1, Superchip, 20)))
        .Records(new CommitmentReleased("PO-1", 1, [new(1, 1, Superchip, 20, "40")], Signing));

    [Fact]
    public void A_release_counts_once() =>
        Scenario.Given<Agreement>(Signed, Drawn("PO-1", 1, Gpu, 50, "50"), new CommitmentReleased("PO-1", 1, [new(1, 1, Gpu, 20, "20")], Signing))
            .When(Release(1, (1, Gpu, 20), new DrawDecision { Id = DrawDecision.ReleaseKey("PO-1", 1) }))
            .Records();

    [Fact]
    public void A_line_is_not_lowered_below_what_is_drawn() => Scenario.Given<Agreement>(Signed, Drawn("PO-1", 1, Gpu, 60, "60"))
        .When(Amend(Line1 with { Quantity = 59 }))
        .Refuses(AgreementProblems.BelowDrawn);

    [Fact]
    public void A_line_is_lowered_to_what_is_drawn() => Scenario.Given<Agreement>(Signed, Drawn("PO-1", 1, Gpu, 60, "60"))
        .When(Amend(Line1 with { Quantity = 60 }))
        .Records(new AgreementAmended("A-1", "less", [Line1 with { Quantity = 60 }], [], Signing));

    private static Func<Agreement?, Decision> Draw(OrderPlacedNotice order, DrawDecision? before = null) =>
        agreement => DrawCommitmentHandler.Decide(order, new(agreement, before, Products), ToldByLedger);

    private static Func<Agreement?, Decision> Release(int change, (int AgreementLine, string Product, long Units) line, DrawDecision? before = null)
    {
        var released = new CommitmentReleasedNotice("PO-1", change, "SA-1", [new(1, line.AgreementLine, line.Product, line.Units)], Signing);
        return agreement => ReleaseCommitmentHandler.Decide(released, new(agreement, before), ToldByLedger);
    }

    private static Func<Agreement?, Decision> Amend(CommittedLine line) =>
        agreement => AmendAgreementEndpoint.Decide(new("SA-1", "A-1", "less", [line]), new(agreement, Products, []), ToldBySupplier);
}
