using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using WedSync.Gateway.Admin;
using WedSync.Gateway.Health;
using WedSync.Gateway.Issuing;
using WedSync.Gateway.Proxy;
using WedSync.Gateway.Routes;
using WedSync.Gateway.Routing;

namespace WedSync.Gateway;

/// <summary>Puts the gateway together and runs it: one server with an address for requests, one for its status and one for the issuer.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    /// <summary>Exit code of a process that refuses its configuration (EX_CONFIG of sysexits.h).</summary>
    public const int ConfigurationRefused = 78;

    private const int MaxConnections = 20_000;
    private static readonly object ListenerKey = new();

    private readonly WebApplication _application;

    private GatewayHost(WebApplication application) => _application = application;

    private enum Listener
    {
        Requests,
        Admin,
        Issuer,
    }

    /// <summary>Where it listens: requests, admin, issuer.</summary>
    public IReadOnlyList<Uri> Addresses => [.. _application.Urls.Select(url => new Uri(url))];

    /// <summary>Reads the routes and starts; returns when it listens and every endpoint was checked once.</summary>
    /// <exception cref="RoutesException">The routes have faults.</exception>
    /// <exception cref="IOException">An address is taken, or a key or certificate cannot be read.</exception>
    public static async Task<GatewayHost> StartAsync(string routesFile, GatewayOptions options)
    {
        var table = RoutesReader.Read(routesFile);
        var application = Build(routesFile, table, options);
        try
        {
            await application.StartAsync();
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }

        return new GatewayHost(application);
    }

    public Task WaitForEndAsync() => _application.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    private static WebApplication Build(string routesFile, RouteTable table, GatewayOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddJsonConsole(console => console.UseUtcTimestamp = true)
            .SetMinimumLevel(LogLevel.Information)
            .AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning).AddFilter("Yarp", LogLevel.None);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, table, options));
        Register(builder.Services, routesFile, table, options);
        var application = builder.Build();
        var proxy = application.Services.GetRequiredService<ProxyHandler>();
        var admin = application.Services.GetRequiredService<AdminHandler>();
        var issuer = application.Services.GetService<IssuerHandler>();
        application.Run(context => context.Features.Get<IConnectionItemsFeature>()?.Items[ListenerKey] switch
        {
            Listener.Admin => admin.HandleAsync(context),
            Listener.Issuer => issuer!.HandleAsync(context),
            _ => proxy.HandleAsync(context),
        });
        return application;
    }

    private static void Register(IServiceCollection services, string routesFile, RouteTable table, GatewayOptions options)
    {
        services.AddHttpForwarder();
        services.AddSingleton(options).AddSingleton<GatewayMetrics>().AddSingleton<HealthChecker>().AddSingleton<ProxyHandler>().AddSingleton<AdminHandler>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<RoutesWatcher>(provider, routesFile, table));
        services.AddSingleton(provider => new Router(() => provider.GetRequiredService<RoutesWatcher>().Fleet, options.Uniform));
        services.AddHostedService(provider => provider.GetRequiredService<RoutesWatcher>());
        services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainLimit);
        if (table.Issuer is { } issuer) services.AddSingleton(_ => new IssuerHandler(issuer));
    }

    private static void Listen(KestrelServerOptions kestrel, RouteTable table, GatewayOptions options)
    {
        kestrel.AddServerHeader = false;
        // Headers pass byte for byte.
        kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
        kestrel.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;
        kestrel.Limits.MaxConcurrentConnections = MaxConnections;
        kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
        kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Listen(table.Listen.Ip, table.Listen.Port, listen => Mark(listen, Listener.Requests));
        kestrel.Listen(table.Admin.Ip, table.Admin.Port, listen => Mark(listen, Listener.Admin));
        if (table.Issuer is not { } issuer) return;
        var certificate = Certificate(issuer);
        kestrel.Listen(issuer.Listen.Ip, issuer.Listen.Port, listen => Mark(listen, Listener.Issuer).UseHttps(certificate));
    }

    // Not by port: tests let the system choose them.
    private static ListenOptions Mark(ListenOptions listen, Listener listener)
    {
        listen.Use(next => connection =>
        {
            connection.Items[ListenerKey] = listener;
            return next(connection);
        });
        return listen;
    }

    private static X509Certificate2 Certificate(IssuerSettings issuer)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(issuer.Certificate, issuer.Key);
        }
        catch (Exception exception) when (exception is CryptographicException or UnauthorizedAccessException)
        {
            throw new IOException($"issuer.certificate '{issuer.Certificate}' with issuer.key '{issuer.Key}': {exception.Message}", exception);
        }
    }
}
