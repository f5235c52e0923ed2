namespace WedSync.SyncWorker.Membership;

/// <summary>Where the other regions are, after the changes that <see cref="Core.Redis.MembershipChanges"/> holds.</summary>
internal static class MemberOverrides
{
    /// <summary>The configured peers with the changes since.</summary>
    public static IReadOnlyDictionary<string, Uri> Apply(IReadOnlyDictionary<string, Uri> configured, IReadOnlyDictionary<string, string> changes)
    {
        var peers = new Dictionary<string, Uri>(configured, StringComparer.Ordinal);
        foreach (var (region, address) in changes)
        {
            if (address.Length == 0) peers.Remove(region);
            else if (Uri.TryCreate(address, UriKind.Absolute, out var uri)) peers[region] = uri;
        }

        return peers;
    }
}
