using System.Text.Json.Nodes;
using Pulumi;
using Pulumi.Kubernetes.Helm.V3;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.Security;

namespace WedSync.Platform.Components.Cluster;

/// <summary>What GKE brings along and EKS does not: an autoscaler of nodes, and the GPUs as a resource that pods can ask for.</summary>
internal sealed class EksSystemCharts(RegionCluster cluster, RegionContext context)
{
    private const string SystemNamespace = "kube-system";
    private const string Autoscaler = "cluster-autoscaler";

    public void Build()
    {
        BuildAutoscaler();
        Chart("nvidia-device-plugin", Versions.Charts.NvidiaDevicePlugin, new InputMap<object>
        {
            ["nodeSelector"] = new Dictionary<string, object> { [NodePools.Label] = NodePools.Gpu },
            ["tolerations"] = new[]
            {
                new Dictionary<string, object> { ["key"] = NodePools.GpuTaint, ["operator"] = "Exists", ["effect"] = NodePools.TaintEffect },
            },
            ["priorityClassName"] = "system-node-critical",
        });
    }

    private void BuildAutoscaler()
    {
        var identity = new WorkloadIdentity(context.Logical(Autoscaler), new WorkloadIdentityArgs
        {
            Context = context,
            Cluster = cluster,
            Namespace = SystemNamespace,
            ServiceAccount = Autoscaler,
            AwsPolicy = cluster.ClusterName.Apply(AutoscalerPolicy),
        }, new ComponentResourceOptions { Parent = cluster });
        Chart(Autoscaler, Versions.Charts.ClusterAutoscaler, new InputMap<object>
        {
            ["cloudProvider"] = "aws",
            ["awsRegion"] = context.Region.Location,
            ["autoDiscovery"] = new InputMap<object> { ["clusterName"] = cluster.ClusterName.Apply(n => (object)n) },
            ["replicaCount"] = 2,
            ["priorityClassName"] = "system-cluster-critical",
            ["extraArgs"] = new Dictionary<string, object>
            {
                ["balance-similar-node-groups"] = true,
                ["expander"] = "least-waste",
                ["skip-nodes-with-system-pods"] = false,
                ["scale-down-unneeded-time"] = "10m",
            },
            ["rbac"] = new Dictionary<string, object>
            {
                ["serviceAccount"] = new Dictionary<string, object>
                {
                    ["name"] = Autoscaler,
                    ["annotations"] = identity.ServiceAccountAnnotations,
                },
            },
            ["resources"] = new Dictionary<string, object>
            {
                ["requests"] = new Dictionary<string, object> { ["cpu"] = "100m", ["memory"] = "300Mi" },
                ["limits"] = new Dictionary<string, object> { ["memory"] = "600Mi" },
            },
        });
    }

    private void Chart(string name, ChartVersion chart, InputMap<object> values) => _ = new Release(
        context.Logical(name), HelmReleases.Args(chart, name, SystemNamespace, values), context.In(cluster));

    /// <summary>Reads everything it must know, and changes only the groups of its own cluster.</summary>
    internal static string AutoscalerPolicy(string clusterName)
    {
        var change = AwsPolicies.AllowStatement(["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"], ["*"]);
        change["Condition"] = new JsonObject
        {
            ["StringEquals"] = new JsonObject { [$"aws:ResourceTag/k8s.io/cluster-autoscaler/{clusterName}"] = "owned" },
        };
        return AwsPolicies.Document(
            AwsPolicies.AllowStatement(
                [
                    "autoscaling:DescribeAutoScalingGroups", "autoscaling:DescribeAutoScalingInstances",
                    "autoscaling:DescribeLaunchConfigurations", "autoscaling:DescribeScalingActivities", "autoscaling:DescribeTags",
                    "ec2:DescribeImages", "ec2:DescribeInstanceTypes", "ec2:DescribeLaunchTemplateVersions",
                    "ec2:GetInstanceTypesFromInstanceRequirements", "eks:DescribeNodegroup",
                ],
                ["*"]),
            change);
    }
}
