using WedSync.LocalPlatform.Control;
using WedSync.LocalPlatform.Pods;
using WedSync.LocalPlatform.Tests.Support;

namespace WedSync.LocalPlatform.Tests.Pods;

public sealed class VariableExpansionTests
{
    private static readonly Dictionary<string, string> Variables = new() { ["POD"] = "redis-0", ["EMPTY"] = "" };

    [Theory]
    [InlineData("$(POD).redis", "redis-0.redis")]
    [InlineData("$$(POD)", "$(POD)")]
    [InlineData("$(UNKNOWN)", "$(UNKNOWN)")]
    [InlineData("a$(EMPTY)b", "ab")]
    [InlineData("cost $5 and $", "cost $5 and $")]
    [InlineData("$(POD", "$(POD")]
    [InlineData("$$$(POD)", "$redis-0")]
    public void Expand_IsAsKubernetesDoesIt(string text, string expected) => Assert.Equal(expected, VariableExpansion.Expand(text, Variables));
}

public sealed class PathMapTests
{
    private readonly PathMap _paths = new("/s/pod", ["/data", "/etc/redis/config", "/prometheus"]);

    [Theory]
    [InlineData("/data", "/s/pod/data")]
    [InlineData("--path=/data", "--path=/s/pod/data")]
    [InlineData("/data/x /database", "/s/pod/data/x /database")]
    [InlineData("sh /etc/redis/config/start.sh", "sh /s/pod/etc/redis/config/start.sh")]
    [InlineData("/etc/redis/configuration", "/etc/redis/configuration")]
    [InlineData("metrics_path: /stats/prometheus", "metrics_path: /stats/prometheus")]
    [InlineData("http://host:9090/prometheus", "http://host:9090/prometheus")]
    [InlineData("$DIR/data ${DIR}/data", "$DIR/data ${DIR}/data")]
    [InlineData("\"/data\", '/data'", "\"/s/pod/data\", '/s/pod/data'")]
    public void Rewrite_MovesWhatStartsAtAMount(string text, string expected) => Assert.Equal(expected, _paths.Rewrite(text));

    [Fact]
    public void Rewrite_WithoutMounts_ChangesNothing() => Assert.Equal("/data", new PathMap("/s", []).Rewrite("/data"));
}

[Collection(RenderedStackGroup.Name)]
public sealed class HostTableTests(RenderedStack stack)
{
    private const string Namespace = "wedsync-ai-cache";

    private string Rewrite(string text, string @namespace = Namespace) => stack.Region("us-east").Context.Hosts.Rewrite(text, @namespace);

    private string Ip(string workload) => stack.Pod("us-east", workload).Ip;

    [Fact]
    public void Service_PortBecomesItsTarget()
    {
        var cache = Ip("ai-cache-service");

        Assert.Equal($"http://{cache}:3000", Rewrite("http://ai-cache-service-stable"));
        Assert.Equal($"http://{cache}:3000/v1", Rewrite("http://ai-cache-service-stable:80/v1"));
        Assert.Equal($"http://{Ip("prometheus")}:9090", Rewrite("http://prometheus.wedsync-monitoring:9090"));
        Assert.Equal($"http://{Ip("prometheus")}:9090", Rewrite("http://prometheus:9090", "wedsync-monitoring"));
    }

    [Theory]
    [InlineData("job_name: prometheus")]
    [InlineData("regex: grafana|alertmanager")]
    [InlineData("app: redis-cluster-primary")]
    [InlineData("my-prometheus.wedsync-monitoring.svc.example")]
    [InlineData("prometheus:9090")]
    public void Word_ThatIsNoHostHere_Stays(string text) => Assert.Equal(text, Rewrite(text));

    [Fact]
    public void HeadlessService_BecomesAListOnlyWhereOneFits()
    {
        Assert.Equal(6, Rewrite("redis-cluster-primary.wedsync-ai-cache.svc.cluster.local:6379").Split(',').Length);
        Assert.Equal($"rediss://{Ip("redis-cluster-primary")}:6379", Rewrite("rediss://redis-cluster-primary.wedsync-ai-cache.svc:6379"));
    }

    [Fact]
    public void Service_WithoutPodsHere_RefusesAtOnce() => Assert.Equal("http://127.77.0.254:8000", Rewrite("http://ml-prediction:8000"));

    [Theory]
    [InlineData("10.0.0.0/16")]
    [InlineData("127.77.0.0/8")]
    [InlineData("127.77.1.0/16")]
    [InlineData("127.300.0.0/16")]
    [InlineData("x")]
    public void Network_OutsideLoopback_IsRefused(string text)
        => Assert.Contains("allowed: 127.<0 to 255>.0.0/16", Assert.Throws<LocalPlatformException>(() => LoopbackNetwork.Parse(text)).Message, StringComparison.Ordinal);
}
