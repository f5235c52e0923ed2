using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using WedSync.Core.Redis;
using WedSync.Hosting;
using WedSync.Hosting.Loops;
using WedSync.SyncWorker.Configuration;
using WedSync.SyncWorker.Metrics;
using WedSync.SyncWorker.Transport;

namespace WedSync.SyncWorker.Hosting;

/// <summary>Puts the worker together and runs it.</summary>
internal static class WorkerHost
{
    private const int MaxMessageBytes = 64 << 20;

    public static Task<RedisApplication> StartAsync(WorkerSettings settings)
    {
        var time = TimeProvider.System;
        return RedisApplication.StartAsync(settings.Redis, time, redis => Build(settings, redis, time));
    }

    private static WebApplication Build(WorkerSettings settings, RedisCluster redis, TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddJsonConsole(options => options.UseUtcTimestamp = true)
            .SetMinimumLevel(LogLevel.Information)
            .AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning).AddFilter("Grpc", LogLevel.Error);
        var tls = settings.TlsDirectory.Length > 0 ? new TlsMaterial(settings.TlsDirectory, time) : null;
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options => ConfigureServer(options, settings, tls));
        Register(builder.Services, settings, redis, tls, time);
        var application = builder.Build();
        redis.Faulted += application.Services.GetRequiredService<RedisFaultLog>().Take;
        application.MapGrpcService<RegionSyncService>();
        StatusEndpoints.Map(application);
        return application;
    }

    private static void ConfigureServer(KestrelServerOptions options, WorkerSettings settings, TlsMaterial? tls)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestBodySize = null;
        // Streams live for days and may be silent; pings tell whether the other side is there.
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        options.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(3);
        options.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(3);
        options.Limits.Http2.InitialStreamWindowSize = 4 << 20;
        options.Limits.Http2.InitialConnectionWindowSize = 8 << 20;
        options.Listen(settings.ListenAddress, settings.GrpcPort, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            if (tls is not null) listen.UseHttps(ServerTls(tls));
        });
        options.Listen(settings.ListenAddress, settings.StatusPort, listen => listen.Protocols = HttpProtocols.Http1);
        options.Listen(settings.ListenAddress, settings.MetricsPort, listen => listen.Protocols = HttpProtocols.Http1);
    }

    private static HttpsConnectionAdapterOptions ServerTls(TlsMaterial tls) => new()
    {
        ServerCertificateSelector = (_, _) => tls.Certificate,
        ClientCertificateMode = ClientCertificateMode.RequireCertificate,
        ClientCertificateValidation = (certificate, _, _) => tls.RegionOf(certificate) is not null,
    };

    private static void Register(IServiceCollection services, WorkerSettings settings, RedisCluster redis, TlsMaterial? tls, TimeProvider time)
    {
        services.AddSingleton(settings).AddSingleton(redis).AddSingleton(time).AddSingleton<SyncMetrics>();
        services.AddSingleton(provider => new SyncEngine(
            settings, redis, tls, provider.GetRequiredService<SyncMetrics>(), time, provider.GetRequiredService<ILoggerFactory>()));
        services.AddLoopSupervisor(provider => provider.GetRequiredService<SyncMetrics>().Registry, provider => provider.GetRequiredService<SyncEngine>().Loops);
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<RedisFaultLog>(provider, provider.GetRequiredService<SyncMetrics>().Registry));
        services.AddSingleton(provider => provider.GetRequiredService<SyncEngine>().Node);
        services.AddSingleton(provider => provider.GetRequiredService<SyncEngine>().Erasure);
        services.AddSingleton(provider => provider.GetRequiredService<SyncEngine>().Lag);
        services.AddSingleton(provider => provider.GetRequiredService<SyncEngine>().Replication);
        services.AddSingleton(provider => new CallerCheck(tls, () => provider.GetRequiredService<SyncEngine>().Members));
        services.AddSingleton<RegionSyncService>();
        services.AddGrpc(options =>
        {
            options.MaxReceiveMessageSize = MaxMessageBytes;
            options.MaxSendMessageSize = MaxMessageBytes;
            options.ResponseCompressionAlgorithm = "gzip";
            options.ResponseCompressionLevel = System.IO.Compression.CompressionLevel.Fastest;
        });
    }
}
