using System.Collections.Immutable;
using Pulumi;
using Pulumi.Aws.Iam;
using Pulumi.Gcp.ServiceAccount;
using WedSync.Platform.Components.Security;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Cluster;

/// <summary>
/// A cloud identity of exactly one Kubernetes service account. No key exists: Google Cloud impersonates by Workload Identity, AWS
/// trusts the cluster's token issuer. Give <see cref="ServiceAccountAnnotations"/> to the service account.
/// </summary>
public sealed class WorkloadIdentity : ComponentResource
{
    private readonly string _name;
    private readonly WorkloadIdentityArgs _args;

    /// <summary>Creates the identity and its rights in the region's cloud.</summary>
    public WorkloadIdentity(string name, WorkloadIdentityArgs args, ComponentResourceOptions? options = null)
        : base("wedsync:cluster:WorkloadIdentity", name, options)
    {
        _name = name;
        _args = args;
        (Identity, ServiceAccountAnnotations) = args.Context.Region.Cloud == Cloud.Gcp ? BuildGcp() : BuildAws();
        RegisterOutputs(new Dictionary<string, object?>
        {
            ["identity"] = Identity,
            ["serviceAccountAnnotations"] = ServiceAccountAnnotations,
        });
    }

    /// <summary>E-mail of the Google service account, or ARN of the AWS role.</summary>
    [Output("identity")]
    public Output<string> Identity { get; private set; }

    /// <summary>Annotations that bind the Kubernetes service account to the identity.</summary>
    [Output("serviceAccountAnnotations")]
    public Output<ImmutableDictionary<string, string>> ServiceAccountAnnotations { get; private set; }

    private CustomResourceOptions Child => new() { Parent = this };

    private (Output<string> Identity, Output<ImmutableDictionary<string, string>> Annotations) BuildGcp()
    {
        var project = _args.Context.Settings.Accounts.GcpProject;
        var account = new Account($"{_name}-account", new AccountArgs
        {
            AccountId = GcpAccountIds.For(_args.Context.Region, _args.ServiceAccount),
            Project = project,
            DisplayName = $"{_args.Namespace}/{_args.ServiceAccount} in {_args.Context.Region.Name}",
        }, Child);
        // All clusters of a project share one pool of identities: a namespace and a name mean the same workload in each of them.
        _ = new IAMMember($"{_name}-impersonation", new IAMMemberArgs
        {
            ServiceAccountId = account.Name,
            Role = "roles/iam.workloadIdentityUser",
            Member = _args.Cluster.WorkloadPool.Apply(pool => $"serviceAccount:{pool}[{_args.Namespace}/{_args.ServiceAccount}]"),
        }, Child);
        var member = account.Email.Apply(email => $"serviceAccount:{email}");
        foreach (var role in _args.GcpRoles)
        {
            _ = new Pulumi.Gcp.Projects.IAMMember($"{_name}-{ShortName(role)}", ProjectRole(project, role, member), Child);
        }

        for (var i = 0; i < _args.GcpBucketRoles.Count; i++)
        {
            _ = new Pulumi.Gcp.Storage.BucketIAMMember($"{_name}-bucket-{i}", new Pulumi.Gcp.Storage.BucketIAMMemberArgs
            {
                Bucket = _args.GcpBucketRoles[i].Bucket,
                Role = _args.GcpBucketRoles[i].Role,
                Member = member,
            }, Child);
        }

        return (account.Email, Annotation("iam.gke.io/gcp-service-account", account.Email));
    }

    private (Output<string> Identity, Output<ImmutableDictionary<string, string>> Annotations) BuildAws()
    {
        var region = _args.Context.Region;
        var role = new Role($"{_name}-role", new RoleArgs
        {
            Name = CloudTags.Name(region, _args.ServiceAccount),
            Description = $"{_args.Namespace}/{_args.ServiceAccount} in {region.Name}",
            AssumeRolePolicy = Output.Tuple(_args.Cluster.OidcProviderArn, _args.Cluster.OidcIssuer).Apply(oidc =>
                AwsPolicies.TrustServiceAccount(oidc.Item1, oidc.Item2, _args.Namespace, _args.ServiceAccount)),
            MaxSessionDuration = 3600,
            Tags = CloudTags.Named(region, _args.ServiceAccount),
        }, Child);
        if (_args.AwsPolicy is { } policy)
        {
            _ = new RolePolicy($"{_name}-policy", new RolePolicyArgs { Name = _args.ServiceAccount, Role = role.Id, Policy = policy }, Child);
        }

        return (role.Arn, Annotation("eks.amazonaws.com/role-arn", role.Arn));
    }

    private Pulumi.Gcp.Projects.IAMMemberArgs ProjectRole(string project, string role, Output<string> member)
    {
        var grant = new Pulumi.Gcp.Projects.IAMMemberArgs { Project = project, Role = role, Member = member };
        if (_args.GcpCondition is { } condition)
        {
            grant.Condition = new Pulumi.Gcp.Projects.Inputs.IAMMemberConditionArgs { Title = condition.Title, Expression = condition.Expression };
        }

        return grant;
    }

    private static Output<ImmutableDictionary<string, string>> Annotation(string key, Output<string> value) =>
        value.Apply(v => ImmutableDictionary.Create<string, string>().Add(key, v));

    private static string ShortName(string role) => role[(role.LastIndexOf('/') + 1)..];
}
