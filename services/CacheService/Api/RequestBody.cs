using WedSync.CacheService.Overload;

namespace WedSync.CacheService.Api;

/// <summary>A request's body, whole. It counts in the budget of bodies until the request ends.</summary>
internal sealed class RequestBody(ReadOnlyMemory<byte> bytes, ByteBudget.Account account) : IDisposable
{
    public ReadOnlyMemory<byte> Bytes => bytes;

    public void Dispose() => account.Dispose();
}
