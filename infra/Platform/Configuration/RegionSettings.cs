namespace WedSync.Platform.Configuration;

/// <summary>A region of the platform.</summary>
public sealed record RegionSettings
{
    /// <summary>Name, such as <c>us-east</c>: part of stack names, resource names and metrics.</summary>
    public required string Name { get; init; }

    /// <summary>The cloud it runs on.</summary>
    public required Cloud Cloud { get; init; }

    /// <summary>The cloud's own name of the location, such as <c>us-east1</c>.</summary>
    public required string Location { get; init; }

    /// <summary>Domain that couples reach the region by.</summary>
    public required string Domain { get; init; }

    /// <summary>Region that takes over this one's traffic.</summary>
    public required string DrPartner { get; init; }

    /// <summary>Location that holds the second copy of backups; inside the residency group.</summary>
    public required string BackupCopyLocation { get; init; }

    /// <summary>Group that resident entries never leave, such as <c>eu</c>; null = none.</summary>
    public string? Residency { get; init; }

    /// <summary>First address range of the region's network, a /16, such as <c>10.16.0.0/16</c>. Ranges of regions do not overlap.</summary>
    public required string NetworkCidr { get; init; }
}

/// <summary>A cloud that regions run on.</summary>
public enum Cloud
{
    /// <summary>Google Cloud: GKE.</summary>
    Gcp,

    /// <summary>Amazon Web Services: EKS.</summary>
    Aws,
}
