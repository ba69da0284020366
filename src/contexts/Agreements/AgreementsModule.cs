using JasperFx.Events.Projections;
using Ledger.Agreements.Agreements;
using Ledger.Agreements.Books;
using Ledger.Agreements.Commitments;
using Ledger.Agreements.ConfidentialTerms;
using Ledger.Agreements.Declarations;
using Ledger.Agreements.Milestones;
using Ledger.Agreements.Progress;
using Ledger.Agreements.Proposals;
using Ledger.Agreements.Signing;
using Ledger.Contracts.Messages;
using Ledger.Store.Hosts;
using Ledger.Store.Identities;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Wolverine;

[assembly: EventsAreFor(RoleSets.Commercial)]

namespace Ledger.Agreements;

public static class AgreementsModule
{
    internal const string Schema = "agreements";

    private const int QueuesCount = 4;

    public static IServiceCollection AddAgreements(this IServiceCollection services) =>
        services.AddSingleton<IWhoseDocuments, WhoseAgreements>().AddSingleton<ICatalog, Catalog>().AddSingleton<IAgreements, AgreementsPort>()
            .AddSingleton<IDeclarable, AgreementDeclarations>().AddSingleton<IReplays, AgreementReplays>()
            .AddSingleton<ConfidentialKey>().AddSingleton<ISharedSecret>(provider => provider.GetRequiredService<ConfidentialKey>())
            .AddSingleton<IConfidentialKeys>(provider => provider.GetRequiredService<ConfidentialKey>())
            .AddSingleton<TermKeys>().AddSingleton<TermVault>().AddSingleton<DisclosedTerms>().AddSingleton<IConfidentialTerms, ConfidentialTermsPort>()
            .AddSingleton<IProvenView, ProvenMilestones>()
            .AddContext(typeof(AgreementsModule).Assembly, Store, Messages, new()
            {
                // Terms are kept and erased by the two functions alone: what is erased is gone.
                Host = new Dictionary<string, string> { [TermSchema.Term] = "select", [TermSchema.Key] = "select" },
                Export = [ProvenMilestones.Table],
            });

    /// <summary>
    /// Reference data changes seldom and the next command looks it up, so its documents are written with the event. So is an agreement: thousands of orders
    /// draw on one, and folding all of their draws for each would take longer with every order.
    /// </summary>
    private static void Store(StoreOptions options)
    {
        TermSchema.AddTo(options);
        options.Projections.LiveStreamAggregation<Book>();
        options.Projections.LiveStreamAggregation<SiteRegistrar>();
        options.Projections.LiveStreamAggregation<AgreementProposals>();
        options.Projections.LiveStreamAggregation<ProductRegistrar>();
        options.Projections.LiveStreamAggregation<Resellers>();
        options.Projections.Snapshot<Product>(SnapshotLifecycle.Inline);
        options.Projections.Snapshot<Site>(SnapshotLifecycle.Inline);
        options.Projections.Snapshot<Agreement>(SnapshotLifecycle.Inline);
        options.Projections.Add(new DrawDecisions(), ProjectionLifecycle.Inline);
    }

    /// <summary>
    /// Every order on an agreement draws on the same stream. Its messages wait for each other in a queue, agreement by agreement, rather than race for the
    /// stream and lose time in retries.
    /// </summary>
    private static void Messages(WolverineOptions options)
    {
        foreach (var type in new[] { typeof(MilestoneFellDue), typeof(MilestonesToJudge), typeof(ProposalFellDue) })
        {
            options.RegisterMessageType(type, ContractTypes.NameOf(type));
        }

        options.MessagePartitioning.PublishToPartitionedLocalMessaging("agreements", QueuesCount, queues =>
        {
            queues.Message<OrderPlacedNotice>();
            queues.GroupBy<OrderPlacedNotice>(m => m.Agreement);
            queues.Message<CommitmentReleasedNotice>();
            queues.GroupBy<CommitmentReleasedNotice>(m => m.Agreement);
            queues.Message<LineProgressed>();
            queues.GroupBy<LineProgressed>(m => AgreementLineKey.AgreementOf(m.Line));
            queues.Message<MilestonesToJudge>();
            queues.GroupBy<MilestonesToJudge>(m => m.Agreement);
            queues.Message<MilestoneFellDue>();
            queues.GroupBy<MilestoneFellDue>(m => m.Agreement);
            queues.Message<ProposalFellDue>();
            queues.GroupBy<ProposalFellDue>(m => m.Agreement);
        });
    }
}
