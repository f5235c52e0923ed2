using WedSync.Platform.Components.Monitoring;
using WedSync.Platform.Components.Monitoring.Rules;
using WedSync.Platform.Tests.Tools;

namespace WedSync.Platform.Tests.Monitoring.Rules;

/// <summary>
/// Series over time and what the rules make of them, by <c>promtool test rules</c>. Values are in promtool's notation:
/// <c>0+600x20</c> starts at 0 and adds 600 at each of 20 steps of <see cref="Step"/>.
/// </summary>
internal sealed record RuleScenario
{
    /// <summary>Time between two samples.</summary>
    public const string Step = "1m";

    private readonly List<object> _series = [];
    private readonly List<object> _expressions = [];

    /// <summary>The rules under test; all of ours unless others are given.</summary>
    public IReadOnlyList<RuleFile> Rules { get; init; } = MonitoringFixtures.Rules;

    public RuleScenario Series(string series, string values)
    {
        _series.Add(new { series, values });
        return this;
    }

    /// <summary>How many alerts of a name fire at a time.</summary>
    public RuleScenario Firing(string alert, int count, string at)
    {
        return Value($"count(ALERTS{{alertname=\"{alert}\",alertstate=\"firing\"}}) or vector(0)", at, count);
    }

    /// <summary>The sum of an expression's samples at a time, to six decimals.</summary>
    public RuleScenario Value(string expression, string at, double value)
    {
        _expressions.Add(new Expression($"round(sum({expression}) * 1e6) / 1e6", at, [new Sample("{}", value)]));
        return this;
    }

    /// <summary>That an expression has no sample at a time.</summary>
    public RuleScenario Empty(string expression, string at)
    {
        _expressions.Add(new Expression(expression, at, []));
        return this;
    }

    /// <summary>Runs it; a difference fails the test with promtool's words.</summary>
    public async Task RunAsync() => (await ResultAsync()).AssertSucceeded();

    public async Task<ToolResult> ResultAsync()
    {
        using var directory = new ScratchDirectory();
        var files = MonitoringFixtures.WriteRules(directory, Rules);
        var test = MonitoringYaml.Serialize(new
        {
            rule_files = files,
            evaluation_interval = Step,
            tests = new[] { new { interval = Step, input_series = _series, promql_expr_test = _expressions } },
        });
        directory.Write("scenario.yml", test);
        return await ExternalTool.Promtool.RunAsync(directory.Path, "test", "rules", "scenario.yml");
    }

    private sealed record Expression(string Expr, string EvalTime, IReadOnlyList<Sample> ExpSamples);

    private sealed record Sample(string Labels, double Value);
}
