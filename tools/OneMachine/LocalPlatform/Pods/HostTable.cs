using System.Globalization;
using System.Text.RegularExpressions;
using k8s.Models;
using WedSync.LocalPlatform.Manifests;

namespace WedSync.LocalPlatform.Pods;

/// <summary>
/// Stands for the cluster's DNS: replaces the names of Services and pods in a text by addresses of this machine, and the port of a
/// Service by the port of its pods. A name without pods here gets an address where nothing listens. A headless Service with several
/// pods becomes a list of them, as a lookup would give.
/// </summary>
/// <remarks>
/// A bare name such as <c>prometheus</c> is also a word: it is taken for a host only after <c>://</c> or before a port.
/// </remarks>
public sealed class HostTable
{
    private const int HttpPort = 80;
    private const int HttpsPort = 443;

    private readonly Dictionary<string, Target> _qualified = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Namespace, string Name), Target> _bare = [];
    private readonly Lazy<Regex> _pattern;

    private HostTable() => _pattern = new Lazy<Regex>(BuildPattern);

    /// <summary>Names of a region.</summary>
    /// <param name="manifests">Its objects.</param>
    /// <param name="pods">Its pods here; empty for a region that does not run.</param>
    /// <param name="network">Addresses.</param>
    public static HostTable Of(RegionManifests manifests, IReadOnlyList<PodIdentity> pods, LoopbackNetwork network)
    {
        var table = new HostTable();
        foreach (var service in manifests.Services)
        {
            table.AddService(service, [.. pods.Where(p => p.Workload.Namespace == service.Namespace() && Selects(service, p.Workload))], network);
        }

        foreach (var set in manifests.StatefulSets) table.AddPodNames(set, pods, network);
        table.AddOutsideNames(manifests);
        return table;
    }

    /// <summary>What its names outside the cluster lead to: a pod's address and a port; empty where no pod stands behind them.</summary>
    public IReadOnlyList<(string Ip, int Port)> OutsideEndpoints
        => [.. _qualified.Values.Where(t => t is { IsOutside: true, HasPods: true }).SelectMany(t => t.Ports.Values.Select(port => (t.Ips[0], port))).Distinct()];

    /// <summary>Adds the names that another region has outside its cluster.</summary>
    /// <param name="other">The other region.</param>
    /// <param name="link">Address of the link that leads there; null = they lead to its pods themselves.</param>
    public void AddOutsideNamesOf(HostTable other, string? link = null)
    {
        foreach (var (name, target) in other._qualified.Where(p => p.Value.IsOutside))
        {
            // A name of the other region, not one that this region has to tell on.
            _qualified[name] = (link is not null && target.HasPods ? target with { Ips = [link] } : target) with { IsOutside = false };
        }
    }

    /// <summary>Whether a name is one of this region that others dial from outside the cluster.</summary>
    public bool IsOutside(string name) => _qualified.TryGetValue(name, out var target) && target.IsOutside;

    /// <summary>Pods behind a Service: addresses and the port that a port of the Service leads to.</summary>
    public IReadOnlyList<string> Endpoints(string @namespace, string service, int port)
        => _bare.TryGetValue((@namespace, service), out var target)
            ? [.. target.Ips.Select(ip => $"{ip}:{target.Map(port).ToString(CultureInfo.InvariantCulture)}")]
            : [];

    /// <summary>Addresses of a name of the cluster; empty where it has none.</summary>
    public IReadOnlyList<string> Addresses(string name) => _qualified.TryGetValue(name, out var target) ? target.Ips : [];

    /// <summary>A text with addresses for names.</summary>
    /// <param name="text">The text.</param>
    /// <param name="namespace">Namespace whose Services may be named without it.</param>
    public string Rewrite(string text, string @namespace) => _pattern.Value.Replace(text, match => Replace(match, @namespace));

    private static bool Selects(V1Service service, Workload workload)
        => service.Spec.Selector is { Count: > 0 } selector
            && selector.All(pair => workload.Labels.TryGetValue(pair.Key, out var value) && value == pair.Value);

    private string Replace(Match match, string @namespace)
    {
        var name = match.Groups["name"].Value;
        var scheme = match.Groups["scheme"].Value;
        var port = match.Groups["port"] is { Success: true } group ? int.Parse(group.Value, CultureInfo.InvariantCulture) : (int?)null;
        if (!_qualified.TryGetValue(name, out var target)
            && (!_bare.TryGetValue((@namespace, name), out target) || (scheme.Length == 0 && port is null)))
        {
            return match.Value;
        }

        // A list only where a list was meant: an address in a URL has one host.
        var ips = target.IsHeadless && scheme.Length == 0 && port is not null ? target.Ips : target.Ips.Take(1);
        var suffix = Suffix(target, scheme, port);
        return scheme + string.Join(',', ips.Select(ip => ip + suffix));
    }

    private static string Suffix(Target target, string scheme, int? port)
    {
        var standard = scheme.StartsWith("https", StringComparison.Ordinal) ? HttpsPort : HttpPort;
        var wanted = port ?? (scheme.StartsWith("http", StringComparison.Ordinal) ? standard : null);
        if (wanted is not { } number) return "";
        var mapped = target.Map(number);
        return port is null && mapped == number ? "" : string.Create(CultureInfo.InvariantCulture, $":{mapped}");
    }

    private Regex BuildPattern()
    {
        var names = _qualified.Keys.Concat(_bare.Keys.Select(k => k.Name)).Distinct().OrderByDescending(n => n.Length).Select(Regex.Escape);
        return new Regex(
            $@"(?<scheme>[a-z][a-z0-9+]*://)?(?<![A-Za-z0-9_.\-])(?<name>{string.Join('|', names)})(?![A-Za-z0-9_\-]|\.[A-Za-z0-9])(?::(?<port>\d{{1,5}})(?!\d))?",
            RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);
    }

    private void AddService(V1Service service, List<PodIdentity> pods, LoopbackNetwork network)
    {
        var ips = pods.Select(p => p.Ip).ToList();
        var container = pods.FirstOrDefault()?.Workload.Template.Spec.Containers ?? [];
        var target = new Target(ips.Count > 0 ? ips : [network.Absent], Ports(service, container), IsHeadless: service.Spec.ClusterIP == "None") { HasPods = ips.Count > 0 };
        _bare[(service.Namespace(), service.Name())] = target;
        foreach (var name in Qualified($"{service.Name()}.{service.Namespace()}")) _qualified[name] = target;
    }

    private static Dictionary<int, int> Ports(V1Service service, IList<V1Container> containers)
    {
        var named = containers.SelectMany(c => c.Ports ?? []).Where(p => p.Name is not null).GroupBy(p => p.Name).ToDictionary(g => g.Key, g => g.First().ContainerPort);
        var ports = new Dictionary<int, int>();
        foreach (var port in service.Spec.Ports)
        {
            var text = port.TargetPort?.Value;
            if (text is null || !int.TryParse(text, CultureInfo.InvariantCulture, out var number)) number = named.GetValueOrDefault(text ?? "", port.Port);
            ports.TryAdd(port.Port, number);
        }

        return ports;
    }

    private void AddPodNames(V1StatefulSet set, IReadOnlyList<PodIdentity> pods, LoopbackNetwork network)
    {
        var own = pods.Where(p => p.Workload.Kind == WorkloadKind.StatefulSet && p.Workload.Name == set.Name() && p.Workload.Namespace == set.Namespace())
            .ToDictionary(p => p.Name, p => p.Ip, StringComparer.Ordinal);
        for (var ordinal = 0; ordinal < (set.Spec.Replicas ?? 1); ordinal++)
        {
            var pod = string.Create(CultureInfo.InvariantCulture, $"{set.Name()}-{ordinal}");
            var target = new Target([own.GetValueOrDefault(pod, network.Absent)], new Dictionary<int, int>(), IsHeadless: false);
            foreach (var name in Qualified($"{pod}.{set.Spec.ServiceName}.{set.Namespace()}")) _qualified[name] = target;
            _qualified[$"{pod}.{set.Spec.ServiceName}"] = target;
        }
    }

    /// <summary>A certificate for a Service that also names a host outside the cluster says which host leads to that Service.</summary>
    private void AddOutsideNames(RegionManifests manifests)
    {
        foreach (var certificate in manifests.Certificates)
        {
            var inside = certificate.DnsNames.Select(name => _qualified.GetValueOrDefault(name)).FirstOrDefault(t => t is not null);
            if (inside is null) continue;
            foreach (var name in certificate.DnsNames.Where(n => n.Contains('.', StringComparison.Ordinal) && !n.StartsWith('*')))
            {
                _qualified.TryAdd(name, inside with { IsOutside = true });
            }
        }
    }

    private static IEnumerable<string> Qualified(string name) => [name, $"{name}.svc", $"{name}.svc.cluster.local"];

    private sealed record Target(IReadOnlyList<string> Ips, IReadOnlyDictionary<int, int> Ports, bool IsHeadless)
    {
        public bool IsOutside { get; init; }

        public bool HasPods { get; init; }

        public int Map(int port) => Ports.GetValueOrDefault(port, port);
    }
}
