namespace WedSync.Platform.Components.Common;

/// <summary>Namespaces of a region's cluster.</summary>
public static class Namespaces
{
    /// <summary>The cache, its workers and its Redis cluster.</summary>
    public const string Cache = "wedsync-ai-cache";

    /// <summary>Prometheus, Alertmanager, Grafana.</summary>
    public const string Monitoring = "wedsync-monitoring";

    /// <summary>Envoy Gateway or the ingress controller.</summary>
    public const string Edge = "wedsync-edge";

    /// <summary>Argo Rollouts.</summary>
    public const string Rollouts = "argo-rollouts";

    /// <summary>Velero.</summary>
    public const string Velero = "velero";

    /// <summary>cert-manager, and the Secrets of the cluster's issuers.</summary>
    public const string CertManager = "cert-manager";

    /// <summary>External Secrets Operator.</summary>
    public const string ExternalSecrets = "external-secrets";

    /// <summary>Kueue, which lets training jobs in.</summary>
    public const string Kueue = "kueue-system";
}

/// <summary>Names of objects that more than one component refers to. None depends on the season or the stack.</summary>
public static class Names
{
    /// <summary>The cache service: Rollout, pods, service account.</summary>
    public const string CacheService = "ai-cache-service";

    /// <summary>Service in front of the stable pods.</summary>
    public const string CacheStableService = "ai-cache-service-stable";

    /// <summary>Service in front of the canary's pods.</summary>
    public const string CacheCanaryService = "ai-cache-service-canary";

    /// <summary>The cache service's autoscaler.</summary>
    public const string CacheServiceHpa = "ai-cache-service-hpa";

    /// <summary>The prediction service's autoscaler.</summary>
    public const string MlPredictionHpa = "ml-prediction-hpa";

    /// <summary>The prediction service.</summary>
    public const string MlPrediction = "ml-prediction";

    /// <summary>The preprocessor.</summary>
    public const string Preprocessor = "cache-preprocessor";

    /// <summary>The cross-region sync worker.</summary>
    public const string SyncService = "cache-sync-service";

    /// <summary>The season operator.</summary>
    public const string SeasonOperator = "season-operator";

    /// <summary>Job that ends when the live state equals the profile, and its service account.</summary>
    public const string SeasonReadiness = "season-readiness";

    /// <summary>ConfigMap in which the season operator keeps what must survive it.</summary>
    public const string SeasonState = "season-operator-state";

    /// <summary>Redis: StatefulSet, headless service, pods.</summary>
    public const string Redis = "redis-cluster-primary";

    /// <summary>Service that clients start from.</summary>
    public const string RedisClient = "redis-cluster";

    /// <summary>Redis' configuration and the clients' endpoints.</summary>
    public const string RedisConfig = "redis-config";

    /// <summary>Secret with Redis' certificate: tls.crt, tls.key, ca.crt.</summary>
    public const string RedisTls = "redis-tls";

    /// <summary>The elastic memory limit of Redis: key <c>maxmemory.conf</c>.</summary>
    public const string RedisMemory = "redis-memory";

    /// <summary>Job and CronJob that create the Redis cluster and heal its addresses.</summary>
    public const string RedisTopology = "redis-topology";

    /// <summary>Secret with the ACL users' passwords, one key a user.</summary>
    public const string RedisAcl = "redis-acl";

    /// <summary>The active and all season profiles.</summary>
    public const string SeasonalConfig = "seasonal-config";

    /// <summary>Analysis of a canary.</summary>
    public const string CanaryAnalysis = "wedding-cache-analysis";

    /// <summary>The Gateway that the region's traffic enters by.</summary>
    public const string Gateway = "ai-cache-gateway";

    /// <summary>The route whose weights a canary moves.</summary>
    public const string CacheRoute = "ai-cache-route";

    /// <summary>Ingress of the stable pods, of which a canary's Ingress is made; only with <c>edge: ingress</c>.</summary>
    public const string CacheStableIngress = "ai-cache-stable-ingress";

    /// <summary>Prometheus' service, on port 9090.</summary>
    public const string Prometheus = "prometheus";

    /// <summary>Alertmanager's service, on port 9093.</summary>
    public const string Alertmanager = "alertmanager";

    /// <summary>Storage class of Redis' volumes.</summary>
    public const string FastStorageClass = "fast-ssd";

    /// <summary>Quota of the cache namespace.</summary>
    public const string CacheQuota = "ai-cache-quota";
}

/// <summary>Priorities of pods: when nodes are short, the lower ones wait or go first.</summary>
public static class PriorityClasses
{
    /// <summary>Redis and what keeps it whole: 1 000 000.</summary>
    public const string Data = "wedsync-data";

    /// <summary>What answers couples: cache service, sync worker, edge, prediction: 100 000.</summary>
    public const string Serving = "wedsync-serving";

    /// <summary>What watches and repairs: operators, monitoring: 50 000.</summary>
    public const string Operations = "wedsync-operations";

    /// <summary>What can wait: preprocessing, training, reports; it never pushes others out: 1 000.</summary>
    public const string Batch = "wedsync-batch";
}

/// <summary>ACL users of Redis; each has a key of its name in the secret <see cref="Names.RedisAcl"/>.</summary>
public static class RedisUsers
{
    /// <summary>The cache service.</summary>
    public const string Cache = "cache";

    /// <summary>The sync worker.</summary>
    public const string Sync = "sync";

    /// <summary>The season operator: cluster administration.</summary>
    public const string Operator = "operator";

    /// <summary>The exporter: reads statistics only.</summary>
    public const string Exporter = "exporter";

    /// <summary>Replication between nodes.</summary>
    public const string Replication = "replication";
}
