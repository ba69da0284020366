using JasperFx;
using Ledger.Agreements;
using Ledger.Deployment;
using Ledger.Platform;

var builder = WebApplication.CreateBuilder(args);
builder.AddLedgerPlatform(builder.Configuration.GetConnectionString("Ledger")!);
builder.Services.AddAgreements();
builder.Services.AddDeployment();

var app = builder.Build();
app.UseLedgerPlatform();
return await app.RunJasperFxCommands(args);
