using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Ledger.Http.Tests.Hosts;

/// <summary>
/// Does what pgbouncer does with pool_mode = transaction: each transaction of a client goes to whichever session is idle. Each client brings its session along,
/// so that PostgreSQL itself asks for the password.
/// </summary>
internal sealed class TransactionPooler : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopped = new();
    private readonly ConcurrentStack<Stream> _idle = [];
    private readonly ConcurrentBag<IDisposable> _open = [];
    private readonly int _port;

    public TransactionPooler(int port)
    {
        _port = port;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        _listener.Dispose();
        foreach (var each in _open)
        {
            each.Dispose();
        }
    }

    private async Task AcceptAsync()
    {
        while (!_stopped.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_stopped.Token);
            _open.Add(client);
            _ = ServeAsync(client.GetStream());
        }
    }

    private async Task ServeAsync(NetworkStream client)
    {
        var server = new TcpClient();
        _open.Add(server);
        await server.ConnectAsync(IPAddress.Loopback, _port, _stopped.Token);
        await LogInAsync(client, server.GetStream());
        _idle.Push(server.GetStream());
        Stream? mine = null;
        while (await ReadAsync(client, hasType: true) is { } message && message[0] != 'X')
        {
            while (mine is null && !_idle.TryPop(out mine))
            {
                await Task.Delay(5, _stopped.Token);
            }

            await mine.WriteAsync(message, _stopped.Token);
            if (message[0] is (byte)'Q' or (byte)'S')
            {
                // Idle outside of a transaction: whoever comes next may have the session.
                if (await AnswerAsync(mine, client) == 'I')
                {
                    _idle.Push(mine);
                    mine = null;
                }
            }
        }
    }

    private async Task LogInAsync(Stream client, Stream server)
    {
        await server.WriteAsync(await ReadAsync(client, hasType: false), _stopped.Token);
        while (await ReadAsync(server, hasType: true) is { } said)
        {
            await client.WriteAsync(said, _stopped.Token);
            if (said[0] == 'Z')
            {
                return;
            }

            // Of what asks for the password, only what is not yet the end wants an answer.
            if (said[0] == 'R' && BinaryPrimitives.ReadInt32BigEndian(said.AsSpan(5)) is not (0 or 12))
            {
                await server.WriteAsync(await ReadAsync(client, hasType: true), _stopped.Token);
            }
        }
    }

    private async Task<char> AnswerAsync(Stream server, Stream client)
    {
        while (true)
        {
            var said = await ReadAsync(server, hasType: true) ?? throw new IOException("The server has gone.");
            await client.WriteAsync(said, _stopped.Token);
            if (said[0] == 'Z')
            {
                return (char)said[5];
            }
        }
    }

    /// <summary>A message: its type, where it has one, its length, and the rest.</summary>
    private async Task<byte[]?> ReadAsync(Stream from, bool hasType)
    {
        var head = new byte[hasType ? 5 : 4];
        if (await from.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, _stopped.Token) < head.Length)
        {
            return null;
        }

        var message = new byte[(hasType ? 1 : 0) + BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(hasType ? 1 : 0))];
        head.CopyTo(message, 0);
        await from.ReadExactlyAsync(message.AsMemory(head.Length), _stopped.Token);
        return message;
    }
}
