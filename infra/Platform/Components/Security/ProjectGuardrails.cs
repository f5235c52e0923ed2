using System.Collections.Immutable;
using Pulumi;
using Pulumi.Gcp.OrgPolicy;
using Pulumi.Gcp.OrgPolicy.Inputs;
using Pulumi.Gcp.Projects;
using Pulumi.Gcp.Projects.Inputs;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Security;

/// <summary>
/// Rules of the Google Cloud project as a whole, part of the global scope: every read and write is audited, data lie only where the
/// catalogue says, and the usual ways to open a door by mistake are shut.
/// </summary>
public sealed class ProjectGuardrails : ComponentResource
{
    /// <summary>Services whose reads and writes are recorded beside their administration.</summary>
    public static readonly IReadOnlyList<string> AuditedServices =
    [
        "artifactregistry.googleapis.com", "cloudkms.googleapis.com", "compute.googleapis.com", "container.googleapis.com",
        "iam.googleapis.com", "pubsub.googleapis.com", "secretmanager.googleapis.com", "storage.googleapis.com", "sts.googleapis.com",
    ];

    /// <summary>Constraints that are simply on.</summary>
    public static readonly IReadOnlyList<string> Enforced =
    [
        "iam.disableServiceAccountKeyCreation", "storage.publicAccessPrevention", "storage.uniformBucketLevelAccess",
        "compute.requireOsLogin", "compute.requireShieldedVm", "compute.skipDefaultNetworkCreation",
    ];

    private readonly string _project;

    /// <summary>Declares the rules.</summary>
    public ProjectGuardrails(string name, ProjectGuardrailsArgs args, ComponentResourceOptions? options = null)
        : base("wedsync:security:ProjectGuardrails", name, options)
    {
        _project = args.Settings.Accounts.GcpProject;
        foreach (var service in AuditedServices) Audit(service);
        foreach (var constraint in Enforced) Enforce(constraint);
        var locations = Locations(args.Settings.Regions);
        _ = Policy("gcp.resourceLocations", new PolicySpecRuleArgs
        {
            Values = new PolicySpecRuleValuesArgs { AllowedValues = locations.Select(l => $"in:{l}-locations").ToArray() },
        });
        AllowedLocations = Output.Create(locations.ToImmutableArray());
        RegisterOutputs(new Dictionary<string, object?> { ["allowedLocations"] = AllowedLocations });
    }

    /// <summary>Locations that resources with data may be created in.</summary>
    [Output("allowedLocations")]
    public Output<ImmutableArray<string>> AllowedLocations { get; private set; }

    /// <summary>The catalogue's locations on Google Cloud and those of their backups' copies, in order.</summary>
    public static IReadOnlyList<string> Locations(IEnumerable<RegionSettings> regions) =>
        [.. regions.Where(r => r.Cloud == Cloud.Gcp)
            .SelectMany(r => new[] { r.Location, r.BackupCopyLocation })
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];

    private void Audit(string service) => _ = new IAMAuditConfig($"global-audit-{service[..service.IndexOf('.', StringComparison.Ordinal)]}", new IAMAuditConfigArgs
    {
        Project = _project,
        Service = service,
        AuditLogConfigs =
        {
            new IAMAuditConfigAuditLogConfigArgs { LogType = "ADMIN_READ" },
            new IAMAuditConfigAuditLogConfigArgs { LogType = "DATA_READ" },
            new IAMAuditConfigAuditLogConfigArgs { LogType = "DATA_WRITE" },
        },
    }, new CustomResourceOptions { Parent = this });

    private void Enforce(string constraint) => _ = Policy(constraint, new PolicySpecRuleArgs { Enforce = "TRUE" });

    private Policy Policy(string constraint, PolicySpecRuleArgs rule) => new($"global-policy-{constraint}", new PolicyArgs
    {
        Name = $"projects/{_project}/policies/{constraint}",
        Parent = $"projects/{_project}",
        Spec = new PolicySpecArgs { InheritFromParent = false, Rules = { rule } },
    }, new CustomResourceOptions { Parent = this });
}
