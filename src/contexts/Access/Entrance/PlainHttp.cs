using System.Net;
using Ledger.Access.OAuth;
using Ledger.Door.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ledger.Access.Entrance;

/// <summary>Tells the operator when keys travel over a network that can be listened at: once an hour, for one such sender is seldom alone.</summary>
public sealed partial class PlainHttp(TimeProvider clock, ILogger<PlainHttp> log) : IGate
{
    private static readonly TimeSpan Once = TimeSpan.FromHours(1);

    private long _toldTicks;

    public GatePlace Place => GatePlace.Entrance;

    public void Use(IApplicationBuilder app) => app.Use((HttpContext context, RequestDelegate next) =>
    {
        var request = context.Request;
        if (!request.IsHttps && context.Connection.RemoteIpAddress is { } sender && !IPAddress.IsLoopback(sender)
            && (request.Headers.Authorization.Count > 0 || request.Path.Equals(TokenIssuer.TokenAddress, StringComparison.OrdinalIgnoreCase)))
        {
            Tell(sender);
        }

        return next(context);
    });

    private void Tell(IPAddress sender)
    {
        var (now, told) = (clock.GetUtcNow().Ticks, Interlocked.Read(ref _toldTicks));
        if (now - told >= Once.Ticks && Interlocked.CompareExchange(ref _toldTicks, now, told) == told)
        {
            LogPlain(log, sender);
        }
    }

    [LoggerMessage(
        LogLevel.Warning,
        "A key arrived over plain HTTP from {Sender}: who listens on the way can use it. Put TLS before the ledger. If a proxy ends TLS, set "
        + "ASPNETCORE_FORWARDEDHEADERS_ENABLED=true.")]
    private static partial void LogPlain(ILogger log, IPAddress sender);
}
