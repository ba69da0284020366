using System.IO.Pipelines;
using Ledger.Door.Limits;
using Ledger.Door.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ledger.Http.Tests.Limits;

/// <summary>Limits that a test would have to wait for too long, or that the web server keeps out of sight.</summary>
public class Slow_bodies_and_connections
{
    /// <summary>Method: a clock on which a thousand times as much time passes.</summary>
    [Fact]
    [GoesBeyond("body-time")]
    public async Task The_body_of_a_command_arrives_in_time_or_is_none()
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync("{"u8.ToArray());
        var services = new ServiceCollection().AddSingleton<TimeProvider>(new HastyClock()).BuildServiceProvider();
        var context = new DefaultHttpContext { RequestServices = services };
        context.Request.Body = pipe.Reader.AsStream();
        var refused =
            await Assert.ThrowsAsync<Microsoft.AspNetCore.Http.BadHttpRequestException>(
                () => RequestBody.ReadAsync(context.Request, RequestBody.CommandBytesMax, default));
        Assert.Equal(StatusCodes.Status408RequestTimeout, refused.StatusCode);
    }

    [Fact]
    [GoesBeyond("idle-time")]
    [GoesBeyond("answer-rate")]
    [GoesBeyond("http2-streams")]
    public async Task The_web_server_is_told_what_a_connection_may_take()
    {
        await using var host = await LimitedHost.StartAsync();
        var told = host.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;
        Assert.Equal(ConnectionLimits.IdleTime.Value, told.KeepAliveTimeout.TotalSeconds);
        Assert.Equal(
            (ConnectionLimits.AnswerRate.Value, (double)ConnectionLimits.GraceSeconds),
            (told.MinResponseDataRate!.BytesPerSecond, told.MinResponseDataRate.GracePeriod.TotalSeconds));
        Assert.Equal(ConnectionLimits.Http2Streams.Value, told.Http2.MaxStreamsPerConnection);
    }
}
