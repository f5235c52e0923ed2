using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using WedSync.CacheService.Api;
using WedSync.CacheService.Audit;
using WedSync.CacheService.Caching;
using WedSync.CacheService.Configuration;
using WedSync.CacheService.Connections;
using WedSync.CacheService.Faults;
using WedSync.CacheService.Health;
using WedSync.CacheService.Metrics;
using WedSync.CacheService.Overload;
using WedSync.CacheService.Seasons;
using WedSync.CacheService.Security;
using WedSync.CacheService.Sweeping;
using WedSync.Contracts;
using WedSync.Contracts.Metrics;
using WedSync.Core.Redis;
using WedSync.Hosting;
using WedSync.Hosting.Loops;

namespace WedSync.CacheService;

/// <summary>Puts the service together and runs it.</summary>
internal static class CacheServiceHost
{
    // One byte a chunk takes six; more framing than that is no upload.
    private const int MaxFraming = 8;

    public static Task<RedisApplication> StartAsync(ServiceSettings settings, TimeProvider? time = null)
    {
        var clock = time ?? TimeProvider.System;
        return RedisApplication.StartAsync(settings.Redis, clock, redis => Build(settings, redis, clock));
    }

    private static WebApplication Build(ServiceSettings settings, RedisCluster redis, TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddJsonConsole(options => options.UseUtcTimestamp = true)
            .SetMinimumLevel(LogLevel.Information)
            // With this logger on, every request gets an activity and a log scope, which cost as much as a hit in memory.
            .AddFilter("Microsoft.AspNetCore.Hosting", LogLevel.None)
            .AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning);
        ConfigureServer(builder.WebHost, settings);
        Register(builder.Services, settings, redis, time);
        var application = builder.Build();
        application.Lifetime.ApplicationStopping.Register(application.Services.GetRequiredService<Waiters>().WakeAll);
        application.Lifetime.ApplicationStopping.Register(() => _ = application.Services.GetRequiredService<ConnectionTables>().EndAsync());
        Connect(application.Services, redis);
        application.UseWhen(context => context.Connection.LocalPort == MetricsPort(application, settings), MapMetrics);
        application.UseMiddleware<FrontMiddleware>();
        application.UseRouting();
        EntryEndpoints.Map(application);
        LookupEndpoints.Map(application);
        InvalidationEndpoints.Map(application);
        AdminEndpoints.Map(application);
        HealthEndpoints.Map(application);
        application.MapOpenApi("/openapi/v1.json");
        return application;
    }

    private static void ConfigureServer(IWebHostBuilder host, ServiceSettings settings) => host.ConfigureKestrel(options =>
    {
        options.AddServerHeader = false;
        // The server counts a chunked body with its framing; what a body may hold, its reader counts.
        options.Limits.MaxRequestBodySize = MaxFraming * (long)Math.Max(settings.MaxEntryBytes, JsonBody.MaxBytes);
        options.Limits.MinRequestBodyDataRate = new MinDataRate(settings.Bodies.MinBytesPerSecond, BodyLimits.Grace);
        options.Limits.MinResponseDataRate = new MinDataRate(BodyLimits.MinReadBytesPerSecond, BodyLimits.Grace);
        // What the server reads ahead of a request nobody counts.
        options.Limits.MaxRequestBufferSize = 64 * 1024;
        options.Limits.MaxRequestHeaderCount = 64;
        options.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        options.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(CacheServiceLimits.KeepAliveSeconds);
        options.Listen(settings.ListenAddress, settings.HttpPort, listen => Listen(listen, HttpProtocols.Http1AndHttp2));
        options.Listen(settings.ListenAddress, settings.MetricsPort, listen => Listen(listen, HttpProtocols.Http1));
    });

    private static void Listen(ListenOptions listen, HttpProtocols protocols)
    {
        var limit = listen.ApplicationServices.GetRequiredService<FirstByteLimit>();
        listen.Protocols = protocols;
        listen.Use(next => connection => limit.ServeAsync(connection, next));
    }

    private static void Register(IServiceCollection services, ServiceSettings settings, RedisCluster redis, TimeProvider time)
    {
        services.AddSingleton(settings).AddSingleton(redis).AddSingleton(time);
        services.AddSingleton(new FaultInjector(settings.Fault, Random.Shared.NextDouble, time));
        services.AddSingleton(new EntryStore(redis, settings.Region)).AddSingleton<ReplicationStore>().AddSingleton<ErasureLedger>();
        services.AddSingleton<LeaseKeys>().AddSingleton<PutGuard>();
        services.AddSingleton(provider => new LeaseTickets(provider.GetRequiredService<LeaseKeys>(), settings.Region));
        services.AddSingleton<LeaseStore>().AddSingleton<InvalidationStore>().AddSingleton<EraseStore>().AddSingleton<RevocationStore>();
        services.AddSingleton<InvalidationTable>().AddSingleton<Waiters>().AddSingleton<RenewalPauses>().AddSingleton<HotKeys>().AddSingleton<Lookups>();
        services.AddSingleton(new MemoryTier(settings.L1Bytes)).AddSingleton<Replication>();
        services.AddSingleton(new Jitter(Random.Shared.NextDouble)).AddSingleton(new Admission(settings.MaxConcurrency));
        services.AddSingleton(new ByteBudget(settings.Bodies.HeldPerTenant)).AddSingleton<BodyReader>().AddSingleton<EntryAnswers>();
        services.AddSingleton<BatchAnswers>().AddSingleton<AnswerFlush>().AddSingleton<FailureAnswers>().AddSingleton<FirstByteLimit>();
        services.AddSingleton(new ConnectionTables(settings.Connections, time));
        services.AddSingleton<IConnectionListenerFactory>(provider => ActivatorUtilities.CreateInstance<LimitedListenerFactory>(
            provider, ActivatorUtilities.CreateInstance<SocketTransportFactory>(provider)));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<EntryReader>(provider, settings.ResidencyGroup));
        services.AddSingleton<EntryReadHandler>().AddSingleton<ServiceMetrics>().AddSingleton<DrainState>();
        services.AddSingleton(provider =>
            AuditLog.Open(settings.AuditDirectory, settings.PodName, time, provider.GetRequiredService<ILogger<AuditLog>>()));
        services.AddSingleton(provider => new RefusalLog(
            AuditLog.OpenRefusals(settings.AuditDirectory, settings.PodName, time, provider.GetRequiredService<ILogger<AuditLog>>()),
            provider.GetRequiredService<ServiceMetrics>(), time));
        services.AddSingleton<AuditHeadStore>().AddSingleton<AuditUpkeep>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<SigningKeys>(
            provider, settings.JwksUri, SigningKeys.CreateClient()));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<TokenValidator>(
            provider, settings.JwtIssuer, settings.JwtAudience));
        services.AddSingleton<Coherence>().AddSingleton<RegionState>();
        services.AddSingleton<SeasonalSettings>().AddSingleton<IndexSweeper>();
        services.AddSingleton<StoreProbe>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<RedisFaultLog>(provider, provider.GetRequiredService<ServiceMetrics>().Registry));
        services.AddLoopSupervisor(provider => provider.GetRequiredService<ServiceMetrics>().Registry, Loops);
        services.AddSingleton<IHostLifetime>(provider => ActivatorUtilities.CreateInstance<DrainingLifetime>(provider, settings.DrainPeriod));
        services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(CacheServiceLimits.ShutdownSeconds));
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default));
        OpenApiDocument.Register(services);
        if (settings.OtlpEndpoint is { } endpoint)
        {
            services.AddOpenTelemetry().WithTracing(tracing => tracing
                .ConfigureResource(resource => resource.AddService(settings.Redis.ClientName, serviceInstanceId: settings.PodName))
                .AddAspNetCoreInstrumentation()
                .AddOtlpExporter(exporter => exporter.Endpoint = endpoint));
        }
    }

    // A loop that is not here does not run; a test compares the list with the loops that there are.
    private static IEnumerable<IBackgroundLoop> Loops(IServiceProvider services) =>
    [
        services.GetRequiredService<SeasonalSettings>(),
        services.GetRequiredService<SigningKeys>(),
        services.GetRequiredService<Coherence>(),
        services.GetRequiredService<RegionState>(),
        services.GetRequiredService<StoreProbe>(),
        services.GetRequiredService<AuditUpkeep>(),
        ActivatorUtilities.CreateInstance<IndexSweeping>(services, (Func<double>)Random.Shared.NextDouble),
    ];

    private static void Connect(IServiceProvider services, RedisCluster redis)
    {
        var metrics = services.GetRequiredService<ServiceMetrics>();
        var coherence = services.GetRequiredService<Coherence>();
        var memory = services.GetRequiredService<MemoryTier>();
        var hotKeys = services.GetRequiredService<HotKeys>();
        var region = services.GetRequiredService<RegionState>();
        var faults = services.GetRequiredService<RedisFaultLog>();
        redis.Faulted += faults.Take;
        var probe = services.GetRequiredService<StoreProbe>();
        metrics.AddGauge(MetricNames.StoreReadable, "Primaries that answer, over all.", () => probe.Current.ReadingShare);
        metrics.AddGauge(MetricNames.StoreWritable, "Primaries that take writes, over all.", () => probe.Current.WritingShare);
        coherence.Noticed += region.OnNotice;
        coherence.Recovered += region.Reload;
        metrics.AddGauge(MetricNames.L1UsedBytes, "Bytes in the pod's own memory tier.", () => memory.Bytes);
        var records = services.GetRequiredService<InvalidationTable>();
        metrics.AddGauge(MetricNames.LastingRecords, "Lasting records that the pod knows.", () => records.Count);
        metrics.AddGauge(MetricNames.CoherenceCurrent, "1 while changes are heard.", () => coherence.IsCurrent ? 1 : 0);
        var lookups = services.GetRequiredService<Lookups>();
        metrics.AddGauge(MetricNames.WaitingLookups, "Lookups that wait.", () => lookups.Waiting);
        var admission = services.GetRequiredService<Admission>();
        metrics.AddGauge(
            MetricNames.AdmittedRequests, "Requests that were let in and are under way.", "lane",
            [.. Enum.GetValues<Lane>().Select(lane => (lane.ToString().ToLowerInvariant(), (Func<double>)(() => admission.Used(lane))))]);
        var held = services.GetRequiredService<ByteBudget>();
        metrics.AddGauge(MetricNames.HeldBodyBytes, "Bytes of bodies held for clients that send or read.", () => held.Used);
        var connections = services.GetRequiredService<ConnectionTables>();
        metrics.AddGauge(
            MetricNames.Connections, "Open connections of clients.", "port",
            [("api", () => connections.Api.Count), ("metrics", () => connections.Metrics.Count)]);
        metrics.AddGauge(MetricNames.HotKeys, "Keys over one percent of the reads.", () => hotKeys.Current.Count);
    }

    private static int MetricsPort(WebApplication application, ServiceSettings settings) =>
        settings.MetricsPort != 0 ? settings.MetricsPort : new Uri(application.Urls.Last()).Port;

    private static void MapMetrics(IApplicationBuilder branch) => branch.Run(async context =>
    {
        SecurityHeaders.Set(context.Response.Headers);
        context.RequestServices.GetRequiredService<DrainState>().Follow(context);
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.Headers.Allow = "GET, HEAD";
            await new ProblemResult(405, "method-not-allowed", "This port takes GET and HEAD only.").ExecuteAsync(context);
            return;
        }

        if (context.Request.Path != HttpPaths.Metrics)
        {
            await new ProblemResult(404, "no-such-path", $"This port serves {HttpPaths.Metrics} only.").ExecuteAsync(context);
            return;
        }

        var metrics = context.RequestServices.GetRequiredService<ServiceMetrics>();
        var openMetrics = context.Request.Headers.Accept.ToString().Contains("application/openmetrics-text", StringComparison.Ordinal);
        var format = openMetrics ? Prometheus.ExpositionFormat.OpenMetricsText : Prometheus.ExpositionFormat.PrometheusText;
        context.Response.ContentType = openMetrics
            ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
            : "text/plain; version=0.0.4; charset=utf-8";
        await metrics.Registry.CollectAndExportAsTextAsync(context.Response.Body, format, context.RequestAborted);
    });
}
