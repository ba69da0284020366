using Ledger.Agreements;
using Ledger.Agreements.Agreements;
using Ledger.Agreements.Milestones;
using Ledger.Agreements.Signing;
using Ledger.Contracts;
using Ledger.Contracts.Ports;
using Ledger.Kernel;
using static Ledger.Decisions.Tests.Agreements.Deal;

namespace Ledger.Decisions.Tests.Agreements;

public class TermsTests
{
    private static readonly SignAgreement Sign = new("SA-1", "NV", "CLOUD", [Line1, Line2], [FirstTwenty]);

    [Fact]
    public void An_agreement_is_signed() => Scenario.Given<Agreement>().When(SignedBy(Sign)).Records(Signed);

    [Fact]
    public void A_number_is_signed_once() => Scenario.Given<Agreement>(Signed).When(SignedBy(Sign)).Refuses(Problems.AlreadyRecorded);

    [Fact]
    public void Both_parties_are_in_the_book() => Scenario.Given<Agreement>().When(SignedBy(Sign, supplier: null)).Refuses(Problems.UnknownParty);

    [Fact]
    public void A_customer_does_not_sign_as_the_supplier() => Scenario.Given<Agreement>()
        .When(SignedBy(Sign, supplier: Customer)).Refuses(AgreementProblems.WrongRole);

    [Fact]
    public void Products_are_registered_first() => Scenario.Given<Agreement>()
        .When(agreement => SignAgreementEndpoint.Decide(Sign, ToSign(agreement) with { Products = Only(Switch) }, ToldBySupplier))
        .Refuses(Problems.UnknownProduct);

    [Fact]
    public void A_milestone_counts_something_that_a_line_commits_to() => Scenario.Given<Agreement>()
        .When(SignedBy(Sign with { Milestones = [FirstTwenty with { Product = Switch }] })).Refuses(AgreementProblems.MilestoneNotCovered);

    [Fact]
    public void A_milestone_may_count_one_product_of_a_family_line() => Scenario.Given<Agreement>()
        .When(SignedBy(Sign with { Milestones = [FirstTwenty with { Product = NextGpu }] }))
        .Records(Signed with { Milestones = [FirstTwenty with { Product = NextGpu }] });

    [Fact]
    public void A_line_keeps_its_product() => Scenario.Given<Agreement>(Signed)
        .When(Amending(new("SA-1", "A-1", "other", [Line1 with { Product = NextGpu }]))).Refuses(AgreementProblems.LineKeepsProduct);

    [Fact]
    public void Weights_are_written_in_one_way() => Scenario.Given<Agreement>()
        .When(SignedBy(Sign with { Lines = [Line1, Weighed("2/6", NextGpu)] })).Records(Signed with { Lines = [Line1, Weighed("1/3", NextGpu)] });

    [Fact]
    public void Weights_are_for_products_of_the_line_s_family()
    {
        Scenario.Given<Agreement>().When(SignedBy(Sign with { Lines = [Line1, Weighed("2", Switch)] })).Refuses(AgreementProblems.WrongProduct);
        Scenario.Given<Agreement>().When(SignedBy(Sign with { Lines = [Line1, Weighed("2", "nv:none")] })).Refuses(Problems.UnknownProduct);
        var rules = new SignAgreementValidator();
        Assert.True(rules.Validate(Sign with { Lines = [Weighed("1/3", Gpu)] }).IsValid);
        foreach (var (line, code) in new[]
        {
            (Line1 with { Weights = [new(Gpu, "2")] }, "weights-without-family"), (Weighed("0", Gpu), "bad-ratio"), (Weighed("1/0", Gpu), "bad-ratio"),
            (Weighed("2", Gpu, Gpu), "duplicate"), (Weighed("2"), "count-out-of-range"),
        })
        {
            Assert.Equal([code], rules.Validate(Sign with { Lines = [line] }).Errors.Select(error => error.ErrorCode));
        }
    }

