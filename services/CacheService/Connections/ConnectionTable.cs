using System.Net;
using Microsoft.AspNetCore.Connections;

namespace WedSync.CacheService.Connections;

/// <summary>The open connections of a port, within its limits.</summary>
internal sealed class ConnectionTable(ConnectionLimits limits, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly HashSet<OpenConnection> _open = [];
    private readonly Dictionary<IPAddress, int> _byAddress = [];

    public int Count
    {
        get
        {
            lock (_lock) return _open.Count;
        }
    }

    /// <summary>Null, and why, when a limit is reached. What is returned counts until it is disposed.</summary>
    public OpenConnection? TryOpen(ConnectionContext connection, out string refusal)
    {
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        lock (_lock)
        {
            var ofAddress = _byAddress.GetValueOrDefault(address);
            refusal = _open.Count >= limits.InAll ? ConnectionRefusals.Full : ofAddress >= limits.PerAddress ? ConnectionRefusals.AddressFull : "";
            if (refusal.Length > 0) return null;
            _byAddress[address] = ofAddress + 1;
            var open = new OpenConnection(connection, address, this, time);
            _open.Add(open);
            return open;
        }
    }

    public void Close(OpenConnection connection)
    {
        lock (_lock)
        {
            if (!_open.Remove(connection)) return;
            if (--_byAddress[connection.Address] == 0) _byAddress.Remove(connection.Address);
        }
    }

    /// <summary>Ends every connection on which no request is under way.</summary>
    public void AbortIdle()
    {
        OpenConnection[] idle;
        lock (_lock) idle = [.. _open.Where(connection => !connection.IsBusy)];
        foreach (var connection in idle) connection.Abort(new ConnectionAbortedException("The pod ends."));
    }
}
