using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ledger.Cli.Tests.Shared;

/// <summary>What passes for a ledger: it says the same to whatever it is asked.</summary>
internal sealed class AnyLedger(WebApplication app) : IAsyncDisposable
{
    public string Url => app.Urls.First();

    public static async Task<AnyLedger> StartAsync(Func<HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(context => answer(context));
        await app.StartAsync();
        return new AnyLedger(app);
    }

    public static Task<AnyLedger> SayingAsync(string json) => StartAsync(context =>
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json);
    });

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
