using System.Reflection;
using JasperFx;
using JasperFx.CodeGeneration;
using JasperFx.Core;
using Ledger.Contracts;
using Marten.Exceptions;
using Wolverine;
using Wolverine.ErrorHandling;

namespace Ledger.Store.Messaging;

/// <summary>How messages travel between contexts: durable local queues, one a handler, in the transaction that records the events.</summary>
public static class LedgerMessaging
{
    public static void Configure(WolverineOptions options, Assembly host, bool isShared)
    {
        options.ServiceName = "ledger";
        options.ApplicationAssembly = host;
        // A build for use has its handlers compiled in; a developer's build compiles each on its first use.
        options.CodeGeneration.TypeLoadMode = host.GetType("Internal.Generated.WolverineHandlers.GeneratedHandlerRegistry") is null ? TypeLoadMode.Dynamic
            : TypeLoadMode.Static;
        options.MultipleHandlerBehavior = MultipleHandlerBehavior.Separated;
        options.Durability.MessageIdentity = MessageIdentity.IdAndDestination;
        options.Durability.MessageStorageSchemaName = LedgerStore.MessageSchema;
        options.AutoBuildMessageStorageOnStartup = AutoCreate.None;
        // Alone, the host takes all projections at once; among others a leader is elected first, which takes some ten seconds.
        options.Durability.Mode = isShared ? DurabilityMode.Balanced : DurabilityMode.Solo;
        // By default a host says every ten seconds that it is there, and after a minute and more another takes over what it did. Here that takes half a
        // minute, and a host that is only slow is given three looks to be heard of again.
        options.Durability.HealthCheckPollingTime = 3.Seconds();
        options.Durability.StaleNodeTimeout = 20.Seconds();
        options.Durability.StaleNodeEjectionThreshold = 3;
        // A message whose transaction was committed while the answer to that was lost is in nobody's hands, and by default stays there until a restart.
        options.Durability.InboxStaleTime = 10.Seconds();
        options.Durability.EnableDeduplicatedResponses = true;
        options.Policies.AutoApplyTransactions();
        options.Policies.UseDurableLocalQueues();
        options.CodeGeneration.Sources.Add(new LedgerSessionSource());

        foreach (var type in ContractTypes.In(typeof(ContractNameAttribute).Assembly))
        {
            options.RegisterMessageType(type, ContractTypes.NameOf(type));
        }

        // Two handlers on one stream: the loser decides again on what the winner recorded.
        options.OnException<ConcurrencyException>().Or<JasperFx.Events.ExistingStreamIdCollisionException>().Or<ExistingStreamIdCollisionException>()
            .RetryWithCooldown(20.Milliseconds(), 50.Milliseconds(), 100.Milliseconds(), 250.Milliseconds(), 500.Milliseconds(), 1.Seconds())
            .Then.ScheduleRetryIndefinitely(2.Seconds(), 10.Seconds(), 30.Seconds());
        // Nothing that goes wrong because the database is away may set a message aside; and when it is back, nobody should wait for minutes.
        options.OnException<MartenCommandException>().Or<Npgsql.NpgsqlException>().Or<OperationCanceledException>().Or<Exception>(Outage.IsIn)
            .ScheduleRetryIndefinitely(1.Seconds(), 2.Seconds(), 5.Seconds(), 10.Seconds());
    }
}
