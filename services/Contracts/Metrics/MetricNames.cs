namespace WedSync.Contracts.Metrics;

/// <summary>Names of all metrics of the platform. Services expose them; rules, dashboards, analyses and autoscalers read them.</summary>
public static class MetricNames
{
    /// <summary>Counter of HTTP requests; labels method, route, status.</summary>
    public const string HttpRequestsTotal = "http_requests_total";

    /// <summary>Histogram of HTTP request durations in seconds; labels method, route, status.</summary>
    public const string HttpRequestDurationSeconds = "http_request_duration_seconds";

    /// <summary>Counter of cache reads; label operation.</summary>
    public const string CacheRequestsTotal = "cache_requests_total";

    /// <summary>Counter of cache reads answered from the cache; labels operation, tier (l1, l2).</summary>
    public const string CacheHitsTotal = "cache_hits_total";

    /// <summary>Counter of cache reads that found nothing to serve; label operation.</summary>
    public const string CacheMissesTotal = "cache_misses_total";

    /// <summary>Gauge from 0 to 1: hits over reads of the last minute of this pod.</summary>
    public const string CacheHitRate = "cache_hit_rate";

    /// <summary>Histogram of cache operation durations in seconds; labels operation, outcome.</summary>
    public const string CacheRequestDurationSeconds = "cache_request_duration_seconds";

    /// <summary>Counter of wedding questions; labels query_type, wedding_stage, region.</summary>
    public const string WeddingQueriesTotal = "wedding_queries_total";

    /// <summary>Gauge from 0 to 1; labels season, region.</summary>
    public const string CacheHitRateBySeason = "cache_hit_rate_by_season";

    /// <summary>Gauge, age of cached vendor data in seconds; labels vendor_type, region.</summary>
    public const string VendorCacheFreshnessSeconds = "vendor_cache_freshness_seconds";

    /// <summary>Gauge, load relative to the baseline (1.0 = baseline, 4.0 = peak season); label region.</summary>
    public const string WeddingSeasonLoadFactor = "wedding_season_load_factor";

    /// <summary>Histogram from 0 to 1; labels response_type, wedding_context.</summary>
    public const string AiResponseQualityScore = "ai_response_quality_score";

    /// <summary>Gauge, US dollars an hour; label region.</summary>
    public const string CacheCostSavingsDollars = "cache_cost_savings_dollars";

    /// <summary>Gauge, seconds that a peer lags behind this region; label peer.</summary>
    public const string SyncLagSeconds = "sync_replication_lag_seconds";

    /// <summary>Gauge, keys that a peer lags behind this region; label peer.</summary>
    public const string SyncLagKeys = "sync_replication_lag_keys";

    /// <summary>Counter of changes applied from a peer; label peer.</summary>
    public const string SyncAppliedTotal = "sync_applied_total";

    /// <summary>Counter of changes that lost a conflict; label peer.</summary>
    public const string SyncConflictsTotal = "sync_conflicts_total";

    /// <summary>Gauge of entries held back because their stamp is too far ahead; label peer.</summary>
    public const string SyncQuarantined = "sync_quarantined_entries";

    /// <summary>Counter of records that a comparison with a peer found different, beyond what was still on its way; label peer.</summary>
    public const string SyncDivergenceTotal = "sync_divergence_found_total";

    /// <summary>Counter of deleted records that came back with old disks and were taken out again; label peer.</summary>
    public const string SyncResurrectionsTotal = "sync_resurrections_removed_total";

    /// <summary>Counter of bytes to and from a peer before compression; labels peer, direction (sent, received).</summary>
    public const string SyncBytesTotal = "sync_bytes_total";

    /// <summary>Gauge, 1 while this worker reads from a peer; label peer.</summary>
    public const string SyncPeerConnected = "sync_peer_connected";

    /// <summary>Gauge of partitions that wait for their comparison with a peer; label peer.</summary>
    public const string SyncWaitingPartitions = "sync_waiting_partitions";

    /// <summary>Gauge of partitions that this worker works on.</summary>
    public const string SyncOwnedPartitions = "sync_owned_partitions";

