using Ledger.Access.Sandbox;
using Ledger.Contracts;
using Ledger.Door.Permissions;
using Ledger.Kernel;

namespace Ledger.Decisions.Tests.Access;

public class A_sandbox_is_reset
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Caller Tester = new("SUP", "erp", "k1", "demo", true, Scopes.All, Roles.Supplier);

    [Fact]
    public void Each_time_the_next_generation_begins()
    {
        Scenario.Given<BookSandbox>().When(Reset).Records(new SandboxReset(1, "again", Noon));
        Scenario.Given<BookSandbox>(new SandboxReset(1, "first", Noon), new SandboxReset(2, "second", Noon)).When(Reset)
            .Records(new SandboxReset(3, "again", Noon));
    }

    [Fact]
    public void By_a_test_caller_or_the_operator()
    {
        var rights = new Rights([typeof(ResetSandbox).Assembly]);
        Assert.True(rights.Allow(Tester, "ResetSandbox"));
        Assert.True(rights.Allow(Tester with { IsTest = false, Book = null, Roles = Roles.Operator }, "ResetSandbox"));
        Assert.False(rights.Allow(Tester with { IsTest = false }, "ResetSandbox"));
        Assert.False(rights.Allow(Tester with { Roles = Roles.Auditor }, "ResetSandbox"));
        Assert.False(rights.Allow(Tester, "AddParty"));
    }

    [Fact]
    public void The_code_of_a_twin_is_no_books_and_tells_both()
    {
        var code = Twin.CodeOf("demo-1", 12);
        Assert.Equal(("demo-1~12", "demo-1", "12"), (code, Twin.BookOf(code), Twin.GenerationOf(code)));
        Assert.True(Twin.Is(code));
        Assert.False(Twin.Is("demo-1"));
        Assert.False(Rules.IsBookCode(code));
        Assert.Equal("demo-1", Twin.BookOf("demo-1"));
    }

    private static Decision Reset(BookSandbox? state) => ResetSandboxEndpoint.Decide(new("again"), state, new(Sender.Of(Tester), Noon));
}
