using WedSync.Core.Redis;

namespace WedSync.Hosting;

/// <summary>How a service meets its Redis at the start.</summary>
internal static class RedisStart
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Connects. A pod may start before its Redis: it waits and says why on the error stream, and its startup probe decides for how long.
    /// </summary>
    public static async Task<RedisCluster> ConnectAsync(RedisSettings settings, TimeProvider time)
    {
        while (true)
        {
            try
            {
                return await RedisCluster.ConnectAsync(settings);
            }
            catch (Exception exception) when (RedisFaults.IsOutage(exception))
            {
                await Console.Error.WriteLineAsync($"Redis cannot be reached yet ({settings}): {exception.Message}");
                await Task.Delay(Pause, time);
            }
        }
    }
}
