namespace WedSync.Contracts;

/// <summary>Environment variables that the Pulumi program sets and the services read. A name stands here once and nowhere else.</summary>
public static class EnvironmentNames
{
    /// <summary>Redis nodes to start from, <c>host:port</c> separated by commas.</summary>
    public const string RedisClusterEndpoints = "REDIS_CLUSTER_ENDPOINTS";

    /// <summary>
    /// Every Redis node, for topology commands: <c>host:port</c> separated by commas. A host that resolves to several addresses
    /// stands for all of them.
    /// </summary>
    public const string RedisNodeEndpoints = "REDIS_NODE_ENDPOINTS";

    /// <summary>ACL user for Redis.</summary>
    public const string RedisUsername = "REDIS_USERNAME";

    /// <summary>File that holds the ACL user's password.</summary>
    public const string RedisPasswordFile = "REDIS_PASSWORD_FILE";

    /// <summary>CA certificate (PEM) that Redis' TLS certificate is checked against; unset = plaintext, allowed on loopback only.</summary>
    public const string RedisTlsCaFile = "REDIS_TLS_CA_FILE";

    /// <summary>The season in force: peak, preseason or offseason.</summary>
    public const string WeddingSeasonMode = "WEDDING_SEASON_MODE";

    /// <summary>The region this process runs in.</summary>
    public const string Region = "REGION";

    /// <summary>Residency group of the region; empty = none.</summary>
    public const string ResidencyGroup = "RESIDENCY_GROUP";

    /// <summary>All regions, separated by commas.</summary>
    public const string Regions = "REGIONS";

    /// <summary>The longest a replication sweep may lag, such as <c>30s</c>.</summary>
    public const string SyncInterval = "SYNC_INTERVAL";

    /// <summary>How conflicts between regions end: last-writer-wins.</summary>
    public const string ConflictResolutionStrategy = "CONFLICT_RESOLUTION_STRATEGY";

    /// <summary>Peer regions' sync endpoints, <c>region=https://host:port</c> separated by commas.</summary>
    public const string SyncPeers = "SYNC_PEERS";

    /// <summary>Folder with tls.crt, tls.key and ca.crt for mutual TLS between regions.</summary>
    public const string SyncTlsDirectory = "SYNC_TLS_DIRECTORY";

    /// <summary>
    /// <c>loopback</c> lets regions talk without TLS when this one listens on, and all peers are at, loopback addresses. No stack sets it.
    /// </summary>
    public const string SyncPlaintext = "SYNC_PLAINTEXT";

    /// <summary>Every partition is compared with every peer once in this time; default 10 min.</summary>
    public const string SyncCompareInterval = "SYNC_COMPARE_INTERVAL";

    /// <summary>Issuer that bearer tokens must name.</summary>
    public const string JwtIssuer = "JWT_ISSUER";

    /// <summary>Audience that bearer tokens must name.</summary>
    public const string JwtAudience = "JWT_AUDIENCE";

    /// <summary>URI of the issuer's JSON Web Key Set.</summary>
    public const string JwtJwksUri = "JWT_JWKS_URI";

    /// <summary>Folder that audit records are appended to.</summary>
    public const string AuditDirectory = "AUDIT_DIRECTORY";

    /// <summary>Folder with the mounted <c>seasonal-config</c> ConfigMap.</summary>
    public const string SeasonalConfigDirectory = "SEASONAL_CONFIG_DIRECTORY";

    /// <summary>Folder with the mounted ConfigMap of <see cref="Seasons.BudgetCap"/>; empty where there is no budget.</summary>
    public const string BudgetCapDirectory = "BUDGET_CAP_DIRECTORY";

    /// <summary>The pod's own name.</summary>
    public const string PodName = "POD_NAME";

    /// <summary>The pod's own address, which its servers listen on; unset = every IPv4 address.</summary>
    public const string PodIp = "POD_IP";

    /// <summary>The pod's namespace.</summary>
    public const string PodNamespace = "POD_NAMESPACE";

    /// <summary>Port of the API; the Contracts' default when unset.</summary>
    public const string HttpPort = "HTTP_PORT";

