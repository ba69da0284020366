using JasperFx.Events.Projections;
using Ledger.Deployment.Appointments;
using Ledger.Deployment.Declarations;
using Ledger.Deployment.RackModels;
using Ledger.Deployment.Racks;
using Ledger.Store.Identities;
using Ledger.Store.Replays;
using Microsoft.Extensions.DependencyInjection;

[assembly: EventsAreFor(RoleSets.Readers)]

namespace Ledger.Deployment;

public static class DeploymentModule
{
    public static IServiceCollection AddDeployment(this IServiceCollection services) => services
        .AddSingleton<IWhoseDocuments, WhoseRacks>().AddSingleton<IDeclarable, RackDeclarations>()
        .AddStateReplays<RackView>("rack", "deployment", Rack.KeyOf(""), rack => rack.State).AddContext(
        typeof(DeploymentModule).Assembly,
        marten =>
        {
            // A rack is planned right after its model is defined, so the model must be there at once; nobody decides on the list of racks.
            marten.Projections.LiveStreamAggregation<Rack>();
            marten.Projections.LiveStreamAggregation<IntegratorAppointments>();
            marten.Projections.LiveStreamAggregation<RackView>();
            marten.Projections.Snapshot<RackModel>(SnapshotLifecycle.Inline);
            marten.Projections.Snapshot<RackSummary>(SnapshotLifecycle.Async);
        });
}
