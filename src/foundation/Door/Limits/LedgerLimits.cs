using Ledger.Door.Places;
using Ledger.Door.Refusals;
using Ledger.Door.Requests;
using Ledger.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ledger.Door.Limits;

/// <summary>
/// Where the limits stand on the way of a request: those of the host and of an address before the look at who sends it, those of an app after.
/// </summary>
public static class LedgerLimits
{
    public static IServiceCollection AddLedgerLimits(this IServiceCollection services)
    {
        services.AddOptions<LimitSettings>().BindConfiguration(LimitSettings.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<LimitSettings>>((kestrel, settings) => ConnectionLimits.Apply(kestrel, settings.Value));
        services.AddSingleton<AppLimiter>().AddSingleton<AddressLimiter>().AddSingleton<HostLimiter>().AddSingleton<ProvenSenders>()
            .AddSingleton<ILinePlaces>(provider => provider.GetRequiredService<HostLimiter>()).AddSingleton<IWaitingRoom, WaitingLimiter>();
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<AppLimiter>((options, apps) => apps.Configure(options));
        return services.AddRequestTimeouts(timeouts => timeouts.DefaultPolicy = new RequestTimeoutPolicy
        {
            Timeout = TimeSpan.FromSeconds(AnswerTime.SecondsMax),
            WriteTimeoutResponse = GiveUpAsync,
        });
    }

    /// <summary>Needs to know the endpoint, and nothing of the sender.</summary>
    public static void UseHostLimits(this WebApplication app)
    {
        var (host, addresses, apps) =
            (app.Services.GetRequiredService<HostLimiter>(), app.Services.GetRequiredService<AddressLimiter>(), app.Services.GetRequiredService<AppLimiter>());
        app.UseRequestTimeouts();
        app.Use(async (HttpContext context, RequestDelegate next) =>
        {
            if (Senders.IsExempt(context))
            {
                await next(context);
            }
            else if (RequestShape.Check(context) is { } problem)
            {
                await problem.ExecuteAsync(context);
            }
            else
            {
                context.Response.OnStarting(() => TellAsync(context, apps, addresses));
                await host.EnterAsync(context, next);
            }
        });
        app.Use((HttpContext context, RequestDelegate next) => Senders.IsExempt(context) ? next(context) : addresses.EnterAsync(context, next));
    }

    /// <summary>Needs to know the sender.</summary>
    public static void UseAppLimits(this WebApplication app)
    {
        app.Use(app.Services.GetRequiredService<HostLimiter>().ProveAsync);
        app.UseRateLimiter();
    }

    private static Task TellAsync(HttpContext context, AppLimiter apps, AddressLimiter addresses)
    {
        if (AddressLimiter.IsCounted(context))
        {
            addresses.Count(context);
            addresses.Tell(context);
        }
        else
        {
            apps.Rate.Tell(context);
        }

        return Task.CompletedTask;
    }

    private static Task GiveUpAsync(HttpContext context)
    {
        // Everything that was done for the request has been told to stop; this answer is still to be written.
        context.RequestAborted = CancellationToken.None;
        return Problem.Of(Problems.TookTooLong, "Send it again with the same key.").ExecuteAsync(context);
    }
}
