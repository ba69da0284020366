using System.Net;
using System.Net.Sockets;

namespace Ledger.LocalPostgres;

/// <summary>Ports of 127.0.0.1. Between choosing one and PostgreSQL's taking it somebody else may, so a start tries again.</summary>
internal static class LoopbackPort
{
    public static int KeepOrChoose(int? previous) => previous is { } port && TryBind(port) is { } kept ? kept : TryBind(0)!.Value;

    private static int? TryBind(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        catch (SocketException) when (port != 0)
        {
            return null;
        }
    }
}
