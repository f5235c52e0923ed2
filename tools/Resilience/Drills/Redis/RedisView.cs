using CliWrap;
using CliWrap.Buffered;
using WedSync.LocalPlatform.Control;

namespace WedSync.Drills.Redis;

/// <summary>Asks the nodes of a region's Redis cluster what they see, with the machine's redis-cli and a user that may only look.</summary>
public sealed class RedisView(StateFolder state, RegionStatus region)
{
    /// <summary>The cluster's workload.</summary>
    public const string Workload = "redis-cluster-primary";

    private const string User = "exporter";
    private const string PortName = "redis";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The cluster as a pod sees it; empty when it does not answer.</summary>
    public async Task<IReadOnlyList<ClusterNode>> SeenByAsync(PodStatus pod, CancellationToken cancellation)
    {
        var container = Path.Combine(state.Pods, region.Name, pod.Name, "redis");
        var password = await File.ReadAllTextAsync(Path.Combine(container, "etc/redis/passwords", User), cancellation);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(Patience);
        try
        {
            var answer = await CliWrap.Cli.Wrap("redis-cli")
                .WithArguments(["--no-auth-warning", "--user", User, "--tls", "--cacert", Path.Combine(container, "etc/redis/tls/ca.crt"),
                    "-h", pod.Ip, "-p", $"{pod.Port(PortName)}", "cluster", "nodes"])
                .WithEnvironmentVariables(e => e.Set("REDISCLI_AUTH", password))
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(timeout.Token);
            return answer.ExitCode == 0 && answer.StandardOutput.Contains("myself", StringComparison.Ordinal) ? ClusterNode.Parse(answer.StandardOutput) : [];
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return [];
        }
    }

    /// <summary>The cluster as the first pod sees it that answers, leaving some out.</summary>
    public async Task<IReadOnlyList<ClusterNode>> SeenByOthersAsync(PodStatus? except, CancellationToken cancellation)
    {
        foreach (var pod in region.Workload(Workload).Pods.Where(p => p.Name != except?.Name))
        {
            if (await SeenByAsync(pod, cancellation) is { Count: > 0 } nodes)
            {
                return nodes;
            }
        }

        return [];
    }
}
