using JasperFx;
using JasperFx.CommandLine;
using Ledger.Access;
using Ledger.Agreements;
using Ledger.Audit;
using Ledger.Deployment;
using Ledger.Door;
using Ledger.Host;
using Ledger.Inventory;
using Ledger.Logistics;
using Ledger.Ordering;
using Ledger.Store.Hosts;
using Ledger.Store.Messaging;

// Settings lie beside the program, wherever it is started from.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
HomeDirectory.UseFor(builder.Configuration);
await using var database = await HostDatabase.OpenAsync(builder, args);
if (database is null)
{
    return 1;
}

builder.AddLedgerStorage(typeof(Program).Assembly, database.ConnectionString, database.IsShared);
builder.AddLedgerDoor();
builder.Services
    // Guards run in this order at each commit: custody first, for it takes the longest and the row that counts an order line is wanted by many.
    .AddInventory()
    .AddAgreements()
    .AddOrdering()
    .AddLogistics()
    .AddDeployment()
    .AddAccess(builder.Configuration)
    .AddAudit();

try
{
    var app = builder.Build();
    database.KeepRunning(app.Lifetime.ApplicationStopping);
    app.UseLedgerDoor();
    if (args.Length > 0 || JasperFxEnvironment.AutoStartHost)
    {
        return await app.RunJasperFxCommands(args);
    }

    // Without a verb there is no search for verbs, and a refusal is printed as it is.
    await app.RunAsync();
    return 0;
}
catch (StartRefusedException e) when (!JasperFxEnvironment.AutoStartHost)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}

/// <summary>The composition root; public so that tests can host it.</summary>
public partial class Program;
