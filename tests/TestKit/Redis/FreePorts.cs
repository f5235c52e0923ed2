using System.Net;
using System.Net.Sockets;

namespace WedSync.TestKit.Redis;

/// <summary>
/// Loopback ports that nobody listens on. They lie below the range from which the kernel takes ports for connections: what is free when it
/// is taken is still free when its server starts, seconds later.
/// </summary>
public static class FreePorts
{
    private const int First = 10_000;
    private const int Count = 22_000;

    // Test processes that run side by side begin far from each other.
    private const int Stride = 997;

    private static int _next = Environment.ProcessId * Stride % Count;

    /// <summary>Takes <paramref name="count"/> different ports; none is given out twice by a process before all have been.</summary>
    public static int[] Take(int count)
    {
        var ports = new int[count];
        for (var i = 0; i < count; i++)
        {
            do ports[i] = First + (int)((uint)Interlocked.Increment(ref _next) % Count);
            while (!IsFree(ports[i]));
        }

        return ports;
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
