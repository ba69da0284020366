using System.Net.Sockets;
using System.Text;

namespace Ledger.Http.Tests.Limits;

/// <summary>HTTP by hand, for requests that no client would send.</summary>
internal static class RawHttp
{
    public static Task<int> SendAsync(this Socket socket, string text) => socket.SendAsync(Encoding.ASCII.GetBytes(text));

    /// <summary>Everything that comes until the server closes the connection.</summary>
    public static async Task<string> ReadToEndAsync(this Socket socket, TimeSpan patience)
    {
        using var enough = new CancellationTokenSource(patience);
        var (answer, buffer) = (new StringBuilder(), new byte[4096]);
        try
        {
            for (int read; (read = await socket.ReceiveAsync(buffer, enough.Token)) > 0;)
            {
                answer.Append(Encoding.ASCII.GetString(buffer, 0, read));
            }
        }
        catch (SocketException)
        {
            // Reset: closed as well.
        }

        return answer.ToString();
    }

    /// <summary>Sends a first part, then one byte after the other, until the server has had enough.</summary>
    /// <returns>What it said, and after how long it closed the connection.</returns>
    public static async Task<(string Answer, TimeSpan After)> TrickleAsync(this Socket socket, string first, byte then, TimeSpan between, TimeSpan patience)
    {
        var start = System.Diagnostics.Stopwatch.StartNew();
        await socket.SendAsync(first);
        var answer = socket.ReadToEndAsync(patience);
        while (!answer.IsCompleted)
        {
            try
            {
                await socket.SendAsync(new[] { then });
            }
            catch (SocketException)
            {
                break;
            }

            await Task.WhenAny(answer, Task.Delay(between));
        }

        return (await answer, start.Elapsed);
    }
}
