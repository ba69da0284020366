using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Ledger.Inventory.Checks;

public static class CheckReads
{
    /// <summary>Runs the book's checks now.</summary>
    [WolverineGet("/books/{book}/checks", OperationId = "RunChecks")]
    [Allows(RoleSets.Readers)]
    [Answers<BalanceReport>]
    public static async Task<IResult> Checks(string book, BalanceCheck check, CancellationToken ct) => Views.Json(await check.RunAsync(book, ct));
}
