namespace WedSync.Fuzzer.Generation;

/// <summary>Names that requests of all tenants share, so that one writes what another asks for.</summary>
internal static class Keys
{
    public static string Name(Draw draw) => draw.Below(5) switch
    {
        0 => $"tag:{draw.Below(6)}",
        1 => $"couple:{draw.Below(4)}",
        _ => $"k{draw.Below(8)}",
    };

    /// <summary>Stands for a lease, key or subject of an earlier answer; filled in when the request is sent.</summary>
    public static string Seen(Draw draw) => $"<<seen:{draw.Below(64)}>>";
}
