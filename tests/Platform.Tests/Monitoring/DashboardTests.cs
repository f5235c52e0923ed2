using System.Text.Json.Nodes;
using WedSync.Platform.Components.Monitoring.Grafana;
using WedSync.Platform.Components.Monitoring.Rules;
using WedSync.Platform.Tests.Tools;

namespace WedSync.Platform.Tests.Monitoring;

public sealed class DashboardTests
{
    [Fact]
    public async Task EveryQuery_IsPromql()
    {
        var queries = DashboardCatalogue.All
            .SelectMany(d => d.Panels)
            .SelectMany(p => p.Queries)
            .Select((q, i) => new RecordingRule($"dashboard:query:{i}", q.Expression))
            .ToList();
        using var directory = new ScratchDirectory();
        var files = MonitoringFixtures.WriteRules(directory, [new RuleFile("queries.yml", [new RuleGroup { Name = "queries", Records = queries }])]);

        var result = await ExternalTool.Promtool.RunAsync(directory.Path, ["check", "rules", .. files]);
        result.AssertSucceeded();
        Assert.Contains($"{queries.Count} rules found", result.Output, StringComparison.Ordinal);
    }

    /// <summary>A recorded series that no rule records is an empty graph.</summary>
    [Fact]
    public void EveryRecordedSeriesOfAQuery_IsRecorded()
    {
        var recorded = MonitoringFixtures.Rules.SelectMany(f => f.Groups).SelectMany(g => g.Records).Select(r => r.Name).ToHashSet();
        var used = DashboardCatalogue.All
            .SelectMany(d => d.Panels)
            .SelectMany(p => p.Queries)
            .SelectMany(q => System.Text.RegularExpressions.Regex.Matches(q.Expression, "(?:region|cluster):[a-z_0-9]+:[a-z_0-9]+"))
            .Select(m => m.Value)
            .ToHashSet();

        Assert.Contains("region:cache_hits:ratio_rate5m", used);
        Assert.Empty(used.Except(recorded));
    }

    [Fact]
    public void Dashboards_HaveStableIds_AndAskTheProvisionedDatasource()
    {
        Assert.Equal(
            ["wedsync-overview", "wedsync-redis", "wedsync-replication", "wedsync-season-cost", "wedsync-slo"],
            DashboardCatalogue.All.Select(d => d.Uid));
        foreach (var dashboard in DashboardCatalogue.All.Select(d => JsonNode.Parse(DashboardJson.Render(d))!))
        {
            Assert.All(dashboard["panels"]!.AsArray(), p => Assert.Equal("prometheus", p!["datasource"]!["uid"]!.GetValue<string>()));
        }

        Assert.Contains("uid: prometheus\n", DatasourceFile.Datasources(), StringComparison.Ordinal);
        Assert.Contains("url: http://prometheus.wedsync-monitoring:9090\n", DatasourceFile.Datasources(), StringComparison.Ordinal);
        Assert.Contains($"path: {DatasourceFile.DashboardsDirectory}\n", DatasourceFile.DashboardProvider(), StringComparison.Ordinal);
    }

    [Fact]
    public void Panels_DoNotOverlap()
    {
        foreach (var dashboard in DashboardCatalogue.All.Select(d => JsonNode.Parse(DashboardJson.Render(d))!))
        {
            var places = dashboard["panels"]!.AsArray().Select(p => (p!["gridPos"]!["x"]!.GetValue<int>(), p["gridPos"]!["y"]!.GetValue<int>())).ToList();
            Assert.Equal(places.Count, places.Distinct().Count());
            Assert.All(places, p => Assert.InRange(p.Item1, 0, 16));
        }
    }

    [Fact]
    public void HitRate_IsDrawnRedUnderTheAlertsThreshold()
    {
        var overview = JsonNode.Parse(DashboardJson.Render(DashboardCatalogue.All[0]))!;
        var panel = overview["panels"]!.AsArray().Single(p => p!["title"]!.GetValue<string>() == "Cache hit rate")!;

        Assert.Equal(
            """[{"color":"red","value":null},{"color":"green","value":0.8}]""",
            panel["fieldConfig"]!["defaults"]!["thresholds"]!["steps"]!.ToJsonString());
        Assert.Equal("region:cache_hits:ratio_rate5m", panel["targets"]![0]!["expr"]!.GetValue<string>());
    }
}
