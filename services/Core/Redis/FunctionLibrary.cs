using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using StackExchange.Redis;

namespace WedSync.Core.Redis;

/// <summary>
/// The Redis functions this build calls. The library's name carries a hash of its code, so that two builds never share a name:
/// during a rollout each calls its own, and neither replaces the other's (docs/decisions/0022-redis-functions.md).
/// </summary>
public static partial class FunctionLibrary
{
    /// <summary>Generation of what the functions may assume about keys and values; grows with the wire format.</summary>
    public const int Generation = 1;

    /// <summary>The library's name, such as <c>wedsync1_0a1b2c3d</c>.</summary>
    public static readonly string Name;

    /// <summary>The code as it is loaded.</summary>
    public static readonly string Code;

    static FunctionLibrary()
    {
        var template = Read("wedsync.lua") + Read("replication.lua") + Read("partitions.lua");
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(template)));
        Name = $"wedsync{Generation}_{hash[..8]}";
        // Every process sends it to every primary: what explains it to people stays here.
        Code = Comment().Replace(template, "").Replace("@LIBRARY@", Name, StringComparison.Ordinal);
    }

    /// <summary>The full name of one of the library's functions.</summary>
    public static string Function(string name) => string.Concat(Name, "_", name);

    /// <summary>Loads the library on every primary that lacks it. A node that cannot be reached is left for the next call.</summary>
    public static async Task EnsureAsync(IConnectionMultiplexer redis)
    {
        ArgumentNullException.ThrowIfNull(redis);
        var primaries = redis.GetServers().Where(server => server.IsConnected && !server.IsReplica);
        await Task.WhenAll(primaries.Select(EnsureAsync));
    }

    // A block, or a line that holds nothing else.
    [GeneratedRegex(@"^--\[\[.*?\]\]\n|^ *--[^\n]*\n", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Comment();

    private static string Read(string resource)
    {
        using var stream = typeof(FunctionLibrary).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {resource}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static async Task EnsureAsync(IServer server)
    {
        try
        {
            await server.ExecuteAsync("FUNCTION", "LOAD", Code);
        }
        catch (RedisServerException exception) when (exception.Message.Contains("already exists", StringComparison.Ordinal))
        {
            // Another pod of this build was here first.
        }
        catch (Exception exception) when (RedisFaults.IsOutage(exception))
        {
            // A node that is down or has just become a replica: the call that misses its functions comes back here.
        }
    }
}
