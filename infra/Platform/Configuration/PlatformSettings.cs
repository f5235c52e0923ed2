using WedSync.Contracts.Seasons;

namespace WedSync.Platform.Configuration;

/// <summary>Everything that one stack is built from. Immutable and complete: stacks and components read nothing else.</summary>
public sealed record PlatformSettings
{
    /// <summary>Season and scopes of the stack.</summary>
    public required StackIdentity Stack { get; init; }

    /// <summary>The profile of every season; the active one is <see cref="ActiveProfile"/>.</summary>
    public required IReadOnlyDictionary<Season, SeasonProfile> Profiles { get; init; }

    /// <summary>All regions of the platform, in the catalogue's order, whether the stack holds them or not.</summary>
    public required IReadOnlyList<RegionSettings> Regions { get; init; }

    /// <summary>Accounts and projects that the stack deploys to.</summary>
    public required AccountSettings Accounts { get; init; }

    /// <summary>How traffic enters a region.</summary>
    public required EdgeMode Edge { get; init; }

    /// <summary>Price of each unit that the monthly cost is made of.</summary>
    public required UnitCosts UnitCosts { get; init; }

    /// <summary>Monthly budget and its alerts.</summary>
    public required BudgetSettings Budget { get; init; }

    /// <summary>Container images that this solution builds.</summary>
    public required ImageSettings Images { get; init; }

    /// <summary>Issuer and audience of the bearer tokens that the cache service accepts.</summary>
    public required AuthSettings Auth { get; init; }

    /// <summary>Where alerts go.</summary>
    public required AlertingSettings Alerting { get; init; }

    /// <summary>The profile in force.</summary>
    public SeasonProfile ActiveProfile => Profiles[Stack.Season];

    /// <summary>The regions that this stack deploys.</summary>
    public IEnumerable<RegionSettings> StackRegions => Regions.Where(r => Stack.HoldsRegion(r.Name));

    /// <summary>A region of the catalogue by its name.</summary>
    public RegionSettings Region(string name) => Regions.First(r => r.Name == name);
}

/// <summary>Cloud accounts and projects.</summary>
public sealed record AccountSettings
{
    /// <summary>Organization of the Pulumi backend, for references between stacks; <c>organization</c> on self-managed backends.</summary>
    public required string PulumiOrganization { get; init; }

    /// <summary>Google Cloud project id.</summary>
    public required string GcpProject { get; init; }

    /// <summary>Google Cloud billing account, <c>XXXXXX-XXXXXX-XXXXXX</c>.</summary>
    public required string GcpBillingAccount { get; init; }

    /// <summary>AWS account, twelve digits.</summary>
    public required string AwsAccountId { get; init; }

    /// <summary>DNS zone of all domains.</summary>
    public required string DnsZone { get; init; }

    /// <summary>Networks in CIDR notation that may reach the clusters' control planes.</summary>
    public required IReadOnlyList<string> OperatorNetworks { get; init; }
}

/// <summary>How traffic enters a region.</summary>
public enum EdgeMode
{
    /// <summary>Gateway API with Envoy Gateway behind the global load balancer.</summary>
    Gateway,

    /// <summary>GCE Ingress with a managed certificate per cluster and an nginx-class canary, as the first platform had it.</summary>
    Ingress,
}

/// <summary>Price of each unit in US dollars a month.</summary>
public sealed record UnitCosts
{
    /// <summary>A cache service pod: CPU and memory.</summary>
    public required decimal CacheServiceReplica { get; init; }

    /// <summary>A GiB of Redis memory.</summary>
    public required decimal RedisNodeGb { get; init; }

    /// <summary>A prediction pod: GPU, CPU and memory.</summary>
    public required decimal MlServiceReplica { get; init; }

    /// <summary>A GiB of SSD.</summary>
    public required decimal StorageGb { get; init; }

    /// <summary>A GiB of network egress.</summary>
    public required decimal NetworkGb { get; init; }

    /// <summary>A load balancer.</summary>
    public required decimal LoadBalancer { get; init; }

    /// <summary>Egress of a region in GiB a month at load factor 1.0.</summary>
    public required int BaselineNetworkGb { get; init; }
}

/// <summary>Monthly budget and its alerts.</summary>
public sealed record BudgetSettings
{
    /// <summary>How far above the expected cost the budget stands, in percent, 0 to 200.</summary>
    public required int HeadroomPercent { get; init; }

    /// <summary>Shares of the budget in percent at which finance is told, ascending.</summary>
    public required IReadOnlyList<int> AlertThresholdsPercent { get; init; }

    /// <summary>Share of the budget in percent at which the season operator stops raising replica bounds.</summary>
    public required int CapPercent { get; init; }

    /// <summary>Mailbox of finance.</summary>
    public required string NotificationEmail { get; init; }
}

/// <summary>Container images that this solution builds.</summary>
public sealed record ImageSettings
{
    /// <summary>Registry and path before the image's name.</summary>
    public required string Registry { get; init; }

    /// <summary>Version of all images of this solution, such as <c>1.4.0</c>; never <c>latest</c>.</summary>
    public required string Version { get; init; }
}

/// <summary>Issuer and audience of the bearer tokens that the cache service accepts.</summary>
public sealed record AuthSettings
{
    /// <summary>Issuer that tokens must name.</summary>
    public required string Issuer { get; init; }

    /// <summary>Audience that tokens must name.</summary>
    public required string Audience { get; init; }

    /// <summary>URI of the issuer's JSON Web Key Set.</summary>
    public required string JwksUri { get; init; }
}

/// <summary>Where alerts go. Keys and webhook addresses are secrets of the cluster, never configuration.</summary>
public sealed record AlertingSettings
{
    /// <summary>Slack channel of the platform team.</summary>
    public required string SlackChannel { get; init; }

    /// <summary>Base address of the runbooks that alerts link to.</summary>
    public required string RunbookBaseUrl { get; init; }
}