    [Fact]
    public void Weights_change_until_orders_have_drawn_by_them()
    {
        var thirds = Signed with { Lines = [Line1, Weighed("1/3", NextGpu)] };
        var halves = new AmendAgreement("SA-1", "A-1", "lighter", [Weighed("1/2", NextGpu)]);
        Scenario.Given<Agreement>(thirds).When(Amending(halves)).Records(new AgreementAmended("A-1", "lighter", [Weighed("0.5", NextGpu)], [], Signing));
        Scenario.Given<Agreement>(thirds, Drawn("PO-1", 2, NextGpu, 3, "1")).When(Amending(halves)).Refuses(AgreementProblems.LineKeepsProduct);
        Scenario.Given<Agreement>(thirds, Drawn("PO-1", 2, Gpu, 3, "3"))
            .When(Amending(halves with { Lines = [Weighed("1/3", NextGpu, Gpu)] })).Refuses(AgreementProblems.LineKeepsProduct);
        // Not named, they stay as they are; and a weight of 1 is none.
        foreach (var line in new[] { Line2 with { Quantity = 60 }, Line2 with { Quantity = 60, Weights = [new(NextGpu, "1/3"), new(Gpu, "1")] } })
        {
            var amended = Scenario.Fold<Agreement>([thirds, Drawn("PO-1", 2, NextGpu, 3, "1"), new AgreementAmended("A-1", "more", [line], [], Signing)])!;
            Assert.Equal((1, Fraction.Parse("1/3")), (amended.Line(2)!.WeightOf(Gpu), amended.Line(2)!.WeightOf(NextGpu)));
            Scenario.Given<Agreement>(thirds, Drawn("PO-1", 2, NextGpu, 3, "1"))
                .When(Amending(halves with { Lines = [line] })).Records(new AgreementAmended("A-1", "lighter", [line], [], Signing));
        }
    }

    [Fact]
    public void Returns_stay_authorised_where_an_amendment_does_not_speak_of_them()
    {
        var signed = Signed with { Lines = [Line1 with { Returns = ReturnTerms.Authorised }] };
        foreach (var (said, returns) in new (ReturnTerms?, ReturnTerms?)[] { (null, ReturnTerms.Authorised), (ReturnTerms.Free, ReturnTerms.Free) })
        {
            var amendment = new AgreementAmended("A-1", "more", [Line1 with { Quantity = 200, Returns = said }], [], Signing);
            Assert.Equal(returns, Scenario.Fold<Agreement>([signed, amendment])!.Line(1)!.Returns);
        }
    }

    [Fact]
    public void A_milestone_of_a_product_with_a_weight_needs_no_more_than_the_line_takes()
    {
        var sign = Sign with { Lines = [Weighed("1/3", NextGpu)], Milestones = [FirstTwenty with { Product = NextGpu, Quantity = 150 }] };
        Scenario.Given<Agreement>().When(SignedBy(sign)).Records(Signed with { Lines = sign.Lines, Milestones = sign.Milestones! });
        Scenario.Given<Agreement>().When(SignedBy(sign with { Milestones = [sign.Milestones![0] with { Quantity = 151 }] }))
            .Refuses(AgreementProblems.MilestoneOutOfReach);
    }

    private static CommittedLine Weighed(string weight, params string[] products) =>
        Line2 with { Weights = [.. products.Select(product => new ProductWeight(product, weight))] };

    [Fact]
    public void An_amendment_number_is_used_once() => Scenario
        .Given<Agreement>(Signed, new AgreementAmended("A-1", "more", [Line1 with { Quantity = 200 }], [], Signing))
        .When(Amending(new("SA-1", "A-1", "more", [Line1 with { Quantity = 300 }]))).Refuses(Problems.AlreadyRecorded);

    [Fact]
    public void A_closed_agreement_is_not_amended() => Scenario.Given<Agreement>(Signed, Closed)
        .When(Amending(new("SA-1", "A-1", "more", [Line1]))).Refuses(AgreementProblems.AgreementClosed);

