using WedSync.Platform.Components.Monitoring.Prometheus;
using WedSync.Platform.Components.Monitoring.Rules;
using WedSync.Platform.Configuration;
using WedSync.Platform.Tests.Tools;

namespace WedSync.Platform.Tests.Monitoring;

/// <summary>What the monitoring tests share.</summary>
internal static class MonitoringFixtures
{
    public const string Region = "us-east";

    public static readonly PlatformSettings Settings = TestSettings.For("peak-us-east");

    public static readonly IReadOnlyList<RuleFile> Rules = RuleCatalogue.For(Settings, Settings.Region(Region));

    /// <summary>Writes rule files into a folder and returns their names.</summary>
    public static IReadOnlyList<string> WriteRules(ScratchDirectory directory, IReadOnlyList<RuleFile> rules)
    {
        foreach (var file in rules)
        {
            directory.Write(file.FileName, RuleFileYaml.Render(file, Settings.Alerting.RunbookBaseUrl));
        }

        return [.. rules.Select(r => r.FileName)];
    }

    /// <summary>The configuration with the paths of the tests' folder.</summary>
    public static PrometheusConfig ConfigIn(ScratchDirectory directory) => PrometheusConfigFile.Build(Region, Rules, directory.Path);
}
