using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Security;

/// <summary>Groups of people that RBAC binds. On Google Cloud a group is a mailing group of the domain, on AWS a name that access entries map roles to.</summary>
public static class RbacGroups
{
    /// <summary>The platform team's administrators.</summary>
    public const string PlatformAdmins = "platform-admins";

    /// <summary>Engineers on call: they read everything but secrets, restart and scale nothing by hand, and enter no container.</summary>
    public const string OnCall = "on-call";

    /// <summary>Teams whose services use the cache: they read its workloads and logs.</summary>
    public const string ServiceTeams = "service-teams";

    /// <summary>Finance: reads quotas, budgets and sizes.</summary>
    public const string Finance = "finance";

    /// <summary>All groups.</summary>
    public static readonly IReadOnlyList<string> All = [PlatformAdmins, OnCall, ServiceTeams, Finance];

    /// <summary>Name of a group as RBAC subjects have it in a region's cluster.</summary>
    public static string Subject(string group, RegionSettings region, AccountSettings accounts) =>
        region.Cloud == Cloud.Gcp ? $"wedsync-{group}@{accounts.DnsZone}" : $"wedsync:{group}";

    /// <summary>The group that holds the others on Google Cloud; GKE demands this name.</summary>
    public static string GkeRoot(AccountSettings accounts) => $"gke-security-groups@{accounts.DnsZone}";
}
