using System.Globalization;
using WedSync.LocalPlatform.Control;
using WedSync.LocalPlatform.Faults.Clocks;
using WedSync.LocalPlatform.Tests.Support;

namespace WedSync.LocalPlatform.Tests.Faults.Clocks;

public sealed class SkewedClockTests : IAsyncLifetime
{
    private readonly TestKubelet _kubelet = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _kubelet.DisposeAsync();

    [Theory]
    [InlineData(5_000)]
    [InlineData(-90_500)]
    public async Task Pod_SeesTheOffset_AndMeasuresDurationsAsBefore(int milliseconds)
    {
        using var clock = Clock(Tool);
        // The last is a clock that must not be changed: seconds since the machine started.
        var pod = _kubelet.Pod(_kubelet.Container("date +%s%3N; cut -d. -f1 /proc/uptime; exec sleep 300"));
        var plan = await clock.ApplyAsync(pod.Plan, TimeSpan.FromMilliseconds(milliseconds));

        await pod.StartAsync(plan);
        await _kubelet.UntilAsync(() => _kubelet.Log.Count(c => c == '\n') >= 2, "the pod's time");

        var seen = long.Parse(_kubelet.Log.Split('\n')[0], CultureInfo.InvariantCulture);
        Assert.InRange(seen - DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - milliseconds, -5_000, 0);
        Assert.Equal(milliseconds, pod.Status().ClockOffsetMilliseconds);
    }

    [Fact]
    public async Task Zero_GivesTheMachinesClockBack()
    {
        using var clock = Clock(Tool);
        var plan = _kubelet.Pod(_kubelet.Container("true")).Plan;

        var skewed = await clock.ApplyAsync(plan, TimeSpan.FromSeconds(5));
        var right = await clock.ApplyAsync(skewed, TimeSpan.Zero);

        Assert.Contains("LD_PRELOAD", skewed.Containers[0].Environment.Keys);
        Assert.Equal(plan.Containers[0].Environment, right.Containers[0].Environment);
    }

    [Fact]
    public async Task RedisServer_StartsWithIt()
    {
        using var clock = Clock(Tool);
        var socket = _kubelet.PathOf("r.sock");
        var script = $"redis-server --port 0 --unixsocket {socket} --save '' & until redis-cli -s {socket} time; do sleep 0.1; done; wait";
        var pod = _kubelet.Pod(_kubelet.Container(script));

        await pod.StartAsync(await clock.ApplyAsync(pod.Plan, TimeSpan.FromMinutes(5)));
        await _kubelet.UntilAsync(() => _kubelet.Log.Split('\n').Any(IsTime), "Redis' time");

        var seen = long.Parse(_kubelet.Log.Split('\n').First(IsTime), CultureInfo.InvariantCulture);
        Assert.InRange(seen - DateTimeOffset.UtcNow.ToUnixTimeSeconds(), 280, 300);

        static bool IsTime(string line) => line.Length == 10 && long.TryParse(line, CultureInfo.InvariantCulture, out _);
    }

    [Fact]
    public async Task NoCompiler_SaysWhatToInstall()
    {
        using var clock = Clock(_ => null);

        var error = await Assert.ThrowsAsync<LocalPlatformException>(() => clock.ApplyAsync(_kubelet.Pod(_kubelet.Container("true")).Plan, TimeSpan.FromSeconds(1)));

        Assert.Contains("apt-get install -y --no-install-recommends tcc", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(600_001)]
    [InlineData(-600_001)]
    [InlineData(double.NaN)]
    public void Offset_OutOfBounds_IsRefusedWithItsValue(double milliseconds)
        => Assert.Contains($"'{milliseconds.ToString(CultureInfo.InvariantCulture)}ms'", SkewedClock.Check(milliseconds), StringComparison.Ordinal);

    [Fact]
    public void Offset_WithinBounds_IsTaken() => Assert.Null(SkewedClock.Check(-600_000));

    private static string? Tool(string command)
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, command)).FirstOrDefault(File.Exists);

    private SkewedClock Clock(Func<string, string?> find) => new(_kubelet.PathOf("clock"), find, _kubelet.Services.Spawner);
}
