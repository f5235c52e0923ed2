using System.Text;
using System.Text.Json.Nodes;
using CliWrap;
using CliWrap.Buffered;
using WedSync.LocalPlatform.Monitoring;
using WedSync.LocalPlatform.Pods;
using WedSync.LocalPlatform.Processes;
using WedSync.LocalPlatform.Tests.Support;

namespace WedSync.LocalPlatform.Tests.Monitoring;

[Collection(RenderedStackGroup.Name)]
public sealed class MonitoringExchangeTests(RenderedStack stack)
{
    private static string Text(PodPlan pod, string name) => Encoding.UTF8.GetString(pod.Containers[0].Files.Single(f => f.Path.EndsWith(name, StringComparison.Ordinal)).Content);

    [Fact]
    public async Task Prometheus_TakesTheRenderedConfigurationAndRules()
    {
        var pod = stack.Pod("us-east", "prometheus");
        foreach (var file in pod.Containers[0].Files) PodFolder.Write(file);

        var result = await CliWrap.Cli.Wrap("promtool").WithArguments(["check", "config", pod.Containers[0].Files.Single(f => f.Path.EndsWith("prometheus.yml", StringComparison.Ordinal)).Path])
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();

        Assert.True(result.ExitCode == 0, result.StandardOutput + result.StandardError);
        Assert.Contains("rules found", result.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public void Prometheus_KeepsRelabelling_AndFindsPodsByFile()
    {
        var text = Text(stack.Pod("us-east", "prometheus"), "prometheus.yml");

        Assert.DoesNotContain("kubernetes_sd_configs", text, StringComparison.Ordinal);
        Assert.DoesNotContain("dns_sd_configs", text, StringComparison.Ordinal);
        Assert.DoesNotContain("job_name: kubelet", text, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(stack.Settings.TargetsFolder("us-east"), "pods-wedsync-ai-cache.json"), text, StringComparison.Ordinal);
        Assert.Contains("__meta_kubernetes_pod_annotation_prometheus_io_port", text, StringComparison.Ordinal);
        Assert.Contains($"{stack.Pod("us-east", "alertmanager").Ip}:9093", text, StringComparison.Ordinal);
        Assert.Contains("regex: \"9121\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void TimeScale_DividesIntervals_AndNothingElse()
    {
        var context = stack.Region("us-east").Context;
        var map = context.ConfigMaps.Single(m => m.Metadata.Name == "prometheus-config").Data["prometheus.yml"];

        var text = (context.Monitoring with { TimeFactor = 20 }).Prometheus(map);

        Assert.Contains("scrape_interval: 750ms", text, StringComparison.Ordinal);
        Assert.Contains("evaluation_interval: 750ms", text, StringComparison.Ordinal);
        Assert.Contains("scrape_timeout: 500ms", text, StringComparison.Ordinal);
        Assert.DoesNotContain("scrape_interval: 15s", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alertmanager_SendsNothingAway()
    {
        var pod = stack.Pod("us-east", "alertmanager");
        foreach (var file in pod.Containers[0].Files) PodFolder.Write(file);
        var text = Text(pod, "alertmanager.yml");

        var check = await CliWrap.Cli.Wrap("amtool").WithArguments(["check-config", pod.Containers[0].Files.Single(f => f.Path.EndsWith("alertmanager.yml", StringComparison.Ordinal)).Path])
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();

        Assert.True(check.ExitCode == 0, check.StandardOutput + check.StandardError);
        Assert.Contains("pagerduty_url: http://127.77.0.3:8080/pagerduty_url", text, StringComparison.Ordinal);
        Assert.Contains("smtp_smarthost: 127.77.0.3:25", text, StringComparison.Ordinal);
        Assert.Equal("http://127.77.0.3:8080/slack-webhook-url", Text(pod, "slack-webhook-url"));
    }

    [Fact]
    public void ReceiverOfItsOwnAddress_IsTurnedToo()
    {
        const string Text = "receivers:\n- name: a\n  webhook_configs:\n  - url: https://hooks.example.com/x\n  email_configs:\n  - to: a@b.c\n    smarthost: mail.example.com:25\n";

        var changed = stack.Region("us-east").Context.Monitoring.Alertmanager(Text);

        Assert.DoesNotContain("example.com", changed, StringComparison.Ordinal);
        Assert.Contains("url: http://127.77.0.3:8080/url", changed, StringComparison.Ordinal);
    }

    [Fact]
    public void Discovery_SaysOfAPodWhatTheClusterWould()
    {
        var pod = stack.Pod("us-east", "ai-cache-service");

        var files = DiscoveryFiles.Write("/t", [pod.Namespace, "other"], [new DiscoveredPod(pod, Ready: true)]);

        Assert.Equal("[]", files["/t/pods-other.json"]);
        var targets = JsonNode.Parse(files["/t/pods-wedsync-ai-cache.json"])!.AsArray();
        Assert.Equal([$"{pod.Ip}:3000", $"{pod.Ip}:9090"], targets.Select(t => t!["targets"]![0]!.GetValue<string>()));
        var labels = targets[1]!["labels"]!;
        Assert.Equal("9090", labels["__meta_kubernetes_pod_container_port_number"]!.GetValue<string>());
        Assert.Equal("metrics", labels["__meta_kubernetes_pod_container_port_name"]!.GetValue<string>());
        Assert.Equal("ai-cache-service", labels["__meta_kubernetes_pod_label_app"]!.GetValue<string>());
        Assert.Equal("true", labels["__meta_kubernetes_pod_annotation_prometheus_io_scrape"]!.GetValue<string>());
        Assert.Equal(pod.Hash, labels["__meta_kubernetes_pod_label_rollouts_pod_template_hash"]!.GetValue<string>());
        Assert.Equal("true", labels["__meta_kubernetes_pod_ready"]!.GetValue<string>());
    }
}
