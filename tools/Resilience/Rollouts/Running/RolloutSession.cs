using WedSync.LoadGenerator;
using WedSync.LoadGenerator.Schedule;
using WedSync.LocalPlatform.Control;
using WedSync.LocalPlatform.Monitoring;
using WedSync.Rollouts.Analysis;
using WedSync.Rollouts.Steps;

namespace WedSync.Rollouts.Running;

/// <summary>What to roll out, and under which load.</summary>
public sealed record RolloutRequest
{
    /// <summary>The region.</summary>
    public required string Region { get; init; }

    /// <summary>Version of the canary, from which its pod template hash is made.</summary>
    public required string Version { get; init; }

    /// <summary>Variables that the canary has beside the stable pods'.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>How much faster time runs.</summary>
    public required double Factor { get; init; }

    /// <summary>Requests a second while it runs: without traffic there is nothing to analyse.</summary>
    public required double Rate { get; init; }

    /// <summary>Gives a token that may read and write.</summary>
    public required Func<CancellationToken, ValueTask<string>> Token { get; init; }
}

/// <summary>What a rollout did.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Served">Requests and failures by the backend that answered, from the canary's start to the end.</param>
public sealed record RolloutReport(RolloutOutcome Outcome, IReadOnlyDictionary<string, BackendCount> Served)
{
    private const string CanarySuffix = "/canary";

    /// <summary>Failed requests that the canary is not to blame for.</summary>
    public long FailuresBesideCanary => Served.Where(s => !s.Key.EndsWith(CanarySuffix, StringComparison.Ordinal)).Sum(s => s.Value.Failures);
}

/// <summary>Rolls a version out on the running platform.</summary>
public static class RolloutSession
{
    private const int Keys = 200;
    private const double AsDescribed = 1;

    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    /// <summary>Starts the canary, walks its steps under load, and ends with it promoted or gone.</summary>
    /// <exception cref="RolloutException">The description holds what is not walked here.</exception>
    /// <exception cref="LocalPlatformException">The platform does not run or the canary does not start.</exception>
    public static async Task<RolloutReport> RunAsync(
        LocalPlatformClient platform, StateFolder state, RolloutRequest request, IRolloutListener listener, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentNullException.ThrowIfNull(request);
        var status = await platform.StatusAsync(cancellation);
        var region = status.Region(request.Region);
        var (rollout, templates) = RolloutManifests.Read(state, request.Region);
        var name = (string)rollout["metadata"]!["name"]!;
        var stable = region.Workload(name).Pods.First(p => p.Role == "stable");
        // Read once before anything starts, so that what is not walked here is said before something has changed.
        RolloutPlan.Read(rollout, templates, "", stable.Hash ?? "");

        var served = new ServedBy();
        using var load = new LoadRunner(LoadOf(status, request, served));
        await load.FillAsync(cancellation);
        await platform.SetMonitoringTimeScaleAsync(request.Factor, cancellation);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var offering = load.RunAsync(stop.Token);
        try
        {
            var canary = await platform.StartCanaryAsync(request.Region, name, new CanaryRequest(request.Environment, request.Version), cancellation);
            var plan = RolloutPlan.Read(rollout, templates, canary.Hash ?? "", stable.Hash ?? "");
            await WarmAsync(plan, LoadOf(status, request, new ServedBy()), request.Factor, cancellation);
            var prometheus = region.PrometheusUrl ?? throw new RolloutException($"Prometheus: does not run in {request.Region}; without it nothing can be analysed. Look with ./wedsync status.");
            using var http = new HttpClient();
            var walk = new RolloutWalk(
                plan, new LocalCanary(platform, request.Region, name), new PrometheusSource(new PrometheusQueries(http, prometheus)), listener, TimeProvider.System);
            return new RolloutReport(await walk.RunAsync(request.Factor, cancellation), served.Counts);
        }
        finally
        {
            await stop.CancelAsync();
            await offering;
            await platform.SetMonitoringTimeScaleAsync(AsDescribed, CancellationToken.None);
        }
    }

    // A process that has just started compiles its code while it answers. That takes as long as ever, however fast time runs here: it is
    // over, and out of the queries' ranges, before the first step, as it is in a pause of minutes.
    private static async Task WarmAsync(RolloutPlan plan, LoadPlan load, double factor, CancellationToken cancellation)
    {
        if (plan.Steps.OfType<RolloutStep.SetHeaderRoute>().FirstOrDefault() is not { } route)
        {
            return;
        }

        using var warmer = new LoadRunner(load with { Duration = WarmUp, Handler = sender => new HeaderHandler(route.Header, route.Value) { InnerHandler = sender } });
        await warmer.RunAsync(cancellation);
        await Task.Delay(plan.Metrics.Max(m => GoDuration.LongestRange(m.Query)) / factor, cancellation);
    }

    private static LoadPlan LoadOf(PlatformStatus status, RolloutRequest request, ServedBy served) => new()
    {
        Target = status.Gateway?.Url ?? throw new RolloutException("gateway: does not run; a canary gets its share of the requests from it. Look with ./wedsync status."),
        Token = request.Token,
        Regions = [request.Region],
        Rate = RateProfile.Constant(request.Rate),
        Duration = Longest,
        Mix = new OperationMix(95, 5, 0),
        Keys = Keys,
        KeyPrefix = "rollout",
        Handler = served.Before,
    };

    private sealed class HeaderHandler(string name, string value) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.TryAddWithoutValidation(name, value);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
