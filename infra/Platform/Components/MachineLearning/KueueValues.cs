using Pulumi;
using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.MachineLearning;

/// <summary>Values of the Kueue chart.</summary>
public static class KueueValues
{
    /// <summary>Port of the admission webhooks.</summary>
    public const int Webhook = 9443;

    /// <summary>Port of the aggregated API that shows a queue's pending jobs.</summary>
    public const int Visibility = 8082;

    /// <summary>Port of the metrics, with TLS and the scraper's token.</summary>
    public const int Metrics = 8443;

    /// <summary>
    /// Jobs of the cache's namespace alone, and of them those that name a queue. The chart manages every kind of workload in every
    /// namespace when it is not told otherwise: its webhook would then stand before each pod of the platform.
    /// </summary>
    public const string ManagerConfig =
        $"""
        apiVersion: config.kueue.x-k8s.io/v1beta2
        kind: Configuration
        health:
          healthProbeBindAddress: :8081
        metrics:
          bindAddress: :8443
          enableClusterQueueResources: true
        webhook:
          port: 9443
        leaderElection:
          leaderElect: true
          resourceName: c1f6bfd2.kueue.x-k8s.io
        controller:
          groupKindConcurrency:
            Job.batch: 5
            Workload.kueue.x-k8s.io: 5
            LocalQueue.kueue.x-k8s.io: 1
            ClusterQueue.kueue.x-k8s.io: 1
            ResourceFlavor.kueue.x-k8s.io: 1
        clientConnection:
          qps: 50
          burst: 100
        waitForPodsReady:
          timeout: 15m
          recoveryTimeout: 5m
          requeuingStrategy:
            timestamp: Eviction
            backoffLimitCount: 5
            backoffBaseSeconds: 60
            backoffMaxSeconds: 3600
        manageJobsWithoutQueueName: false
        managedJobsNamespaceSelector:
          matchLabels:
            kubernetes.io/metadata.name: {Namespaces.Cache}
        integrations:
          frameworks:
          - batch/job
        """;

    /// <summary>Values, the same in every region.</summary>
    public static InputMap<object> Create() => new()
    {
        ["fullnameOverride"] = MlNames.KueueRelease,
        ["controllerManager"] = new Dictionary<string, object>
        {
            // Without its webhook no Job of the cluster can be created: two pods, of which one is always there.
            ["replicas"] = 2,
            ["podDisruptionBudget"] = new Dictionary<string, object> { ["enabled"] = true, ["minAvailable"] = 1 },
            ["nodeSelector"] = new Dictionary<string, object> { [NodePools.Label] = NodePools.General },
            ["topologySpreadConstraints"] = new object[]
            {
                new Dictionary<string, object>
                {
                    ["maxSkew"] = 1,
                    ["topologyKey"] = "topology.kubernetes.io/zone",
                    ["whenUnsatisfiable"] = "ScheduleAnyway",
                    ["labelSelector"] = new Dictionary<string, object>
                    {
                        ["matchLabels"] = new Dictionary<string, object> { ["app.kubernetes.io/name"] = MlNames.KueueRelease },
                    },
                },
            },
            ["manager"] = new Dictionary<string, object>
            {
                ["priorityClassName"] = PriorityClasses.Operations,
                ["image"] = new Dictionary<string, object> { ["pullPolicy"] = "IfNotPresent" },
                ["resources"] = new Dictionary<string, object>
                {
                    ["requests"] = new Dictionary<string, object> { ["cpu"] = "200m", ["memory"] = "512Mi" },
                    ["limits"] = new Dictionary<string, object> { ["cpu"] = "1", ["memory"] = "512Mi" },
                },
            },
        },
        ["managerConfig"] = new Dictionary<string, object> { ["controllerManagerConfigYaml"] = ManagerConfig },
    };
}
