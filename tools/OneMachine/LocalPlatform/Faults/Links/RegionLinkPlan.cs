namespace WedSync.LocalPlatform.Faults.Links;

/// <summary>A link that stands between a region's sync workers and those of another: whoever dials the other region dials this.</summary>
/// <param name="From">Region whose workers dial it.</param>
/// <param name="To">Region that it leads to.</param>
/// <param name="Address">Loopback address that it listens on.</param>
/// <param name="Port">Port that it listens on and leads to.</param>
/// <param name="Target">Address of the other region's workers.</param>
internal sealed record RegionLinkPlan(string From, string To, string Address, int Port, string Target);
