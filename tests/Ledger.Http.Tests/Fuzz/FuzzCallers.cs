using Ledger.Contracts;
using Ledger.Http.Tests.Access;

namespace Ledger.Http.Tests.Fuzz;

/// <summary>Who sends: the parties of the book, the operator, and those who are not to be let in.</summary>
internal sealed class FuzzCallers
{
    /// <summary>What they show, by the name that is printed in its place.</summary>
    public Dictionary<string, string> Bearers { get; } = [];

    /// <summary>Callers that no operation of this book lets in.</summary>
    public IReadOnlyList<string> Strangers { get; } = ["elsewhere", "empty", "garbage", "no key", "no token", "long", "odd"];

    /// <summary>Callers with less than all rights, or working elsewhere.</summary>
    public IReadOnlyList<string> Others { get; } = ["reading supplier", "writing customer", "testing supplier", "token of integrator"];

    public static async Task<FuzzCallers> OfAsync(TestBook book)
    {
        var (callers, other) = (new FuzzCallers(), await TestBook.OpenAsync());
        using var issuing = await LedgerHost.ClientAsync();
        using var anonymous = await LedgerHost.AnonymousAsync();
        var bearers = callers.Bearers;
        bearers["operator"] = issuing.DefaultRequestHeaders.Authorization!.Parameter!;
        foreach (var role in new[] { Roles.Supplier, Roles.Customer, Roles.Carrier, Roles.Integrator, Roles.Auditor })
        {
            bearers[NameOf(role)] = (await book.AuthorizationAsync(role))!.Parameter!;
        }

        bearers["elsewhere"] = (await other.AuthorizationAsync(Roles.Supplier))!.Parameter!;
        bearers["reading supplier"] = await Keys.IssueAsync(issuing, book.Code, "SUP", "reading", scopes: "read");
        bearers["writing customer"] = await Keys.IssueAsync(issuing, book.Code, "CUS", "writing", scopes: "write");
        bearers["testing supplier"] = await Keys.IssueAsync(issuing, book.Code, "SUP", "testing", mode: "test");
        bearers["token of integrator"] = await anonymous.TokenAsync($"{book.Code}/INT-Integrator", bearers["integrator"]);
        (bearers["empty"], bearers["garbage"], bearers["no key"], bearers["no token"]) = ("", "{}", "lgk_live_0123456789ab_x", "e30.e30.e30");
        (bearers["long"], bearers["odd"]) = (new string('x', 9_000), "lgk_ live\t%00 ü , Basic x");
        return callers;
    }

    public static string NameOf(Roles role) => role.ToString().ToLowerInvariant();
}
