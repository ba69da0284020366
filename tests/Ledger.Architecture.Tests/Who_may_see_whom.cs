namespace Ledger.Architecture.Tests;

public class Who_may_see_whom
{
    [Fact]
    public void Contracts_sees_no_other_room() => Assert.Empty(Projects.Contracts.LedgerReferences());

    [Fact]
    public void Platform_sees_contracts_and_the_formats_of_the_log() => Assert.Empty(Projects.Platform.LedgerReferences().Except(["Ledger.Contracts", "Ledger.Sealing"]));

    [Fact]
    public void The_formats_of_the_log_see_no_other_room() => Assert.Empty(Projects.Sealing.LedgerReferences());

    [Fact]
    public void The_local_database_sees_no_other_room() => Assert.Empty(Projects.LocalPostgres.LedgerReferences());

    [Fact]
    public void A_partner_s_client_sees_no_other_room() => Assert.Empty(Projects.Client.LedgerReferences());

    [Fact]
    public void The_command_line_is_a_partner_and_an_auditor_and_sees_nothing_of_the_server() =>
        Assert.Empty(Projects.Cli.LedgerReferences().Except(["Ledger.Client", "Ledger.Sealing", "Ledger.Verification", "Ledger.Witness"]));

    [Fact]
    public void Who_checks_the_ledger_shares_nothing_with_it_but_the_formats()
    {
        Assert.All([Projects.Verification, Projects.Witness], checker => Assert.Empty(checker.LedgerReferences().Except(["Ledger.Sealing"])));
        string[] stores = ["Marten", "Wolverine", "Npgsql", "Weasel"];
        Assert.All([Projects.Sealing, Projects.Verification, Projects.Witness, Projects.Cli], checker =>
            Assert.DoesNotContain(checker.GetReferencedAssemblies(), r => stores.Any(store => r.Name!.StartsWith(store, StringComparison.Ordinal))));
    }

    [Fact]
    public void A_context_sees_contracts_and_platform_and_never_another_context() =>
        Assert.All(Projects.Contexts, context => Assert.Empty(context.LedgerReferences().Except(["Ledger.Contracts", "Ledger.Platform", "Ledger.Sealing"])));

    [Fact]
    public void The_host_composes_every_context() =>
        Assert.Empty(Projects.Contexts.Select(c => c.GetName().Name!).Except(Projects.Host.LedgerReferences()));

    [Fact]
    public void Only_platform_sets_up_the_store_and_the_bus()
    {
        string[] globals = ["AddMarten(", "UseWolverine(", "IntegrateWithWolverine(", "MapWolverineEndpoints("];
        var elsewhere = Projects.SourceFiles("src").Where(file => !file.FullName.Contains("/Platform/", StringComparison.Ordinal))
            .Where(file => globals.Any(File.ReadAllText(file.FullName).Contains));
        Assert.Empty(elsewhere.Select(file => file.Name));
    }

    [Fact]
    public void History_cannot_be_rewritten_from_this_code()
    {
        string[] mutators = ["OverwriteEvent", "ApplyEventDataMasking", "CompactStream", "TombstoneStream", "DeleteAllTenantDataAsync", "AdvanceHighWaterMarkToLatest", "BulkInsertEvents"];
        var users = Projects.SourceFiles("src").Where(file => mutators.Any(File.ReadAllText(file.FullName).Contains));
        Assert.Empty(users.Select(file => file.Name));
    }
}