    /// <summary>Gauge of erasures that some region has not confirmed yet.</summary>
    public const string SyncPendingErasures = "sync_pending_erasures";

    /// <summary>Gauge, 1 while the season operator moves the live state towards the profile.</summary>
    public const string SeasonSwitchInProgress = "season_switch_in_progress";

    /// <summary>Gauge, the season operator's estimate of a region's cost in US dollars a month; label region.</summary>
    public const string MonthlyCostEstimateDollars = "monthly_cost_estimate_dollars";

    /// <summary>Gauge, a region's budget in US dollars a month; label region.</summary>
    public const string MonthlyBudgetDollars = "monthly_budget_dollars";

    /// <summary>Counter of requests turned away to protect the rest; label reason.</summary>
    public const string RequestsShedTotal = "cache_requests_shed_total";

    /// <summary>Counter of requests refused with 403 or 401; label scope (the one that was missing; none = no valid token).</summary>
    public const string RefusedRequestsTotal = "cache_refused_requests_total";

    /// <summary>Gauge of requests that were let in and are under way; label lane (read, write, wait).</summary>
    public const string AdmittedRequests = "cache_admitted_requests";

    /// <summary>Gauge of bytes of bodies that a pod holds for clients that send or read.</summary>
    public const string HeldBodyBytes = "cache_held_body_bytes";

    /// <summary>Gauge of connections that clients have open to a pod; label port (api, metrics).</summary>
    public const string Connections = "cache_connections";

    /// <summary>Counter of connections ended before a request; label reason (full, address-full, silent = sent nothing).</summary>
    public const string ConnectionsRefusedTotal = "cache_connections_refused_total";

    /// <summary>Counter of failed attempts against Redis; label fault.</summary>
    public const string RedisFaultsTotal = "cache_redis_faults_total";

    /// <summary>Gauge of bytes in a pod's own memory tier.</summary>
    public const string L1UsedBytes = "cache_l1_used_bytes";

    /// <summary>Gauge, 1 while a pod hears the region's changes within a second and may trust its own memory.</summary>
    public const string CoherenceCurrent = "cache_coherence_current";

    /// <summary>Gauge of invalidations and revoked tokens that a pod knows; at most 32 768 and 65 536 a tenant.</summary>
    public const string LastingRecords = "cache_lasting_records";

    /// <summary>Gauge of keys that take more than one percent of a pod's reads.</summary>
    public const string HotKeys = "cache_hot_keys";

    /// <summary>Counter of attempts to sweep a group of indexes; label outcome (done, claimed, failed).</summary>
    public const string IndexSweepsTotal = "cache_index_sweeps_total";

    /// <summary>Counter of names taken out of indexes: of expired or evicted entries, and of tombstones that all regions have.</summary>
    public const string IndexSweptTotal = "cache_index_swept_total";

    /// <summary>Counter of lookups; label outcome (hit, waited = hit after another caller's computation, stale, lease, pending).</summary>
    public const string LookupsTotal = "cache_lookups_total";

    /// <summary>Gauge of lookups that wait for another caller's computation.</summary>
    public const string WaitingLookups = "cache_waiting_lookups";

    /// <summary>Counter of failures of a service's background loops; label loop.</summary>
    public const string LoopFailuresTotal = "background_loop_failures_total";

    /// <summary>Gauge, 1 while a background loop runs; label loop.</summary>
    public const string LoopRunning = "background_loop_running";

    /// <summary>Gauge from 0 to 1: primaries that take writes, over all, as this pod has just tried.</summary>
    public const string StoreWritable = "cache_store_writable";

    /// <summary>Gauge from 0 to 1: primaries that answer, over all, as this pod has just tried.</summary>
    public const string StoreReadable = "cache_store_readable";

    /// <summary>Gauge of partitions that no worker of the region works on.</summary>
    public const string SyncUnownedPartitions = "sync_unowned_partitions";

    /// <summary>Gauge, seconds that this region lags behind a peer, by what the peer has written; label peer.</summary>
    public const string SyncBehindSeconds = "sync_behind_seconds";
}
