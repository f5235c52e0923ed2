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
    private readonly List<Expression> _expressions = [];

    /// <summary>Rule files to choose from; ours unless others are given.</summary>
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
        var files = MonitoringFixtures.WriteRules(directory, Needed());
        var test = MonitoringYaml.Serialize(new
        {
            rule_files = files,
            evaluation_interval = Step,
            tests = new[] { new { interval = Step, input_series = _series, promql_expr_test = _expressions } },
        });
        directory.Write("scenario.yml", test);
        return await ExternalTool.Promtool.RunAsync(directory.Path, "test", "rules", "scenario.yml");
    }

    /// <summary>
    /// The files that the expectations are about, and those whose recorded series these read: evaluating all rules in every
    /// scenario would take minutes.
    /// </summary>
    private List<RuleFile> Needed()
    {
        var text = string.Concat(_expressions.Select(e => e.Expr));
        var needed = Rules.Where(f => Names(f).Any(n => text.Contains(n, StringComparison.Ordinal))).ToHashSet();
        var read = string.Concat(needed.SelectMany(f => f.Groups).SelectMany(g => g.Alerts.Select(a => a.Expression)));
        return [.. Rules.Where(f => needed.Contains(f) || Recorded(f).Any(n => read.Contains(n, StringComparison.Ordinal)))];
    }

    private static IEnumerable<string> Names(RuleFile file) => Recorded(file).Concat(file.Groups.SelectMany(g => g.Alerts).Select(a => $"\"{a.Name}\""));

    private static IEnumerable<string> Recorded(RuleFile file) => file.Groups.SelectMany(g => g.Records).Select(r => r.Name);

    private sealed record Expression(string Expr, string EvalTime, IReadOnlyList<Sample> ExpSamples);

    private sealed record Sample(string Labels, double Value);
}
