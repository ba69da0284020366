using JasperFx;
using Ledger.Agreements;
using Ledger.Platform;

var builder = WebApplication.CreateBuilder(args);
builder.AddLedgerPlatform(builder.Configuration.GetConnectionString("Ledger")!);
builder.Services.AddAgreements();

var app = builder.Build();
app.UseLedgerPlatform();
return await app.RunJasperFxCommands(args);
