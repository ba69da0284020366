namespace Ledger.Architecture.Tests.Reference;

public class What_the_reference_says
{
    public static TheoryData<string> Pages => [.. Generated.Pages.Keys];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Is_what_the_code_does(string page) => Generated.MustBeCommitted(Generated.Pages.Where(file => file.Key == page));
}
