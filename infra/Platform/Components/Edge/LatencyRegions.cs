using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Edge;

/// <summary>Route 53 measures latency to AWS regions only; each location on Google Cloud stands for the nearest of them.</summary>
public static class LatencyRegions
{
    private static readonly Dictionary<string, string> Nearest = new()
    {
        ["us-east1"] = "us-east-1",
        ["us-east4"] = "us-east-1",
        ["us-east5"] = "us-east-2",
        ["us-central1"] = "us-east-2",
        ["us-south1"] = "us-east-2",
        ["us-west1"] = "us-west-2",
        ["us-west2"] = "us-west-1",
        ["us-west3"] = "us-west-2",
        ["us-west4"] = "us-west-1",
        ["northamerica-northeast1"] = "ca-central-1",
        ["southamerica-east1"] = "sa-east-1",
        ["europe-west1"] = "eu-west-3",
        ["europe-west2"] = "eu-west-2",
        ["europe-west3"] = "eu-central-1",
        ["europe-west4"] = "eu-central-1",
        ["europe-west6"] = "eu-central-2",
        ["europe-west8"] = "eu-south-1",
        ["europe-west9"] = "eu-west-3",
        ["europe-north1"] = "eu-north-1",
        ["europe-southwest1"] = "eu-south-2",
        ["asia-southeast1"] = "ap-southeast-1",
        ["asia-southeast2"] = "ap-southeast-3",
        ["asia-east1"] = "ap-northeast-1",
        ["asia-east2"] = "ap-east-1",
        ["asia-northeast1"] = "ap-northeast-1",
        ["asia-northeast2"] = "ap-northeast-3",
        ["asia-northeast3"] = "ap-northeast-2",
        ["asia-south1"] = "ap-south-1",
        ["australia-southeast1"] = "ap-southeast-2",
    };

    /// <summary>The AWS region whose latency stands for a region's.</summary>
    /// <exception cref="NotSupportedException">The location is not in the table.</exception>
    public static string For(RegionSettings region)
    {
        if (region.Cloud == Cloud.Aws)
        {
            return region.Location;
        }

        return Nearest.TryGetValue(region.Location, out var nearest)
            ? nearest
            : throw new NotSupportedException(
                $"location '{region.Location}' of region '{region.Name}' has no nearest AWS region for latency records; "
                + $"allowed: {string.Join(", ", Nearest.Keys.Order(StringComparer.Ordinal))}. Add it to LatencyRegions.");
    }
}
