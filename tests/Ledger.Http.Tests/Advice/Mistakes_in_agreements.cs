using Ledger.Agreements.Agreements;

namespace Ledger.Http.Tests.Advice;

/// <summary>Facts about agreements that were recorded by mistake: what their declaration is refused for is put right as it says.</summary>
public sealed class Mistakes_in_agreements
{
    [Fact]
    [Advised(typeof(AgreementSigned))]
    [Advised("facts-rest-on-it")]
    public async Task An_agreement_that_was_signed_by_mistake_and_all_of_it_delivered()
    {
        var scene = await Scene.DeliveredAsync();
        Assert.Equal("facts-rest-on-it", await scene.StandsAsync<AgreementSigned>("Send back what was received with ReturnUnits, cancel the lines"));
        await scene.MustAsync(Say.Return("RMA-1", Say.Units(4)));
        await scene.OrderIsAsync("confirmed 4 0 0 0 4");
        await scene.MustAsync(Say.Cancel(), Say.Close());
        await scene.ProgressIsAsync("10 0 0 0 0 0 0");
        await scene.DeclaredAsync(await scene.EventAsync(typeof(AgreementSigned)));
        await scene.StockIsAsync("site:FAB1 returned 4");
    }

    [Fact]
    [Advised(typeof(AgreementAmended))]
    public async Task An_amendment()
    {
        var scene = await Scene.DeliveredAsync(2);
        await scene.MustAsync(Say.Amend("A-1", [Say.Line(1, 30)], Say.Milestone("M-1", 3)));
        await scene.StandsAsync<AgreementAmended>("Amend each of its lines and milestones again with AmendAgreement");
        var wrong = await scene.EventAsync(typeof(AgreementAmended));
        await scene.MustAsync(Say.Amend("A-2", [Say.Line(1, 20)], Say.Milestone("M-1", 2)));
        await scene.DeclaredAsync(wrong, typeof(AgreementAmended));
        await scene.MilestoneIsAsync("reached");

        // What it says of a milestone that was reached meanwhile.
        await scene.StandsAsync<AgreementAmended>("A milestone that was reached meanwhile keeps its terms: add another one");
        await scene.MustAsync(Say.Amend("A-3", [Say.Line(1, 25)], Say.Milestone("M-2", 3)));
        await scene.MilestoneIsAsync("planned", "M-2");
        await scene.ProgressIsAsync("25 2 2 2 0 0 0");
    }

    [Fact]
    [Advised(typeof(AgreementAmended))]
    public async Task An_amendment_with_a_confidential_term()
    {
        var scene = await Scene.OrderedAsync();
        await scene.MustAsync(Priced("A-1", "100"));
        await scene.StandsAsync<AgreementAmended>("A-1 still has 1 confidential terms. Erase them with EraseTerms");
        var wrong = await scene.EventAsync(typeof(AgreementAmended));
        await scene.MustAsync(Erasure, Priced("A-2", "90"));
        await scene.DeclaredAsync(wrong, typeof(AgreementAmended));
        await PriceIsAsync(scene, "90");
    }

    [Fact]
    [Advised(typeof(TermsAgreed))]
    public async Task A_confidential_term()
    {
        var scene = await Scene.OrderedAsync();
        await scene.MustAsync(Priced("A-1", "100"));
        await scene.StandsAsync<TermsAgreed>("Record the right terms with AmendAgreement");
        await scene.MustAsync(Priced("A-2", "90"));
        await PriceIsAsync(scene, "90");
    }

    [Fact]
    [Advised(typeof(TermsErased))]
    public async Task An_erasure()
    {
        var scene = await Scene.OrderedAsync();
        await scene.MustAsync(Priced("A-1", "100"), Erasure);
        await scene.StandsAsync<TermsErased>("Record the terms again with AmendAgreement");
        await scene.MustAsync(Priced("A-2", "100"));
        await PriceIsAsync(scene, "100");
    }

    [Fact]
    [Advised(typeof(SubstitutionApproved))]
    public async Task A_substitute_s_ratio()
    {
        var scene = await Scene.OrderedAsync();
        await scene.MustAsync(Substitutes.Approve(1, "2"));
        await scene.StandsAsync<SubstitutionApproved>("Add another line with AmendAgreement");
        await scene.MustAsync(Say.Amend("A-1", [Say.Line(2, 6)]), Substitutes.Approve(2, "3"), Say.Place("PO-2", 2, TestBook.Cpu, agreementLine: 2));
        await scene.BecomesAsync("agreements/SA-1/progress", p => p.List("lines")[1].Figure("ordered"), "6");
    }

    [Fact]
    [Advised(typeof(AgreementClosed))]
    public async Task A_closing()
    {
        var scene = await Scene.OrderedAsync();
        await scene.MustAsync(Say.Close());
        await scene.StandsAsync<AgreementClosed>("Sign another agreement with SignAgreement");
        await scene.MustAsync(Say.Sign("SA-2", 6), Say.Place("PO-2", 6, agreement: "SA-2"));
        await scene.OrderIsAsync("confirmed 6 0 0 0 6", "PO-2");
    }

    private static Command Erasure => new("EraseTerms", new { agreement = "SA-1", reason = "x", @class = "payment" });

    private static Command Priced(string amendment, string value) => new("AmendAgreement", new
    {
        agreement = "SA-1",
        amendment,
        reason = "x",
        confidentialTerms = new[] { new { term = "prepayment", @class = "payment", value } },
    });

    private static Task PriceIsAsync(Scene scene, string value) => scene.BecomesAsync(
        "agreements/SA-1/terms", t => t.List("terms").Last().TextOrNull("value") ?? "undisclosed", value);
}
