using WedSync.CacheService.Api;
using WedSync.Contracts;

namespace WedSync.CacheService.Faults;

/// <summary>Makes answers of the API fail or late, as a bad version would, to see whether a rollout notices.</summary>
internal sealed class FaultInjector(FaultPlan plan, Func<double> random, TimeProvider time)
{
    public bool IsActive => plan.IsActive;

    /// <summary>Holds the answer back if it is to be late; then the error to answer instead, or null.</summary>
    public async ValueTask<ProblemResult?> InjectAsync(CancellationToken cancellation)
    {
        if (plan.Latency > TimeSpan.Zero && random() < plan.Slow) await Task.Delay(plan.Latency, time, cancellation);
        if (random() >= plan.Errors) return null;
        var status = random() < 0.5 ? 500 : 503;
        return new ProblemResult(status, "injected-fault", $"This pod makes faults on purpose: {EnvironmentNames.Fault} is set.");
    }
}
