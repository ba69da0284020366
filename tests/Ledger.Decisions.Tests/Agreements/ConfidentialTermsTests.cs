using Ledger.Agreements;
using Ledger.Agreements.Agreements;
using Ledger.Agreements.ConfidentialTerms;
using Ledger.Agreements.Signing;
using Ledger.Contracts;
using Ledger.Kernel;

namespace Ledger.Decisions.Tests.Agreements;

public class ConfidentialTermsTests
{
    private static readonly IReadOnlyList<AgreedTerm> Sealed = [new("AAA", "price"), new("BBB", "price"), new("CCC", "liability")];
    private static readonly TermsAgreed Agreed = new("SA-1", ["AAA", "BBB", "CCC"], "sha-256", Sealed, Deal.Signing);

    [Fact]
    public void Signing_records_their_digests_beside_the_agreement()
    {
        var command = new SignAgreement("SA-1", "NV", "CLOUD", [Deal.Line1, Deal.Line2], [Deal.FirstTwenty], [new("unitPrice", "price", "10.50", 1)]);
        Scenario.Given<Agreement>().When(Sign(command)).Records(Deal.Signed, Agreed);
        Scenario.Given<Agreement>().When(Sign(command with { ConfidentialTerms = [new("unitPrice", "price", "10.50", 9)] }))
            .Refuses(AgreementProblems.UnknownLine);
    }

    [Fact]
    public void An_amendment_may_be_about_nothing_else()
    {
        var command = new AmendAgreement("SA-1", "A-1", "x", ConfidentialTerms: [new("cap", "liability", "1")]);
        Assert.True(new AmendAgreementValidator().Validate(command).IsValid);
        Scenario.Given<Agreement>(Deal.Signed)
            .When(agreement => AmendAgreementEndpoint.Decide(command, new(agreement, Deal.Products, Sealed), Deal.ToldBySupplier))
            .Records(new AgreementAmended("A-1", "x", [], [], Deal.Signing), Agreed with { Document = "A-1" });
    }

    [Fact]
    public void An_erasure_names_each_term_once()
    {
        Erase(new EraseTerms("SA-1", "x", "price"), Deal.Signed, Agreed).Records(new TermsErased(["AAA", "BBB"], "x", Deal.Signing));
        Erase(new EraseTerms("SA-1", "x", "price"), Deal.Signed, Agreed, new TermsErased(["AAA"], "x", Deal.Signing))
            .Records(new TermsErased(["BBB"], "x", Deal.Signing));
        Erase(new EraseTerms("SA-1", "x", Digests: ["CCC"]), Deal.Signed, Agreed).Records(new TermsErased(["CCC"], "x", Deal.Signing));
        Erase(new EraseTerms("SA-1", "x", Digests: ["CCC"]), Deal.Signed, Agreed, new TermsErased(["CCC"], "x", Deal.Signing))
            .Refuses(AgreementProblems.NothingToErase);
        Erase(new EraseTerms("SA-1", "x", "payment"), Deal.Signed, Agreed).Refuses(AgreementProblems.NothingToErase);
        Erase(new EraseTerms("SA-1", "x", Digests: ["DDD"]), Deal.Signed, Agreed).Refuses(AgreementProblems.UnknownTerm);
        Erase(new EraseTerms("SA-1", "x", Digests: ["CCC"]), Deal.Signed).Refuses(AgreementProblems.UnknownTerm);
        Erase(new EraseTerms("SA-1", "x", "price")).Refuses(AgreementProblems.UnknownAgreement);
    }

    [Theory]
    [InlineData("NV", Roles.Supplier, "liability payment price")]
    [InlineData("CLOUD", Roles.Customer, "liability payment price")]
    [InlineData("OTHER", Roles.Supplier, "")]
    [InlineData("AUD", Roles.Auditor, "liability payment")]
    [InlineData("operator", Roles.Operator, "")]
    [InlineData("NV", Roles.Operator, "")]
    public void A_class_decides_who_sees_a_term(string party, Roles roles, string seen)
    {
        var caller = new Caller(party, "app", "key", "book", false, Scopes.All, roles);
        Assert.Equal(seen, string.Join(' ', TermClasses.Names.Where(name => TermClasses.IsEntitled(caller, name, "NV", "CLOUD"))));
        Assert.False(TermClasses.IsEntitled(null, "price", "NV", "CLOUD"));
    }

    [Fact]
    public void The_classes_are_those_of_the_documentation()
    {
        var page = File.ReadAllLines(Path.Combine(Root(), "ops", "docs", "confidential-terms.md"));
        Assert.Equal(
            TermClasses.SeenBesides.Select(row => $"| `{row.Key}` | the agreement's supplier and customer{AndBesides(row.Value)} |"),
            page.Where(line => line.StartsWith("| `", StringComparison.Ordinal)));

        static string AndBesides(Roles roles) => roles == Roles.Auditor ? ", auditors of the book" : "";
    }

    private static Func<Agreement?, Decision> Sign(SignAgreement command) =>
        agreement => SignAgreementEndpoint.Decide(command, Deal.ToSign(agreement) with { Agreed = Sealed }, Deal.ToldBySupplier);

    private static Then Erase(EraseTerms command, params object[] events) =>
        Scenario.Given<Agreement>(events).When(agreement => EraseTermsEndpoint.Decide(command, agreement, Deal.ToldBySupplier));

    private static string Root([System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
