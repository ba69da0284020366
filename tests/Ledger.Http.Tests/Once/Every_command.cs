using Ledger.Contracts;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.Extensions.DependencyInjection;
using Wolverine.Http;

namespace Ledger.Http.Tests.Once;

/// <summary>
/// A key that is claimed before the transaction would, after a kill between the two, leave retries without an answer. The build of the host (CompileHandlers)
/// fails where an endpoint cannot do it.
/// </summary>
public sealed class Every_command
{
    [Fact]
    public async Task Claims_its_key_in_the_transaction()
    {
        using var client = await LedgerHost.ClientAsync();
        var api = (await LedgerHost.AlbaAsync).Services.GetRequiredService<IApiDescriptionGroupCollectionProvider>().ApiDescriptionGroups;
        var chains = api.Items.SelectMany(group => group.Items).Select(item => item.ActionDescriptor).OfType<WolverineActionDescriptor>()
            .Select(wolverine => wolverine.Chain)
            .Where(chain => chain.RequestType?.IsAssignableTo(typeof(ICommand)) is true).Distinct().ToList();
        Assert.True(chains.Count > 30, $"{chains.Count} commands were found.");
        Assert.All(chains, chain => Assert.True(chain.DeduplicatedWithResponse?.ClaimInTransaction, chain.RequestType!.Name));
    }
}
