using System.Text.RegularExpressions;
using Ledger.Kernel;

namespace Ledger.Architecture.Tests;

public partial class Who_may_see_whom
{
    [Fact]
    public void Contracts_sees_no_other_room() => Assert.Empty(Projects.Contracts.LedgerReferences());

    [Fact]
    public void The_kernel_sees_contracts_and_neither_HTTP_nor_a_store()
    {
        Assert.Empty(Projects.Kernel.LedgerReferences().Except(["Ledger.Contracts"]));
        string[] storeys = ["Marten", "Wolverine", "Npgsql", "Weasel", "JasperFx", "Microsoft.AspNetCore"];
        Assert.DoesNotContain(Projects.Kernel.GetReferencedAssemblies(), r => storeys.Any(storey => r.Name!.StartsWith(storey, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_store_stands_on_the_kernel_and_knows_no_HTTP()
    {
        Assert.Empty(Projects.Store.LedgerReferences().Except(["Ledger.Contracts", "Ledger.Kernel", "Ledger.Sealing"]));
        Assert.DoesNotContain(Projects.Store.GetReferencedAssemblies(), r => r.Name!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
    }

    [Fact]
    public void The_door_stands_on_the_store() => Assert.Empty(Projects.Door.LedgerReferences().Except(["Ledger.Contracts", "Ledger.Kernel", "Ledger.Store"]));

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
    public void A_context_sees_contracts_and_the_storeys_and_never_another_context() =>
        Assert.All(
            Projects.Contexts, context =>
                Assert.Empty(context.LedgerReferences().Except(["Ledger.Contracts", "Ledger.Kernel", "Ledger.Store", "Ledger.Door", "Ledger.Sealing"])));

    /// <summary>What an export reads itself is the store's, and the log is its own; all else is handed to it by whoever owns it.</summary>
    [Fact]
    public void An_export_names_no_table_of_a_context()
    {
        var files = Projects.SourceFiles("src/contexts/Audit/Export").Select(file => File.ReadAllText(file.FullName));
        var named = files.SelectMany(text => TableOfTheStore().Matches(text)).Select(table => table.Groups[1].Value).ToHashSet();
        Assert.Contains("mt_events", named);
        Assert.Empty(named.Except(["mt_events", "mt_streams", "mt_doc_deadletterevent"]));
    }

    [Fact]
    public void The_host_composes_every_context() =>
        Assert.Empty(Projects.Contexts.Select(c => c.GetName().Name!).Except(Projects.Host.LedgerReferences()));

    [Fact]
    public void Only_the_storeys_set_up_the_store_and_the_bus()
    {
        string[] globals = ["AddMarten(", "UseWolverine(", "IntegrateWithWolverine(", "MapWolverineEndpoints("];
        var elsewhere = Projects.SourceFiles("src").Where(file => !file.FullName.Contains("/foundation/", StringComparison.Ordinal))
            .Where(file => globals.Any(File.ReadAllText(file.FullName).Contains));
        Assert.Empty(elsewhere.Select(file => file.Name));
    }

    /// <summary>
    /// What Marten has for changing, hiding or removing events, for resetting a store, and for telling projections that there is nothing more to come.
    /// </summary>
    private static readonly string[] Mutators =
    [
        "OverwriteEvent", "CompactStream", "TombstoneStream", "ApplyEventDataMasking", "AddMaskingRuleForProtectedInformation", "DeleteAllTenantData",
        "AdvanceHighWaterMark", "BulkInsertEvent",
        "ArchiveStream", "UnArchiveStream", "Archived", "DeleteAllEventData", "DeleteEventTypeAsync", "DeleteAllDocuments", "CompletelyRemove",
        "CleanAllMartenData", "ResetAllData", "ResetAllMartenData",
        "ResetHiloSequenceFloor", "DeleteDocumentsExcept", "DeleteDocumentsByType", "RebuildEventStore", "MoveEvents", "ReplaceEvents",
    ];

    [Fact]
    public void History_cannot_be_rewritten_from_this_code()
    {
        var calls =
            Projects.Contexts.Concat(
                [Projects.Host, Projects.Kernel, Projects.Store, Projects.Door, Projects.Contracts, Projects.Sealing, Projects.LocalPostgres])
            .SelectMany(room => What_code_reaches_for.MembersUsedBy(room), (room, used) => (Room: room.GetName().Name, used.Type, used.Member)).ToList();
        Assert.Contains(calls, call => IsOfTheStore(call.Type) && call.Member == "FetchForWriting");
        Assert.DoesNotContain(
            calls, call =>
                IsOfTheStore(call.Type)
            && Mutators.Any(mutator => call.Member.Contains(mutator, StringComparison.Ordinal) || call.Type.EndsWith($".{mutator}", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_would_rewrite_history_does_not_compile()
    {
        var banned = File.ReadAllText(Path.Combine(Projects.Root.FullName, "ops", "build", "BannedSymbols.txt"));
        var doors =
            new[] { typeof(JasperFx.Events.IEventStoreOperations), typeof(JasperFx.Events.IEventStore), typeof(Marten.Events.IEventStoreOperations),
            typeof(Marten.Events.IEventStoreOptions), typeof(Marten.IDocumentStore) };
        var mutators = doors.SelectMany(door => door.GetMethods().Select(method => (Name: $"{door.FullName}.{method.Name}", Method: method.Name)))
            .Where(door => Mutators.Any(mutator => door.Method.StartsWith(mutator, StringComparison.Ordinal))).Select(door => door.Name).Distinct().ToList();
        Assert.Contains("JasperFx.Events.IEventStoreOperations.OverwriteEvent", mutators);
        Assert.DoesNotContain(
            mutators, mutator => !banned.Contains($"M:{mutator}(", StringComparison.Ordinal) && !banned.Contains($"M:{mutator}``1(", StringComparison.Ordinal));
        Assert.Contains("P:Marten.IDocumentStore.Advanced;", banned, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\bSchema\}\.(\w+)")]
    private static partial Regex TableOfTheStore();

    private static bool IsOfTheStore(string type) => type.StartsWith("Marten", StringComparison.Ordinal)
        || type.StartsWith("JasperFx", StringComparison.Ordinal) || type.StartsWith("Weasel", StringComparison.Ordinal);
}
