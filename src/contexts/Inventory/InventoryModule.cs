using JasperFx.Events.Projections;
using Ledger.Door.Health;
using Ledger.Inventory.Checks;
using Ledger.Inventory.Custody;
using Ledger.Inventory.Journal;
using Ledger.Inventory.Progress;
using Ledger.Inventory.Stock;
using Ledger.Inventory.Traces;
using Ledger.Store.Times;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Ledger.Inventory;

public static class InventoryModule
{
    internal const string Schema = "inventory";

    public static IServiceCollection AddInventory(this IServiceCollection services) => services
        .AddSingleton<EventGuard, CustodyGuard>()
        .AddSingleton<IUnits, Units>()
        .AddSingleton<ILineProgress, LineProgressReads>()
        .AddSingleton<IJournal, JournalReads>()
        .AddSingleton<IEarlierFacts, EarlierFacts>()
        .AddSingleton<IReplays>(services => StockReplays.ByAccount(services.GetRequiredService<NpgsqlDataSource>()))
        .AddSingleton<IReplays>(services => StockReplays.ByCondition(services.GetRequiredService<NpgsqlDataSource>()))
        .AddSingleton<Trails>().AddSingleton<ITrails>(services => services.GetRequiredService<Trails>())
        .AddSingleton<IProvenView, ProvenStock>().AddSingleton<IProvenView, ProvenJournal>().AddSingleton<IProvenView, ProvenUnits>()
        .AddSingleton<IControlTotals, ControlTotals>()
        .AddSingleton<BalanceCheck>()
        .AddSingleton<BalanceWatch>()
        .AddHostedService(services => services.GetRequiredService<BalanceWatch>())
        .AddHostedService<EffectiveTimesOfOldLedgers>()
        .AddReadiness<BalanceWatch>("balances")
        .AddContext(typeof(InventoryModule).Assembly, Store, rights: new()
        {
            // Units are moved by the guard alone; a rebuild begins with none.
            Host = new Dictionary<string, string> { [CustodySchema.Unit] = "select, delete", [CustodySchema.MovedBefore] = "select, insert, delete" },
            Export = [CustodySchema.Unit, JournalSchema.Journal, JournalSchema.Balance],
        }, upgrade: CustodySchema.Upgrade);

    private static void Store(StoreOptions options)
    {
        CustodySchema.AddTo(options);
        JournalSchema.AddTo(options);
        options.Projections.Add(
            new CustodyGuard(), ProjectionLifecycle.Inline, CustodyGuard.Name, async =>
        {
            async.DeleteDataInTableOnTeardown(CustodySchema.Unit);
            async.DeleteDataInTableOnTeardown(CustodySchema.MovedBefore);
        });
        options.Projections.Add(new JournalProjection(), ProjectionLifecycle.Async, JournalProjection.Name, async =>
        {
            async.DeleteDataInTableOnTeardown(JournalSchema.Journal);
            async.DeleteDataInTableOnTeardown(JournalSchema.Balance);
            async.DeleteDataInTableOnTeardown(EffectiveSchema.Time);
            async.DeleteDataInTableOnTeardown(EffectiveSchema.Step);
        });
        options.Projections.Add(new LineProgressProjection(), ProjectionLifecycle.Async);
    }
}
