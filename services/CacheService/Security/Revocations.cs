using System.Collections.Frozen;

namespace WedSync.CacheService.Security;

/// <summary>Ids of tokens that stopped before their time, as the region's pods share them.</summary>
internal sealed class Revocations
{
    private FrozenSet<string> _ids = FrozenSet<string>.Empty;

    public bool Contains(string tokenId) => tokenId.Length > 0 && Volatile.Read(ref _ids).Contains(tokenId);

    public void Replace(IEnumerable<string> ids) => Volatile.Write(ref _ids, ids.ToFrozenSet(StringComparer.Ordinal));
}
