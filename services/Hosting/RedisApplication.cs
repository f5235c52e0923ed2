using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using WedSync.Core.Redis;

namespace WedSync.Hosting;

/// <summary>A web application and the Redis connections that it lives on: started together, ended together.</summary>
public sealed class RedisApplication : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly RedisCluster _redis;

    private RedisApplication(WebApplication application, RedisCluster redis) => (_application, _redis) = (application, redis);

    /// <summary>What the application is made of.</summary>
    public IServiceProvider Services => _application.Services;

    /// <summary>Waits for Redis, puts the application together and starts it.</summary>
    public static async Task<RedisApplication> StartAsync(RedisSettings settings, TimeProvider time, Func<RedisCluster, WebApplication> build)
    {
        var redis = await RedisStart.ConnectAsync(settings, time);
        var application = build(redis);
        try
        {
            await application.StartAsync();
        }
        catch
        {
            await application.DisposeAsync();
            await redis.DisposeAsync();
            throw;
        }

        return new RedisApplication(application, redis);
    }

    /// <summary>Returns when the process was asked to end and has done so.</summary>
    public Task WaitForEndAsync() => _application.WaitForShutdownAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
        await _redis.DisposeAsync();
    }
}
