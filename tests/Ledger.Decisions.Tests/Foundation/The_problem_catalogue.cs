using Ledger.Door.Refusals;
using Ledger.Kernel;

namespace Ledger.Decisions.Tests.Foundation;

public class The_problem_catalogue
{
    [Fact]
    public void Takes_a_reason_that_two_contexts_share() => Assert.Equal(
        ["already-shipped", "only-here", "wrong-product"], new ProblemCatalogue([typeof(OneProblems), typeof(SharingProblems)]).All.Select(p => p.Code));

    [Fact]
    public void Refuses_a_code_that_means_two_things() => Assert.Contains(
        "wrong-product", Assert.Throws<InvalidOperationException>(() => new ProblemCatalogue([typeof(OneProblems), typeof(ContradictingProblems)])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Knows_only_its_own_codes()
    {
        var catalogue = new ProblemCatalogue([typeof(OneProblems)]);
        Assert.Same(Problems.WrongProduct, catalogue.Find("wrong-product"));
        Assert.Null(catalogue.Find("Wrong-Product"));
    }

    private static class OneProblems
    {
        public static readonly ProblemCode WrongProduct = Problems.WrongProduct;
        public static readonly ProblemCode AlreadyShipped = Problems.AlreadyShipped;
    }

    private static class SharingProblems
    {
        public static readonly ProblemCode WrongProduct = Problems.WrongProduct;
        public static readonly ProblemCode OnlyHere = new("only-here", 409, "Nobody else says this.");
    }

    private static class ContradictingProblems
    {
        public static readonly ProblemCode WrongProduct = new("wrong-product", 400, "Another meaning.");
    }
}
