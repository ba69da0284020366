using System.Net;
using System.Net.Sockets;

namespace Ledger.Chaos.Tests;

/// <summary>
/// Stands between two parties on loopback and passes on what they send, until its watcher says that what it has just seen must not arrive.
/// </summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<int> _target;
    private readonly Func<Watcher> _watch;
    private readonly Task _accepting;

    /// <param name="target">Port to pass on to, asked anew for each connection: whoever listens there may be started again elsewhere.</param>
    /// <param name="watch">Makes the watcher of a new connection.</param>
    public Relay(Func<int> target, Func<Watcher> watch)
    {
        (_target, _watch) = (target, watch);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Sees each piece before it is passed on. False: it is held back, and the connection is closed.</summary>
    public abstract class Watcher
    {
        public virtual bool Sent(ReadOnlySpan<byte> toServer) => true;

        public virtual bool Answered(ReadOnlySpan<byte> toClient) => true;
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _ = CarryAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                using var server = new TcpClient { NoDelay = true };
                client.NoDelay = true;
                await server.ConnectAsync(IPAddress.Loopback, _target(), _stop.Token);
                var watcher = _watch();
                await Task.WhenAny(
                    PumpAsync(client.GetStream(), server.GetStream(), bytes => watcher.Sent(bytes.Span)),
                    PumpAsync(server.GetStream(), client.GetStream(), bytes => watcher.Answered(bytes.Span)));
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // One of the two is gone, which is what this is for.
            }
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, Func<ReadOnlyMemory<byte>, bool> mayPass)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            int read;
            while ((read = await from.ReadAsync(buffer, _stop.Token)) > 0)
            {
                if (!mayPass(buffer.AsMemory(0, read)))
                {
                    return;
                }

                await to.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // As above.
        }
    }
}
