using Pulumi;
using WedSync.Platform.Components.Cluster;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.Secrets.CustomResources;
using WedSync.Platform.Components.Security;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Secrets;

/// <summary>Values of both operators' charts, and what they may read in the cloud.</summary>
internal static class SecretValues
{
    /// <summary>Service account of the External Secrets Operator.</summary>
    public const string ExternalSecretsAccount = "external-secrets";

    /// <summary>Names of the platform's secrets start with this; the operator reads no others.</summary>
    public const string SecretPrefix = "wedsync-";

    /// <summary>Limits the operator's role on Google Cloud to the platform's secrets, global and regional ones.</summary>
    public static readonly GcpCondition OwnSecretsOnly = new(
        "wedsync-secrets-only",
        $"resource.name.extract(\"/secrets/{{name}}/\").startsWith(\"{SecretPrefix}\")");

    /// <summary>Limits the operator's role on AWS to the platform's secrets.</summary>
    public static string ReadOwnSecrets(string location, string account) => AwsPolicies.Allow(
        ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
        [$"arn:aws:secretsmanager:{location}:{account}:secret:{SecretPrefix}*"]);

    /// <summary>The region's secret manager. A resident region reads regional secrets: its keys do not leave the group either.</summary>
    public static SecretStoreProviderArgs Provider(RegionSettings region, AccountSettings accounts)
    {
        if (region.Cloud == Cloud.Aws)
        {
            return new SecretStoreProviderArgs { Aws = new AwsSecretsManagerArgs { Service = "SecretsManager", Region = region.Location } };
        }

        var manager = new GcpSecretManagerArgs { ProjectId = accounts.GcpProject };
        if (region.Residency is not null) manager.Location = region.Location;
        return new SecretStoreProviderArgs { Gcpsm = manager };
    }

    /// <summary>Values of cert-manager.</summary>
    public static InputMap<object> CertManager() => new()
    {
        ["global"] = new Dictionary<string, object>
        {
            ["priorityClassName"] = PriorityClasses.Operations,
            // The lease stays in its own namespace: kube-system belongs to the cloud.
            ["leaderElection"] = new Dictionary<string, object> { ["namespace"] = Namespaces.CertManager },
        },
        // CRDs stay when the chart goes: with them would go every certificate.
        ["crds"] = new Dictionary<string, object> { ["enabled"] = true, ["keep"] = true },
        ["replicaCount"] = 2,
        ["podDisruptionBudget"] = Disruptions(),
        ["resources"] = Resources("50m", "128Mi", "512Mi"),
        ["webhook"] = new Dictionary<string, object>
        {
            ["replicaCount"] = 3,
            ["podDisruptionBudget"] = Disruptions(),
            ["resources"] = Resources("20m", "64Mi", "128Mi"),
        },
        ["cainjector"] = new Dictionary<string, object>
        {
            ["replicaCount"] = 2,
            ["podDisruptionBudget"] = Disruptions(),
            ["resources"] = Resources("20m", "128Mi", "512Mi"),
        },
        ["startupapicheck"] = new Dictionary<string, object> { ["resources"] = Resources("10m", "32Mi", "64Mi") },
        ["prometheus"] = Scraped(),
    };

    /// <summary>Values of the External Secrets Operator.</summary>
    public static InputMap<object> ExternalSecrets(WorkloadIdentity identity) => new()
    {
        ["installCRDs"] = true,
        ["replicaCount"] = 2,
        ["leaderElect"] = true,
        ["priorityClassName"] = PriorityClasses.Operations,
        // Secrets only come in: nothing is pushed out, and no namespace is written that did not ask.
        ["processPushSecret"] = false,
        ["processClusterPushSecret"] = false,
        ["processClusterExternalSecret"] = false,
        ["serviceAccount"] = new Dictionary<string, object>
        {
            ["create"] = true,
            ["name"] = ExternalSecretsAccount,
            ["annotations"] = identity.ServiceAccountAnnotations,
        },
        ["podDisruptionBudget"] = Disruptions(),
        ["resources"] = Resources("50m", "128Mi", "512Mi"),
        ["webhook"] = new Dictionary<string, object>
        {
            ["replicaCount"] = 2,
            ["podDisruptionBudget"] = Disruptions(),
            ["resources"] = Resources("20m", "64Mi", "256Mi"),
        },
        ["certController"] = new Dictionary<string, object>
        {
            ["replicaCount"] = 1,
            ["resources"] = Resources("20m", "64Mi", "256Mi"),
        },
    };

    private static Dictionary<string, object> Disruptions() => new() { ["enabled"] = true, ["minAvailable"] = 1 };

    private static Dictionary<string, object> Scraped() => new()
    {
        ["enabled"] = true,
        ["servicemonitor"] = new Dictionary<string, object> { ["enabled"] = false },
    };

    private static Dictionary<string, object> Resources(string cpu, string memory, string memoryLimit) => new()
    {
        ["requests"] = new Dictionary<string, object> { ["cpu"] = cpu, ["memory"] = memory },
        ["limits"] = new Dictionary<string, object> { ["cpu"] = "500m", ["memory"] = memoryLimit },
    };
}
