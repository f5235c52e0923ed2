using System.Text.RegularExpressions;
using WedSync.Platform.Components.Monitoring.Rules;

namespace WedSync.Platform.Tests.Monitoring;

public sealed partial class RunbookTests
{
    private const string Index = "README.md";

    private static readonly string Folder = Path.Combine(TestSettings.Root, "docs", "runbooks");

    public static TheoryData<string> Alerts => new(RuleCatalogue.Alerts(MonitoringFixtures.Rules).Select(a => a.Name));

    [Theory]
    [MemberData(nameof(Alerts))]
    public void Alert_LinksToAPageThatSaysWhatToDo(string alert)
    {
        var url = RuleFileYaml.RunbookUrl(alert, MonitoringFixtures.Settings.Alerting.RunbookBaseUrl);
        var file = url[(url.LastIndexOf('/') + 1)..];

        Assert.Equal($"https://github.com/wedsync/platform/blob/main/docs/runbooks/{alert}.md", url);
        var text = File.ReadAllText(Path.Combine(Folder, file));
        Assert.StartsWith($"# {alert}\n", text, StringComparison.Ordinal);
        Assert.All(["**Meaning.**", "**Impact.**", "## Look at", "```sh", "## Do", "## Escalate"], part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    /// <summary>A page of an alert that is gone sends people after something that cannot fire.</summary>
    [Fact]
    public void EveryPage_BelongsToAnAlert()
    {
        var alerts = RuleCatalogue.Alerts(MonitoringFixtures.Rules).Select(a => $"{a.Name}.md").ToHashSet();

        Assert.All(Pages().Where(p => p != Index), page => Assert.Contains(page, alerts));
    }

    [Fact]
    public void LinksBetweenPages_LeadSomewhere()
    {
        var pages = Pages().ToHashSet();

        Assert.All(
            pages.SelectMany(p => Link().Matches(File.ReadAllText(Path.Combine(Folder, p))).Select(m => m.Groups[1].Value)),
            target => Assert.Contains(target, pages));
    }

    /// <summary>A query with a recorded series that nobody records answers nothing, at three in the morning.</summary>
    [Fact]
    public void RecordedSeriesOfPages_AreRecorded()
    {
        var recorded = MonitoringFixtures.Rules.SelectMany(f => f.Groups).SelectMany(g => g.Records).Select(r => r.Name).ToHashSet();
        var used = Pages()
            .SelectMany(p => Recorded().Matches(File.ReadAllText(Path.Combine(Folder, p))).Select(m => m.Value))
            .ToHashSet();

        Assert.NotEmpty(used);
        Assert.Empty(used.Except(recorded));
    }

    private static IEnumerable<string> Pages() => Directory.EnumerateFiles(Folder, "*.md").Select(p => Path.GetFileName(p));

    [GeneratedRegex(@"\]\(([A-Za-z]+\.md)\)")]
    private static partial Regex Link();

    [GeneratedRegex("(?:region|cluster):[a-z_0-9]+:[a-z_0-9]+")]
    private static partial Regex Recorded();
}