    /// <summary>Port of the metrics; the Contracts' default when unset.</summary>
    public const string MetricsPort = "METRICS_PORT";

    /// <summary>Port of probes and status of the sync worker and the season operator; the Contracts' default when unset.</summary>
    public const string StatusPort = "STATUS_PORT";

    /// <summary>Port of the sync worker's gRPC endpoint; the Contracts' default when unset.</summary>
    public const string SyncGrpcPort = "SYNC_GRPC_PORT";

    /// <summary>Address of Prometheus, which the season operator asks for the observed load.</summary>
    public const string PrometheusUrl = "PROMETHEUS_URL";

    /// <summary>OTLP endpoint; unset = no traces.</summary>
    public const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Bytes that a cache service pod keeps in its own memory; 0 = nothing. Default 256 MiB.</summary>
    public const string L1Bytes = "L1_BYTES";

    /// <summary>Largest body of an entry in bytes; default 1 MiB.</summary>
    public const string MaxEntryBytes = "MAX_ENTRY_BYTES";

    /// <summary>
    /// Lifetimes by query type and wedding stage: <c>type[/stage]=fresh+stale+error</c> separated by commas, such as
    /// <c>vendor=1h+10m+24h</c>. Adds to and overrides the defaults.
    /// </summary>
    public const string TtlPolicies = "TTL_POLICIES";

    /// <summary>
    /// Requests to Redis that a pod has under way for one tenant at most, and a quarter more for all; further ones are turned away with
    /// 503. Default 512.
    /// </summary>
    public const string MaxConcurrency = "MAX_CONCURRENCY";

    /// <summary>
    /// Connections that clients may have open to a cache service pod; default 20000, or as many as the limit of open files leaves room
    /// for. A higher number than that is refused at the start.
    /// </summary>
    public const string MaxConnections = "MAX_CONNECTIONS";

    /// <summary>
    /// Those of one address; default half of <see cref="MaxConnections"/>, since a region's clients come through a few gateways and each of
    /// these opens thousands.
    /// </summary>
    public const string MaxConnectionsPerAddress = "MAX_CONNECTIONS_PER_ADDRESS";

    /// <summary>In which the cache service wants a request's body to be complete, such as <c>30s</c> (the default).</summary>
    public const string BodyTimeout = "BODY_TIMEOUT";

    /// <summary>Bytes a second at which a client of the cache service has to send a body, after five seconds; default 4096.</summary>
    public const string MinBodyRate = "MIN_BODY_RATE";

    /// <summary>How long a client of the cache service may take nothing of an answer over 64 KiB, such as <c>10s</c> (the default).</summary>
    public const string ReadTimeout = "READ_TIMEOUT";

    /// <summary>
    /// Bytes of bodies that a cache service pod holds for one tenant's slow clients, on their way in or out; for all tenants together twice
    /// as many. Default 128 MiB.
    /// </summary>
    public const string MaxHeldBytes = "MAX_HELD_BYTES";

    /// <summary>How long a pod that was told to end answers on, unready, before it stops listening, such as <c>5s</c>.</summary>
    public const string DrainPeriod = "DRAIN_PERIOD";

    /// <summary>In which the cache service's pods together sweep every index of the region once, such as <c>10m</c> (the default).</summary>
    public const string SweepInterval = "SWEEP_INTERVAL";

    /// <summary>US dollars that an answer from the origin costs; default 0.002.</summary>
    public const string OriginCallCost = "ORIGIN_CALL_COST";

    /// <summary>
    /// Faults that the cache service makes of its API's answers, such as <c>errors=0.3,latency=400ms</c>. Only where
    /// <see cref="FaultsAllowed"/> says so, and in no stack: it stands in for a bad version in tests and drills on one machine.
    /// </summary>
    public const string Fault = "WEDSYNC_FAULT";

    /// <summary>Must be <see cref="FaultsAllowedHere"/> for <see cref="Fault"/> to be taken; no stack sets it.</summary>
    public const string FaultsAllowed = "WEDSYNC_FAULTS_ALLOWED";

    /// <summary>The only value of <see cref="FaultsAllowed"/>.</summary>
    public const string FaultsAllowedHere = "local-platform";
}
