namespace WedSync.Platform.Tests.Monitoring.Rules;

public sealed class PlatformRuleTests
{
    private const string State = "job=\"kube-state-metrics\",namespace=\"wedsync-ai-cache\"";

    [Theory]
    [InlineData("0x30", 0)]
    [InlineData("0 1x29", 0)]
    [InlineData("0+1x30", 1)]
    [InlineData("500x30", 0)]
    public Task LoopFailing_AgainAndAgain_NotOnce(string failures, int firing) => new RuleScenario()
        .Series("background_loop_failures_total{job=\"cache-sync-service\",region=\"us-east\",pod=\"a\",loop=\"change-feed\"}", failures)
        .Firing("BackgroundLoopFailing", firing, "20m").RunAsync();

    [Theory]
    [InlineData(200, 1)]
    [InlineData(150, 0)]
    public Task Autoscaler_AtItsMaximum(int pods, int firing) => new RuleScenario()
        .Series($"kube_horizontalpodautoscaler_status_current_replicas{{{State},horizontalpodautoscaler=\"ai-cache-service-hpa\"}}", $"{pods}x30")
        .Series($"kube_horizontalpodautoscaler_spec_max_replicas{{{State},horizontalpodautoscaler=\"ai-cache-service-hpa\"}}", "200x30")
        .Firing("AutoscalerAtMaximum", firing, "20m").RunAsync();

    [Fact]
    public Task Autoscaler_WithoutItsMetric_Fires() => new RuleScenario()
        .Series($"kube_horizontalpodautoscaler_status_condition{{{State},horizontalpodautoscaler=\"a\",condition=\"ScalingActive\",status=\"false\"}}", "1x30")
        .Series($"kube_horizontalpodautoscaler_status_condition{{{State},horizontalpodautoscaler=\"b\",condition=\"ScalingActive\",status=\"false\"}}", "0x30")
        .Firing("AutoscalerInactive", 1, "20m").RunAsync();

    [Theory]
    [InlineData("1x60", 1)]
    [InlineData("1x30 0x30", 0)]
    public Task SeasonSwitch_ThatDoesNotEnd(string progress, int firing) => new RuleScenario()
        .Series("season_switch_in_progress{job=\"season-operator\",region=\"us-east\"}", progress)
        .Firing("SeasonSwitchStuck", firing, "55m").RunAsync();

    [Theory]
    [InlineData("0+1x30", 1)]
    [InlineData("0x10 1x20", 0)]
    public Task Pod_ThatCrashes(string restarts, int firing) => new RuleScenario()
        .Series($"kube_pod_container_status_restarts_total{{{State},pod=\"a\",container=\"app\"}}", restarts)
        .Firing("PodCrashLooping", firing, "25m").RunAsync();

    [Fact]
    public Task Pod_ThatStaysPending_Fires() => new RuleScenario()
        .Series($"kube_pod_status_phase{{{State},pod=\"a\",phase=\"Pending\"}}", "1x30")
        .Series($"kube_pod_status_phase{{{State},pod=\"b\",phase=\"Running\"}}", "1x30")
        .Series("kube_pod_status_phase{job=\"kube-state-metrics\",namespace=\"somebody-elses\",pod=\"c\",phase=\"Pending\"}", "1x30")
        .Firing("PodNotReady", 1, "20m").RunAsync();

    [Fact]
    public Task Targets_OneOfFourDown_Fires() => new RuleScenario()
        .Series("up{job=\"redis-cluster\",region=\"us-east\",pod=\"a\"}", "0x30")
        .Series("up{job=\"redis-cluster\",region=\"us-east\",pod=\"b\"}", "1x30")
        .Series("up{job=\"redis-cluster\",region=\"us-east\",pod=\"c\"}", "1x30")
        .Series("up{job=\"redis-cluster\",region=\"us-east\",pod=\"d\"}", "1x30")
        .Firing("ScrapeTargetsDown", 1, "15m").RunAsync();

    // Seconds from the scenario's start: 20 days, 10 days, 2 days.
    [Theory]
    [InlineData(1_728_000, 0, 0)]
    [InlineData(864_000, 1, 0)]
    [InlineData(172_800, 1, 1)]
    public Task Certificate(int expires, int warning, int critical) => new RuleScenario()
        .Series("certmanager_certificate_expiration_timestamp_seconds{job=\"cert-manager\",exported_namespace=\"wedsync-ai-cache\",name=\"redis-tls\"}", $"{expires}x100")
        .Firing("CertificateExpiring", warning, "90m")
        .Firing("CertificateExpiringSoon", critical, "90m").RunAsync();

    [Fact]
    public Task CertificateAndSecret_ThatAreNotMade_Fire() => new RuleScenario()
        .Series("certmanager_certificate_ready_status{job=\"cert-manager\",exported_namespace=\"n\",name=\"c\",condition=\"False\"}", "1x30")
        .Series("certmanager_certificate_ready_status{job=\"cert-manager\",exported_namespace=\"n\",name=\"c\",condition=\"True\"}", "0x30")
        .Series("externalsecret_status_condition{job=\"external-secrets\",exported_namespace=\"n\",name=\"s\",condition=\"Ready\",status=\"False\"}", "1x30")
        .Firing("CertificateNotReady", 1, "20m")
        .Firing("SecretNotSynced", 1, "20m").RunAsync();

    [Fact]
    public Task Canary_ThatWasAborted_Fires() => new RuleScenario()
        .Series("rollout_info{job=\"argo-rollouts\",exported_namespace=\"wedsync-ai-cache\",name=\"ai-cache-service\",phase=\"Degraded\"}", "1x20")
        .Firing("RolloutDegraded", 1, "10m").RunAsync();

    // Thresholds of the repository's settings: 50, 80, 100 with the cap at 100.
    [Theory]
    [InlineData(70, 0, 0)]
    [InlineData(90, 1, 0)]
    [InlineData(120, 1, 1)]
    public Task Cost(int dollars, int near, int over) => new RuleScenario()
        .Series("monthly_cost_estimate_dollars{job=\"season-operator\",region=\"us-east\"}", $"{dollars}x100")
        .Series("monthly_budget_dollars{job=\"season-operator\",region=\"us-east\"}", "100x100")
        .Firing("CostNearBudget", near, "90m")
        .Firing("CostOverCap", over, "90m").RunAsync();

    [Fact]
    public Task Notifications_ThatFail_Fire() => new RuleScenario()
        .Series("alertmanager_notifications_failed_total{job=\"alertmanager\",pod=\"a\",integration=\"pagerduty\"}", "0+1x30")
        .Series("alertmanager_notifications_total{job=\"alertmanager\",pod=\"a\",integration=\"pagerduty\"}", "0+10x30")
        .Series("alertmanager_notifications_failed_total{job=\"alertmanager\",pod=\"a\",integration=\"slack\"}", "0x30")
        .Series("alertmanager_notifications_total{job=\"alertmanager\",pod=\"a\",integration=\"slack\"}", "0+10x30")
        .Firing("AlertNotificationsFailing", 1, "20m").RunAsync();

    [Fact]
    public Task Prometheus_WithoutAlertmanager_Fires() => new RuleScenario()
        .Series("prometheus_notifications_alertmanagers_discovered{job=\"prometheus\",pod=\"a\"}", "0x20")
        .Series("prometheus_notifications_alertmanagers_discovered{job=\"prometheus\",pod=\"b\"}", "2x20")
        .Firing("MonitoringWithoutAlertmanager", 1, "10m").RunAsync();
}
