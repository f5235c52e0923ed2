using WedSync.Platform.Components.Monitoring.Alertmanager;
using WedSync.Platform.Components.Monitoring.Rules;
using WedSync.Platform.Tests.Tools;

namespace WedSync.Platform.Tests.Monitoring;

public sealed class AlertmanagerConfigTests
{
    private static readonly AlertmanagerConfig Config = AlertmanagerConfigFile.Build(MonitoringFixtures.Settings);

    [Fact]
    public async Task Config_IsAcceptedByAmtool()
    {
        using var directory = new ScratchDirectory();
        directory.Write(AlertmanagerConfigFile.FileName, AlertmanagerConfigFile.Render(Config));

        var result = await ExternalTool.Amtool.RunAsync(directory.Path, "check-config", AlertmanagerConfigFile.FileName);
        result.AssertSucceeded();
        Assert.Contains("3 receivers", result.Output, StringComparison.Ordinal);
        Assert.Contains("8 inhibit rules", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("severity=critical audience=platform", "platform-pager")]
    [InlineData("severity=warning audience=platform", "platform-slack")]
    [InlineData("severity=warning audience=finance", "finance-mail,platform-slack")]
    [InlineData("severity=critical audience=finance", "finance-mail,platform-pager")]
    [InlineData("alertname=SomebodysOwn", "platform-slack")]
    public async Task Alert_ReachesItsReceivers(string labels, string receivers)
    {
        using var directory = new ScratchDirectory();
        directory.Write(AlertmanagerConfigFile.FileName, AlertmanagerConfigFile.Render(Config));

        (await ExternalTool.Amtool.RunAsync(
            directory.Path,
            ["config", "routes", "test", $"--config.file={AlertmanagerConfigFile.FileName}", $"--verify.receivers={receivers}", .. labels.Split(' ')]))
            .AssertSucceeded();
    }

    [Fact]
    public void Secrets_AreNamedByFileOnly()
    {
        var text = AlertmanagerConfigFile.Render(Config);

        Assert.Contains("slack_api_url_file: /etc/alertmanager/secrets/slack-webhook-url\n", text, StringComparison.Ordinal);
        Assert.Contains("routing_key_file: /etc/alertmanager/secrets/pagerduty-key\n", text, StringComparison.Ordinal);
        Assert.Contains("smtp_auth_password_file: /etc/alertmanager/secrets/smtp-password\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("slack_api_url:", text, StringComparison.Ordinal);
        Assert.DoesNotContain("routing_key:", text, StringComparison.Ordinal);
        Assert.DoesNotContain("smtp_auth_password:", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Finance_IsToldByMail_TheTeamInItsChannel()
    {
        Assert.Equal("finance@wedsync.com", Config.Receivers.Single(r => r.Name == "finance-mail").EmailConfigs!.Single().To);
        Assert.Equal("#wedsync-platform", Config.Receivers.Single(r => r.Name == "platform-slack").SlackConfigs!.Single().Channel);
        Assert.Single(Config.Receivers.Single(r => r.Name == "platform-pager").PagerdutyConfigs!);
    }

    /// <summary>An alert that is renamed in the rules would lose its inhibition without any error.</summary>
    [Fact]
    public void Inhibition_NamesAlertsThatExist()
    {
        var alerts = RuleCatalogue.Alerts(MonitoringFixtures.Rules).Select(a => a.Name).ToHashSet();
        var named = Config.InhibitRules
            .SelectMany(r => r.SourceMatchers.Concat(r.TargetMatchers))
            .Where(m => m.StartsWith("alertname=\"", StringComparison.Ordinal))
            .Select(m => m["alertname=\"".Length..^1]);

        Assert.All(named, name => Assert.Contains(name, alerts));
    }
}
