using System.Collections.Immutable;
using Pulumi;
using Pulumi.Kubernetes.Storage.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Storage.V1;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Cluster;

/// <summary>
/// A region's Kubernetes cluster: private nodes in three zones, pools for general work, memory and GPUs, secrets and disks encrypted
/// with the region's own keys, and workload identities instead of stored cloud credentials.
/// </summary>
public sealed class RegionCluster : ComponentResource
{
    /// <summary>Creates the cluster in the region's cloud.</summary>
    public RegionCluster(string name, RegionClusterArgs args, ComponentResourceOptions? options = null)
        : base("wedsync:cluster:RegionCluster", name, options)
    {
        var cluster = args.Region.Cloud == Cloud.Gcp ? new GkeCluster(this, args).Build() : new EksCluster(this, args).Build();
        ClusterName = cluster.Name;
        NetworkId = args.Network.NetworkId;
        SubnetIds = args.Network.SubnetIds;
        PublicSubnetIds = args.Network.PublicSubnetIds;
        KmsKeyId = args.Keys.DisksKeyId;
        SecurityGroupId = cluster.SecurityGroupId;
        OidcProviderArn = cluster.OidcProviderArn;
        OidcIssuer = cluster.OidcIssuer;
        WorkloadPool = cluster.Name.Apply(_ => $"{args.Settings.Accounts.GcpProject}.svc.id.goog");
        Kubeconfig = Output.CreateSecret(cluster.Kubeconfig);
        Kubernetes = BuildProvider(args, cluster);
        Context = new RegionContext(args.Settings, args.Region, Kubernetes);
        BuildFastStorage();
        if (args.Region.Cloud == Cloud.Aws) new EksSystemCharts(this, Context).Build();
        RegisterOutputs(new Dictionary<string, object?>
        {
            ["clusterName"] = ClusterName,
            ["networkId"] = NetworkId,
            ["subnetIds"] = SubnetIds,
            ["kmsKeyId"] = KmsKeyId,
            ["kubeconfig"] = Kubeconfig,
        });
    }

    /// <summary>Provider of the cluster's objects.</summary>
    public Pulumi.Kubernetes.Provider Kubernetes { get; }

    /// <summary>What the components inside the cluster share.</summary>
    public RegionContext Context { get; }

    /// <summary>Physical name of the cluster.</summary>
    [Output("clusterName")]
    public Output<string> ClusterName { get; private set; }

    /// <summary>Id of the network.</summary>
    [Output("networkId")]
    public Output<string> NetworkId { get; private set; }

    /// <summary>Subnets of the nodes.</summary>
    [Output("subnetIds")]
    public Output<ImmutableArray<string>> SubnetIds { get; private set; }

    /// <summary>Subnets of public load balancers; empty on Google Cloud.</summary>
    public Output<ImmutableArray<string>> PublicSubnetIds { get; }

    /// <summary>Key that encrypts disks and volumes: full resource name on Google Cloud, ARN on AWS.</summary>
    [Output("kmsKeyId")]
    public Output<string> KmsKeyId { get; private set; }

    /// <summary>Kubeconfig without credentials; secret, since it names the private control plane.</summary>
    [Output("kubeconfig")]
    public Output<string> Kubeconfig { get; private set; }

    /// <summary>Security group of nodes and control plane on AWS; empty on Google Cloud.</summary>
    public Output<string> SecurityGroupId { get; }

    /// <summary>ARN of the cluster's OpenID Connect provider on AWS; empty on Google Cloud.</summary>
    public Output<string> OidcProviderArn { get; }

    /// <summary>Issuer of the cluster's service account tokens on AWS; empty on Google Cloud.</summary>
    public Output<string> OidcIssuer { get; }

    /// <summary>Google Cloud's pool of workload identities, <c>PROJECT.svc.id.goog</c>; it exists once the project has a cluster.</summary>
    public Output<string> WorkloadPool { get; }

    private Pulumi.Kubernetes.Provider BuildProvider(RegionClusterArgs args, ClusterFacts cluster) =>
        new($"{args.Region.Name}-kubernetes", new Pulumi.Kubernetes.ProviderArgs
        {
            KubeConfig = Kubeconfig,
            EnableServerSideApply = true,
            // Pods mount the seasons' configuration by name: it changes in place, and what must restart carries a checksum of it.
            EnableConfigMapMutable = true,
            EnableSecretMutable = true,
            // Objects are gone with the cluster; a cluster that is out of reach is an error, not an empty one.
            DeleteUnreachable = false,
        }, new CustomResourceOptions { Parent = this, DependsOn = cluster.ReadyWhen.ToList() });

    private void BuildFastStorage() => _ = new StorageClass(Context.Logical("fast-ssd"), new StorageClassArgs
    {
        Metadata = new ObjectMetaArgs { Name = Names.FastStorageClass, Labels = Labels.For(Names.FastStorageClass, "storage") },
        Provisioner = FastStorage.Provisioner(Context.Region.Cloud),
        Parameters = FastStorage.Parameters(Context.Region.Cloud, KmsKeyId),
        // A volume follows its pod's zone, outlives its claim and may grow.
        VolumeBindingMode = "WaitForFirstConsumer",
        ReclaimPolicy = "Retain",
        AllowVolumeExpansion = true,
    }, Context.In(this));
}

/// <summary>What a cloud's cluster tells the component.</summary>
internal sealed record ClusterFacts
{
    public required Output<string> Name { get; init; }

    public required Output<string> Kubeconfig { get; init; }

    /// <summary>What must stand before objects are applied: nodes, and the right to do so.</summary>
    public required IReadOnlyList<Resource> ReadyWhen { get; init; }

    public Output<string> SecurityGroupId { get; init; } = Output.Create("");

    public Output<string> OidcProviderArn { get; init; } = Output.Create("");

    public Output<string> OidcIssuer { get; init; } = Output.Create("");
}
