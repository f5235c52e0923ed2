namespace WedSync.Platform.Configuration;

/// <summary>Binds the region catalogue and checks what its regions say of each other.</summary>
internal static class RegionCatalogueBinder
{
    private const string LocationForm = "a location of the cloud, such as us-east1 or us-west-2";

    public static IReadOnlyList<RegionSettings> Bind(ConfigSection catalogue)
    {
        var regions = new List<RegionSettings>();
        foreach (var name in catalogue.Keys.ToList())
        {
            if (!ConfigFormats.IsName(name) || name == StackIdentity.GlobalScope)
            {
                catalogue.Reject(name, name, $"allowed as a region's name: lower-case words joined by '-', other than {StackIdentity.GlobalScope}");
            }

            regions.Add(BindRegion(name, catalogue.Section(name)));
        }

        if (regions.Count < 2)
        {
            catalogue.Reject("", $"{regions.Count} regions", "at least two regions are needed, so that each has a DR partner");
        }

        CheckPartners(catalogue, regions);
        CheckNetworks(catalogue, regions);
        return regions;
    }

    private static RegionSettings BindRegion(string name, ConfigSection section)
    {
        var region = new RegionSettings
        {
            Name = name,
            Cloud = section.Choice<Cloud>("cloud"),
            Location = section.Text("location", ConfigFormats.IsLocation, LocationForm),
            Domain = section.Text("domain", ConfigFormats.IsDomain, "a domain name, such as ai-cache.wedsync.com"),
            DrPartner = section.Text("drPartner", ConfigFormats.IsName, "the name of another region"),
            BackupCopyLocation = section.Text("backupCopyLocation", ConfigFormats.IsLocation, LocationForm),
            Residency = section.OptionalText("residency", Residencies.IsKnown, string.Join(", ", Residencies.All)),
            NetworkCidr = section.Text("networkCidr", ConfigFormats.IsRegionNetwork, "a /16 inside 10.0.0.0/8, such as 10.16.0.0/16"),
        };
        section.RejectUnknownKeys();
        CheckResidency(section, region);
        CheckLocationForm(section, region);
        return region;
    }

    private static void CheckResidency(ConfigSection section, RegionSettings region)
    {
        if (region.Residency is not { Length: > 0 } residency)
        {
            return;
        }

        foreach (var (key, location) in new[] { ("location", region.Location), ("backupCopyLocation", region.BackupCopyLocation) })
        {
            if (location.Length > 0 && !Residencies.Holds(residency, location))
            {
                section.Reject(key, location, $"allowed: a location inside the residency group '{residency}' ({Residencies.Describe(residency)})");
            }
        }
    }

    // Google Cloud writes us-east1, AWS us-east-1: the other cloud's form is a typing error that would surface at deployment only.
    private static void CheckLocationForm(ConfigSection section, RegionSettings region)
    {
        foreach (var (key, location) in new[] { ("location", region.Location), ("backupCopyLocation", region.BackupCopyLocation) })
        {
            var isAwsForm = location.Count(c => c == '-') == 2;
            if (location.Length > 0 && isAwsForm != (region.Cloud == Cloud.Aws))
            {
                section.Reject(key, location, region.Cloud == Cloud.Aws ? "allowed: an AWS region, such as us-west-2" : "allowed: a Google Cloud region, such as us-east1");
            }
        }

        if (region.Location.Length > 0 && region.Location == region.BackupCopyLocation)
        {
            section.Reject("backupCopyLocation", region.Location, "allowed: another location than the region's own");
        }
    }

    private static void CheckPartners(ConfigSection catalogue, List<RegionSettings> regions)
    {
        foreach (var region in regions.Where(r => r.DrPartner.Length > 0))
        {
            if (region.DrPartner == region.Name || regions.All(r => r.Name != region.DrPartner))
            {
                var others = regions.Select(r => r.Name).Where(n => n != region.Name);
                catalogue.Reject($"{region.Name}.drPartner", region.DrPartner, $"allowed: {string.Join(", ", others)}");
            }
        }
    }

    private static void CheckNetworks(ConfigSection catalogue, List<RegionSettings> regions)
    {
        foreach (var shared in regions.Where(r => r.NetworkCidr.Length > 0).GroupBy(r => r.NetworkCidr).Where(g => g.Count() > 1))
        {
            var last = shared.Last();
            catalogue.Reject($"{last.Name}.networkCidr", shared.Key, $"allowed: a range no other region has; {shared.First().Name} has this one");
        }
    }
}
