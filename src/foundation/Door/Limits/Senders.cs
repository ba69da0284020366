using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Ledger.Contracts;
using Ledger.Door.Feed;
using Ledger.Door.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;

namespace Ledger.Door.Limits;

/// <summary>Whom a request is counted for, and as what.</summary>
public static class Senders
{
    /// <summary>The app that sends it; null as long as nobody is known to.</summary>
    public static object? AppOf(HttpContext context) => Caller.Of(context) is { } caller ? (caller.Book, caller.Party, caller.App) : null;

    /// <summary>The party that its app is of; the apps of one party are counted together.</summary>
    public static object? PartyOf(HttpContext context) => Caller.Of(context) is { } caller ? (caller.Book, caller.Party) : null;

    /// <summary>The book that its app is of; the operator's are of none.</summary>
    public static object? BookOf(HttpContext context) => Caller.Of(context)?.Book;

    /// <summary>So many at the same time for each sender; nothing is counted where there is none.</summary>
    public static PartitionedRateLimiter<HttpContext> AtOnce(int most, Func<HttpContext, object?> senderOf) =>
        PartitionedRateLimiter.Create<HttpContext, object>(context => senderOf(context) is { } sender
            ? RateLimitPartition.GetConcurrencyLimiter(sender, _ => new() { PermitLimit = most })
            : RateLimitPartition.GetNoLimiter<object>(""));

    /// <summary>Where it comes from. Who has an IPv6 address has all that share its first half.</summary>
    public static object AddressOf(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }

    /// <summary>Probes of health are never counted or turned away: they are how an overload is seen.</summary>
    public static bool IsExempt(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<DisableRateLimitingAttribute>() is not null;

    /// <summary>A server-sent stream stays open for hours while it costs next to nothing, so it takes no place of a request.</summary>
    public static bool IsStream(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<OffersStreamAttribute>() is not null && FeedFormats.Of(context.Request) == FeedFormat.EventStream;
}