    [Fact]
    public void An_agreement_is_closed_once()
    {
        Scenario.Given<Agreement>(Signed).When(Closing).Records(Closed);
        Scenario.Given<Agreement>(Signed, Closed).When(Closing).Refuses(AgreementProblems.AgreementClosed);
        Scenario.Given<Agreement>().When(Closing).Refuses(AgreementProblems.UnknownAgreement);
    }

    [Fact]
    public void Milestones_that_differ_only_in_case_are_one_to_a_reader()
    {
        var alike = FirstTwenty with { Milestone = "m1" };
        Scenario.Given<Agreement>().When(SignedBy(Sign with { Milestones = [FirstTwenty, alike] })).Refuses(Problems.DiffersInCase);
        Scenario.Given<Agreement>(Signed).When(Amending(new("SA-1", "A-1", "more", [], [alike]))).Refuses(Problems.DiffersInCase);
        // An earlier build took them. Both can still be amended.
        Scenario.Given<Agreement>(Signed with { Milestones = [FirstTwenty, alike] }).When(Amending(new("SA-1", "A-1", "more", [], [alike])))
            .Records(new AgreementAmended("A-1", "more", [], [alike], Signing));
    }

    [Fact]
    public void New_terms_are_judged_again() => Scenario.Given<Agreement>(Signed)
        .When(Amending(new("SA-1", "A-1", "more", [Line1 with { Quantity = 200 }]))).Tells(new MilestonesToJudge("SA-1"));

    [Fact]
    public void A_reached_milestone_is_not_amended() => Scenario.Given<Agreement>(Signed, new MilestoneReached("M1", "20", 7, false, Signing))
        .When(Amending(new("SA-1", "A-1", "later", [], [FirstTwenty with { Quantity = 30 }]))).Refuses(AgreementProblems.MilestoneInWrongState);

    [Fact]
    public void A_ratio_is_written_in_one_way() => Scenario.Given<Agreement>(Signed)
        .When(Substituting(Superchip, "2.500")).Records(Substituted with { Ratio = "2.5" });

    [Theory]
    [InlineData("1/3", "1/3")]
    [InlineData("3/9", "1/3")]
    [InlineData("1/2", "0.5")]
    public void A_ratio_that_is_a_fraction_is_recorded_exactly(string told, string recorded) => Scenario.Given<Agreement>(Signed)
        .When(Substituting(Superchip, told)).Records(Substituted with { Ratio = recorded });

    [Fact]
    public void What_a_line_takes_already_needs_no_approval() => Scenario.Given<Agreement>(Signed, Substituted)
        .When(Substituting(Superchip, "3")).Refuses(Problems.AlreadyRecorded);

    [Fact]
    public void A_substitution_replaces_what_the_line_is_for() => Scenario.Given<Agreement>(Signed)
        .When(Substituting(Superchip, "2", from: Switch)).Refuses(AgreementProblems.WrongProduct);

    /// <summary>Line 1 commits to 100 of a GPU, line 2 to 50 of any GPU.</summary>
    [Theory]
    [InlineData(Gpu, null, 150, true)]
    [InlineData(Gpu, null, 151, false)]
    [InlineData(NextGpu, null, 50, true)]
    [InlineData(NextGpu, null, 51, false)]
    [InlineData(null, "gpu", 150, true)]
    [InlineData(null, "gpu", 151, false)]
    public void A_milestone_needs_no_more_than_is_committed(string? product, string? family, long quantity, bool isTaken)
    {
        var milestone = FirstTwenty with { Product = product, Family = family, Quantity = quantity };
        var told = Scenario.Given<Agreement>().When(SignedBy(new("SA-1", "NV", "CLOUD", [Line1, Line2], [milestone])));
        Judge(told, isTaken, Signed with { Milestones = [milestone] });
    }

