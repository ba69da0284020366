using JasperFx;
using Ledger.Agreements;
using Ledger.Inventory;
using Ledger.Logistics;
using Ledger.Ordering;
using Ledger.Platform;

var builder = WebApplication.CreateBuilder(args);
builder.AddLedgerPlatform(builder.Configuration.GetConnectionString("Ledger")!);
builder.Services.AddAgreements().AddOrdering().AddInventory().AddLogistics();

var app = builder.Build();
app.UseLedgerPlatform();
return await app.RunJasperFxCommands(args);
