using System.Security.Cryptography;
using System.Text;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Cluster;

/// <summary>Ids of Google service accounts: 6 to 30 characters, unique in the project.</summary>
public static class GcpAccountIds
{
    private const int MaxLength = 30;
    private const int HashLength = 6;

    /// <summary>Id of a region's service account. A long one is cut and ends in a hash of the whole, so that two never meet.</summary>
    public static string For(RegionSettings region, string what)
    {
        var id = $"ws-{region.Name}-{what}";
        if (id.Length <= MaxLength) return id;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..HashLength];
        return $"{id[..(MaxLength - HashLength - 1)].TrimEnd('-')}-{hash}";
    }
}