    [Theory]
    [InlineData("2", 50, true)]
    [InlineData("2", 51, false)]
    [InlineData("1/3", 300, true)]
    [InlineData("1/3", 301, false)]
    [InlineData("0.3", 333, true)]
    [InlineData("0.3", 334, false)]
    public void A_milestone_of_a_substitute_needs_no_more_than_the_line_takes_of_it(string ratio, long quantity, bool isTaken)
    {
        var milestone = new MilestoneTerms("M2", "Superchips", "received", quantity, new(2026, 12, 31), Product: Superchip);
        var told = Scenario.Given<Agreement>(Signed, Substituted with { Ratio = ratio }).When(Amending(new("SA-1", "A-1", "more", [], [milestone])));
        Judge(told, isTaken, new AgreementAmended("A-1", "more", [], [milestone], Signing));
    }

    [Fact]
    public void A_line_is_not_lowered_below_an_open_milestone()
    {
        // M1 needs 20 of the GPU; line 2 may bring 10 of them.
        CommittedLine[] low = [Line1 with { Quantity = 9 }, Line2 with { Quantity = 10 }];
        CommittedLine[] enough = [Line1 with { Quantity = 10 }, Line2 with { Quantity = 10 }];
        Scenario.Given<Agreement>(Signed).When(Amending(new("SA-1", "A-1", "less", low))).Refuses(AgreementProblems.MilestoneOutOfReach);
        Scenario.Given<Agreement>(Signed).When(Amending(new("SA-1", "A-1", "less", enough))).Records(new AgreementAmended("A-1", "less", enough, [], Signing));
        MilestoneTerms[] less = [FirstTwenty with { Quantity = 19 }];
        Scenario.Given<Agreement>(Signed).When(Amending(new("SA-1", "A-1", "less", low, less)))
            .Records(new AgreementAmended("A-1", "less", low, less, Signing));
        Scenario.Given<Agreement>(Signed, new MilestoneReached("M1", "20", 7, false, Signing)).When(Amending(new("SA-1", "A-1", "less", low)))
            .Records(new AgreementAmended("A-1", "less", low, [], Signing));
    }

    /// <summary>An agreement of an earlier build, which did not look.</summary>
    [Fact]
    public void A_milestone_that_never_could_be_reached_keeps_no_line_from_being_amended() => Scenario
        .Given<Agreement>(Signed with { Milestones = [FirstTwenty with { Quantity = 1_000 }] })
        .When(Amending(new("SA-1", "A-1", "less", [Line1 with { Quantity = 90 }])))
        .Records(new AgreementAmended("A-1", "less", [Line1 with { Quantity = 90 }], [], Signing));

    private static void Judge(Then told, bool isTaken, object recorded)
    {
        if (isTaken)
        {
            told.Records(recorded);
        }
        else
        {
            told.Refuses(AgreementProblems.MilestoneOutOfReach);
        }
    }

    [Fact]
    public void Numbers_of_amendments_differ_in_more_than_case() => Scenario.Given<Agreement>(Deal.Signed, new AgreementAmended("a-1", "x", [], [], Signing))
        .When(Amending(new("SA-1", "A-1", "more", [Line1]))).Refuses(Problems.DiffersInCase);

    private static Func<Agreement?, Decision> SignedBy(SignAgreement command) => SignedBy(command, Supplier);

    private static Func<Agreement?, Decision> SignedBy(SignAgreement command, PartyInfo? supplier) =>
        agreement => SignAgreementEndpoint.Decide(command, ToSign(agreement) with { Supplier = supplier }, ToldBySupplier);

    private static Decision Closing(Agreement? agreement) => CloseAgreementEndpoint.Decide(new("SA-1", "done"), agreement, ToldByCustomer);

    private static Func<Agreement?, Decision> Amending(AmendAgreement command) =>
        agreement => AmendAgreementEndpoint.Decide(command, new(agreement, Products, []), ToldBySupplier);

    private static Func<Agreement?, Decision> Substituting(string to, string ratio, string from = Gpu) =>
        agreement => ApproveSubstitutionEndpoint.Decide(new("SA-1", 1, from, to, ratio), new(agreement, Products), ToldByCustomer);
}
