using Pulumi.Testing;

namespace WedSync.OfflineSdk.Tests.Support;

/// <summary>Mocks that answer for one resource only after a gate opens, and note the order of all requests.</summary>
internal sealed class GatedMocks(List<string> order, Task gate, string gated) : IMocks
{
    public RecordingMocks Inner { get; } = new();

    public async Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        lock (order)
            order.Add(args.Name!);
        if (args.Name == gated)
            await gate;
        return await Inner.NewResourceAsync(args);
    }

    public Task<object> CallAsync(MockCallArgs args) => Inner.CallAsync(args);
}
