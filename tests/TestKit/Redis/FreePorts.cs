using System.Net;
using System.Net.Sockets;

namespace WedSync.TestKit.Redis;

/// <summary>Loopback ports that nobody listens on. Test processes that run side by side get different ones from the kernel.</summary>
public static class FreePorts
{
    /// <summary>Takes <paramref name="count"/> different ports.</summary>
    public static int[] Take(int count)
    {
        var listeners = new TcpListener[count];
        for (var i = 0; i < count; i++)
        {
            listeners[i] = new TcpListener(IPAddress.Loopback, 0);
            listeners[i].Start();
        }

        var ports = Array.ConvertAll(listeners, listener => ((IPEndPoint)listener.LocalEndpoint).Port);
        foreach (var listener in listeners) listener.Dispose();
        return ports;
    }
}
