using System.Collections.Concurrent;
using WedSync.SyncWorker.Protocol;

namespace WedSync.SyncWorker.Transport;

/// <summary>Where the other regions are now, and the channels to them. Regions come and go while the worker runs.</summary>
internal sealed class PeerDirectory(Member self, TlsMaterial? tls, PeerOptions options) : IDisposable
{
    private readonly ConcurrentDictionary<Uri, GrpcPeer> _channels = new();
    private IReadOnlyDictionary<string, Uri> _addresses = new Dictionary<string, Uri>();

    public IReadOnlyCollection<string> Regions => [.. Volatile.Read(ref _addresses).Keys];

    public IReadOnlyDictionary<string, Uri> Addresses => Volatile.Read(ref _addresses);

    public void Set(IReadOnlyDictionary<string, Uri> addresses)
    {
        foreach (var region in addresses.Keys) options.Metrics.Add(region);
        foreach (var region in Volatile.Read(ref _addresses).Keys.Except(addresses.Keys)) options.Metrics.Remove(region);
        Volatile.Write(ref _addresses, addresses);
    }

    public GrpcPeer Peer(string region) => _channels.GetOrAdd(
        Volatile.Read(ref _addresses)[region],
        static (address, state) => new GrpcPeer(state.self, state.region, address, state.tls, state.options),
        (self, region, tls, options));

    public void Dispose()
    {
        foreach (var channel in _channels.Values) channel.Dispose();
    }
}
