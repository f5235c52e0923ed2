using System.Globalization;
using k8s.Models;

namespace WedSync.LocalPlatform.Pods;

/// <summary>Probes and hooks with every default in force.</summary>
internal sealed class ProbeReader(PodIdentity pod, V1Container container, Func<string, string> rewrite, List<string> errors)
{
    private const int DefaultPeriodSeconds = 10;
    private const int DefaultFailureThreshold = 3;

    public ProbePlan? Probe(V1Probe? probe, string kind)
    {
        if (probe is null) return null;
        var handler = Handler(probe.Exec, probe.HttpGet, probe.TcpSocket, kind);
        if (handler is null)
        {
            errors.Add($"pod {pod.Name}, container {container.Name}: {kind} probe: its kind is not known here; allowed: exec, httpGet, tcpSocket.");
            return null;
        }

        return new ProbePlan(
            handler,
            TimeSpan.FromSeconds(probe.InitialDelaySeconds ?? 0),
            TimeSpan.FromSeconds(Positive(probe.PeriodSeconds, DefaultPeriodSeconds)),
            TimeSpan.FromSeconds(Positive(probe.TimeoutSeconds, 1)),
            Positive(probe.FailureThreshold, DefaultFailureThreshold),
            Positive(probe.SuccessThreshold, 1));
    }

    public HandlerPlan? Hook(V1LifecycleHandler? hook)
    {
        if (hook is null) return null;
        if (hook.Sleep is { } sleep) return new HandlerPlan.Sleep(TimeSpan.FromSeconds(sleep.Seconds));
        var handler = Handler(hook.Exec, hook.HttpGet, hook.TcpSocket, "preStop");
        if (handler is null) errors.Add($"pod {pod.Name}, container {container.Name}: preStop hook: its kind is not known here; allowed: exec, httpGet, tcpSocket, sleep.");
        return handler;
    }

    private HandlerPlan? Handler(V1ExecAction? exec, V1HTTPGetAction? http, V1TCPSocketAction? tcp, string kind)
    {
        if (exec is not null) return new HandlerPlan.Exec([.. exec.Command.Select(rewrite)]);
        if (tcp is not null) return Port(tcp.Port, kind) is { } port ? new HandlerPlan.Tcp(tcp.Host ?? pod.Ip, port) : null;
        if (http is null || Port(http.Port, kind) is not { } number) return null;
        var scheme = (http.Scheme ?? "HTTP").ToLowerInvariant();
        var path = http.Path is { Length: > 0 } text ? text : "/";
        var url = new Uri(string.Create(CultureInfo.InvariantCulture, $"{scheme}://{http.Host ?? pod.Ip}:{number}{(path.StartsWith('/') ? "" : "/")}{path}"));
        return new HandlerPlan.Http(url, (http.HttpHeaders ?? []).ToDictionary(h => h.Name, h => h.Value, StringComparer.OrdinalIgnoreCase));
    }

    private int? Port(IntOrString port, string kind)
    {
        if (int.TryParse(port.Value, CultureInfo.InvariantCulture, out var number)) return number;
        var named = container.Ports?.FirstOrDefault(p => p.Name == port.Value)?.ContainerPort;
        if (named is null) errors.Add($"pod {pod.Name}, container {container.Name}: {kind}: port '{port.Value}' is none of the container's ports; allowed: {string.Join(", ", (container.Ports ?? []).Select(p => p.Name))}.");
        return named;
    }

    private static int Positive(int? value, int standard) => value is { } number and > 0 ? number : standard;
}
