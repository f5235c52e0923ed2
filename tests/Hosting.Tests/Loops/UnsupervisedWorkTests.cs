using System.Reflection;
using WedSync.CacheService;
using WedSync.Core.Redis;
using WedSync.Hosting.Loops;
using WedSync.SyncWorker.Hosting;
using WedSync.TestKit.Processes;

namespace WedSync.Hosting.Tests.Loops;

/// <summary>Whatever goes on by itself in a service is a supervised loop, or stands here with the reason why it need not be one.</summary>
public sealed class UnsupervisedWorkTests
{
    private static readonly Dictionary<string, string> Known = new()
    {
        ["AuditLog: run"] = "writes lines until it is closed; whatever fails goes to those who wait for their line",
        ["CacheServiceHost: task"] = "ends connections at the process' end",
        ["Coherence: task"] = "one question to a primary; it catches everything, and silence is what tells",
        ["DrainingLifetime: task"] = "waits once, then ends the process",
        ["RedisCluster: task"] = "one look at the topology; it catches everything, and the next fault asks again",
        ["RedisCluster: timer"] = "the connection's own loop: it is there without a supervisor too, and catches everything",
        ["SharedScan`1: run"] = "a scan that callers wait for",
        ["Signal: timer"] = "ends with the wait that made it",
        ["RegionSyncService: task"] = "whichever of a session's halves ends first; both are awaited after",
    };

    public static TheoryData<string> Assemblies => [.. Services().Select(assembly => assembly.GetName().Name!)];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void WorkThatGoesOnByItself_IsALoop_OrKnown(string name)
    {
        var assembly = Services().Single(assembly => assembly.GetName().Name == name);
        var loops = assembly.GetTypes().Where(typeof(IBackgroundLoop).IsAssignableFrom).Select(type => $"{type.Name}: timer").ToHashSet();
        var unknown = UnsupervisedWork.Of(assembly).Except(loops).Except(Known.Keys).ToList();
        Assert.True(unknown.Count == 0, string.Join('\n', unknown));
    }

    [Fact]
    public void KnownWork_IsStillThere() =>
        Assert.Empty(Known.Keys.Except(Services().SelectMany(UnsupervisedWork.Of)));

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void NoServiceHasHostedWorkOfItsOwn(string name)
    {
        var types = Services().Single(assembly => assembly.GetName().Name == name).GetTypes();
        Assert.DoesNotContain(types, type => typeof(Microsoft.Extensions.Hosting.IHostedService).IsAssignableFrom(type) && type != typeof(LoopSupervisor));
    }

    [Fact]
    public void Finder_FindsWhatItIsFor()
    {
        var found = UnsupervisedWork.Of(typeof(UnsupervisedWorkTests).Assembly);
        Assert.Contains("Forgetful: task", found);
        Assert.Contains("Forgetful: timer", found);
        Assert.Contains("Forgetful: run", found);
    }

    private static Assembly[] Services() =>
        [typeof(RedisCluster).Assembly, typeof(LoopSupervisor).Assembly, typeof(CacheServiceHost).Assembly, typeof(SyncEngine).Assembly];
}

/// <summary>What must be found.</summary>
internal static class Forgetful
{
    public static async Task TickAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1));
        await timer.WaitForNextTickAsync(cancellation);
    }

    public static void Forget() => _ = TickAsync(CancellationToken.None);

    public static Task Send() => Task.Run(Forget);
}
