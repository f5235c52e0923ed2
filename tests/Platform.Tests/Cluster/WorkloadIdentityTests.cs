using System.Text.Json.Nodes;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using WedSync.Planning;
using WedSync.Platform.Components.Cluster;
using WedSync.Platform.Tests.Foundation;

namespace WedSync.Platform.Tests.Cluster;

public sealed class WorkloadIdentityTests
{
    [Fact]
    public async Task Gcp_OneServiceAccountImpersonatesWithItsRolesOnly()
    {
        var plan = await PlanAsync("peak-eu-west");

        plan.Single("gcp:serviceaccount/account:Account", "eu-west-sample-account").Has(("accountId", "ws-eu-west-sample"));
        plan.Single("gcp:serviceaccount/iAMMember:IAMMember", "eu-west-sample-impersonation").Has(
            ("role", "roles/iam.workloadIdentityUser"),
            ("member", "serviceAccount:wedsync-prod.svc.id.goog[velero/sample]"));
        plan.Single("gcp:projects/iAMMember:IAMMember", "eu-west-sample-compute.storageAdmin").Has(
            ("member", "serviceAccount:ws-eu-west-sample@wedsync-prod.iam.gserviceaccount.com"),
            ("condition.title", "own"),
            ("condition.expression", "true"));
        plan.Single("gcp:storage/bucketIAMMember:BucketIAMMember", "eu-west-sample-bucket-0").Has(
            ("bucket", "b"), ("role", "roles/storage.objectAdmin"));
        Assert.Empty(plan.OfType("aws:iam/role:Role"));
        Assert.Equal(
            "ws-eu-west-sample@wedsync-prod.iam.gserviceaccount.com",
            (string?)Annotations(plan)["iam.gke.io/gcp-service-account"]);
    }

    [Fact]
    public async Task Aws_TheRoleTrustsOneServiceAccountOfOneCluster()
    {
        var plan = await PlanAsync("peak-us-west");

        var role = plan.Single("aws:iam/role:Role", "us-west-sample-role");
        var statement = JsonNode.Parse(role.Text("assumeRolePolicy")!)!["Statement"]![0]!;
        Assert.Equal("sts:AssumeRoleWithWebIdentity", (string?)statement["Action"]);
        Assert.Equal("arn:aws:iam::123456789012:oidc-provider/us-west-oidc", (string?)statement["Principal"]!["Federated"]);
        var condition = statement["Condition"]!["StringEquals"]!.AsObject();
        Assert.Equal(2, condition.Count);
        Assert.Equal("system:serviceaccount:velero:sample", (string?)condition.Single(c => c.Key.EndsWith(":sub", StringComparison.Ordinal)).Value);
        Assert.Equal("sts.amazonaws.com", (string?)condition.Single(c => c.Key.EndsWith(":aud", StringComparison.Ordinal)).Value);
        Assert.DoesNotContain(condition, c => c.Key.Contains("https://", StringComparison.Ordinal));
        plan.Single("aws:iam/rolePolicy:RolePolicy", "us-west-sample-policy").Has(("policy", "{}"));
        Assert.Equal("arn:aws:iam::123456789012:role/wedsync-us-west-sample", (string?)Annotations(plan)["eks.amazonaws.com/role-arn"]);
    }

    private static Task<Plan> PlanAsync(string stack) => RegionFixture.PlanAsync(stack, (cluster, options) =>
    {
        var context = cluster.Context;
        var identity = new WorkloadIdentity(context.Logical("sample"), new WorkloadIdentityArgs
        {
            Context = context,
            Cluster = cluster,
            Namespace = "velero",
            ServiceAccount = "sample",
            GcpRoles = ["roles/compute.storageAdmin"],
            GcpCondition = new GcpCondition("own", "true"),
            GcpBucketRoles = [new GcpBucketRole("b", "roles/storage.objectAdmin")],
            AwsPolicy = "{}",
        }, options);
        _ = new ServiceAccount(context.Logical("sample-account-in-cluster"), new ServiceAccountArgs
        {
            Metadata = new ObjectMetaArgs { Name = "sample", Annotations = identity.ServiceAccountAnnotations },
        }, context.In(identity));
    });

    private static JsonNode Annotations(Plan plan) =>
        plan.OfType("kubernetes:core/v1:ServiceAccount").Single().At("metadata.annotations")!;
}
