using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Prometheus;

namespace WedSync.Hosting.Loops;

/// <summary>Puts the supervisor into a service.</summary>
public static class LoopRegistration
{
    /// <summary>Has the service's loops run under the one supervisor.</summary>
    /// <param name="services">The service's parts.</param>
    /// <param name="registry">Where its metrics are.</param>
    /// <param name="loops">All of its loops.</param>
    public static IServiceCollection AddLoopSupervisor(
        this IServiceCollection services, Func<IServiceProvider, CollectorRegistry> registry, Func<IServiceProvider, IEnumerable<IBackgroundLoop>> loops)
    {
        services.AddSingleton(provider => new LoopMetrics(registry(provider)));
        services.AddSingleton(provider => new LoopSupervisor(
            loops(provider), new LoopOptions(), provider.GetRequiredService<LoopMetrics>(),
            provider.GetRequiredService<TimeProvider>(), Random.Shared.NextDouble, provider.GetRequiredService<ILogger<LoopSupervisor>>()));
        return services.AddHostedService(provider => provider.GetRequiredService<LoopSupervisor>());
    }
}
