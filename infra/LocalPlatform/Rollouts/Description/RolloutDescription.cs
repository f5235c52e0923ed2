namespace WedSync.LocalPlatform.Rollouts.Description;

/// <summary>What a Rollout says about its canaries.</summary>
public sealed record RolloutDescription
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>In their order.</summary>
    public required IReadOnlyList<RolloutStep> Steps { get; init; }

    /// <summary>Metrics of all templates of the background analysis, arguments still open.</summary>
    public required IReadOnlyList<MetricDescription> Metrics { get; init; }

    /// <summary>Arguments whose value is known before there is a canary.</summary>
    public required IReadOnlyDictionary<string, string> Arguments { get; init; }

    /// <summary>Arguments that stand for the canary's pod template hash.</summary>
    public required IReadOnlyList<string> HashArguments { get; init; }

    /// <summary>Step from which on the analysis runs, from 0.</summary>
    public int AnalysisFrom { get; init; }

    /// <summary>How long an aborted canary stays without requests before it ends; null = it stays.</summary>
    public TimeSpan? AbortScaleDownDelay { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>A step of a canary.</summary>
public abstract record RolloutStep;

/// <summary>Sends requests with a header to the canary.</summary>
/// <param name="Header">Its name.</param>
/// <param name="Value">Its exact value; null with <see cref="Header"/> null = no such route any more.</param>
public sealed record SetHeaderRouteStep(string? Header, string? Value) : RolloutStep
{
    /// <inheritdoc/>
    public override string ToString() => Header is null ? "setHeaderRoute none" : $"setHeaderRoute {Header}: {Value}";
}

/// <summary>Gives the canary a share of all requests.</summary>
/// <param name="Weight">Percent.</param>
public sealed record SetWeightStep(int Weight) : RolloutStep
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"setWeight {Weight} %");
}

/// <summary>Waits while the analysis goes on.</summary>
/// <param name="Duration">Null = until a person promotes it.</param>
public sealed record PauseStep(TimeSpan? Duration) : RolloutStep
{
    /// <inheritdoc/>
    public override string ToString() => Duration is { } duration ? $"pause {duration:hh\\:mm\\:ss}" : "pause until promoted";
}

/// <summary>A metric of an AnalysisTemplate.</summary>
public sealed record MetricDescription
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>PromQL, with <c>{{args.name}}</c> for arguments.</summary>
    public required string Query { get; init; }

    /// <summary>Wait before the first measurement.</summary>
    public TimeSpan InitialDelay { get; init; }

    /// <summary>Between two measurements; null = one measurement.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>Measurements after which it has succeeded; null with an interval = it never ends by itself.</summary>
    public int? Count { get; init; }

    /// <summary>Failed measurements that are borne.</summary>
    public int FailureLimit { get; init; }

    /// <summary>Inconclusive measurements that are borne.</summary>
    public int InconclusiveLimit { get; init; }

    /// <summary>Errors in a row that are borne.</summary>
    public int ConsecutiveErrorLimit { get; init; } = 4;

    /// <summary>Empty = the opposite of the failure condition.</summary>
    public string SuccessCondition { get; init; } = "";

    /// <summary>Empty = the opposite of the success condition.</summary>
    public string FailureCondition { get; init; } = "";
}
