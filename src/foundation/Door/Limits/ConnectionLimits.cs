using Ledger.Door.Requests;
using Ledger.Kernel;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Ledger.Door.Limits;

/// <summary>What a connection may take, before there is a request to be judged: the server ends it, or answers with a bare status.</summary>
public static class ConnectionLimits
{
    public const int HeaderSecondsMax = 10;
    public const int IdleSecondsMax = 60;
    public const int BytesPerSecondMin = 1024;
    public const int GraceSeconds = 5;
    public const int HeaderBytesMax = 16 * 1024;
    public const int HeadersMax = 64;
    public const int RequestLineBytesMax = 32 * 1024;
    public const int StreamsMax = 100;

    public static readonly Limit Connections = new(
        "connections", LimitSettings.Defaults.Connections, "connections", "open connections to a host", "closed at once", null,
        LimitSettings.PathOf(nameof(LimitSettings.Connections)));

    public static readonly Limit HeaderTime =
        new("header-time", HeaderSecondsMax, "seconds", "time to send the headers of a request", "bare 408, or connection closed");
    public static readonly Limit IdleTime = new("idle-time", IdleSecondsMax, "seconds", "idle time between two requests on a connection", "closed");
    public static readonly Limit HeaderBytes = new("header-bytes", HeaderBytesMax, "bytes", "all headers of a request", "bare 431, and closed");
    public static readonly Limit Headers = new("headers", HeadersMax, "headers", "headers of a request", "bare 431, and closed");
    public static readonly Limit RequestLine = new("request-line", RequestLineBytesMax, "bytes", "the first line of a request", "bare 414, and closed");
    public static readonly Limit Http2Streams =
        new("http2-streams", StreamsMax, "streams", "simultaneous requests on one HTTP/2 connection", "the stream is refused");

    public static readonly Limit BodyRate = new(
        "body-rate", BytesPerSecondMin, "bytes per second, minimum", $"speed at which a body is sent, after the first {GraceSeconds} seconds",
        "refused, and closed", Problems.BodyTooSlow);

    public static readonly Limit AnswerRate =
        new("answer-rate", BytesPerSecondMin, "bytes per second, minimum", $"speed at which an answer is read, after {GraceSeconds} seconds", "closed");

    internal static void Apply(KestrelServerOptions kestrel, LimitSettings settings)
    {
        kestrel.AddServerHeader = false;
        var limits = kestrel.Limits;
        limits.MaxRequestBodySize = RequestBody.CommandBytesMax;
        limits.MaxConcurrentConnections = settings.Connections;
        limits.MaxConcurrentUpgradedConnections = 0;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(HeaderSecondsMax);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(IdleSecondsMax);
        limits.MaxRequestHeadersTotalSize = HeaderBytesMax;
        limits.MaxRequestHeaderCount = HeadersMax;
        limits.MaxRequestLineSize = RequestLineBytesMax;
        limits.MinRequestBodyDataRate = new MinDataRate(BytesPerSecondMin, TimeSpan.FromSeconds(GraceSeconds));
        limits.MinResponseDataRate = new MinDataRate(BytesPerSecondMin, TimeSpan.FromSeconds(GraceSeconds));
        limits.Http2.MaxStreamsPerConnection = StreamsMax;
        limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(IdleSecondsMax);
        limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(HeaderSecondsMax);
    }
}
