using System.Globalization;
using k8s.Models;
using WedSync.Contracts;
using WedSync.LocalPlatform.Control;

namespace WedSync.LocalPlatform.Pods;

/// <summary>
/// Turns a pod of the description into processes of this machine. Names of hosts become addresses, mounted paths move into the
/// container's folder, an image becomes a program. Everything else is taken as it stands. What a process here cannot have is left
/// alone: users, capabilities, limits, scheduling, network policies.
/// </summary>
public static class PodTranslator
{
    private const int DefaultGraceSeconds = 30;
    private const string AnyAddress = "0.0.0.0:";
    private const string ConfigFileFlag = "--config.file=";

    /// <summary>A pod's plan.</summary>
    /// <param name="context">Its region.</param>
    /// <param name="pod">The pod.</param>
    /// <param name="overrides">Variables that differ from the description's: what a canary changes.</param>
    /// <exception cref="LocalPlatformException">The description names what does not exist; all such errors at once.</exception>
    public static PodPlan Translate(RegionInputs context, PodIdentity pod, IReadOnlyDictionary<string, string>? overrides = null)
    {
        var errors = new List<string>();
        var spec = pod.Workload.Template.Spec;
        var plan = new PodPlan
        {
            Region = context.Region,
            Namespace = pod.Workload.Namespace,
            Workload = pod.Workload.Name,
            Kind = pod.Workload.Kind,
            Name = pod.Name,
            Ip = pod.Ip,
            Hash = pod.Hash,
            Labels = LabelsOf(pod),
            Annotations = AnnotationsOf(pod),
            InitContainers = [.. (spec.InitContainers ?? []).Select(c => Container(context, pod, c, overrides, errors))],
            Containers = [.. spec.Containers.Where(c => !pod.Workload.SkippedContainers.Contains(c.Name)).Select(c => Container(context, pod, c, overrides, errors))],
            GracePeriod = TimeSpan.FromSeconds(spec.TerminationGracePeriodSeconds ?? DefaultGraceSeconds),
            Job = pod.Workload.Job,
            DataFolders = [.. pod.Workload.Claims.Select(claim => VolumeReader.DataFolder(context, pod, claim.Name()))],
            Folder = FolderOf(context, pod),
        };
        return errors.Count == 0 ? plan : throw new LocalPlatformException(errors);
    }

    internal static IReadOnlyDictionary<string, string> LabelsOf(PodIdentity pod)
    {
        var labels = pod.Workload.Labels.ToDictionary(StringComparer.Ordinal);
        if (pod.Hash is not null) labels[PodIdentity.HashLabel] = pod.Hash;
        if (pod.Workload.Kind == WorkloadKind.StatefulSet) labels["statefulset.kubernetes.io/pod-name"] = pod.Name;
        return labels;
    }

    internal static IReadOnlyDictionary<string, string> AnnotationsOf(PodIdentity pod)
        => (pod.Workload.Template.Metadata.Annotations ?? new Dictionary<string, string>()).ToDictionary(StringComparer.Ordinal);

    private static string FolderOf(RegionInputs context, PodIdentity pod) => Path.Combine(context.State.Pods, context.Region, pod.Name);

    private static ContainerPlan Container(
        RegionInputs context, PodIdentity pod, V1Container container, IReadOnlyDictionary<string, string>? overrides, List<string> errors)
    {
        var image = context.Images.Match(container.Image);
        var folder = Path.Combine(FolderOf(context, pod), container.Name);
        var paths = new PathMap(folder, (container.VolumeMounts ?? []).Select(m => m.MountPath.TrimEnd('/')));
        string Rewrite(string text) => paths.Rewrite(context.Hosts.Rewrite(text, pod.Workload.Namespace));

        var variables = new VariableReader(context, pod, errors).Read(container);
        foreach (var (name, value) in overrides ?? new Dictionary<string, string>()) variables[name] = value;
        var arguments = (container.Args ?? []).Select(a => VariableExpansion.Expand(a, variables)).ToList();
        var probes = new ProbeReader(pod, container, Rewrite, errors);
        var (files, links) = new VolumeReader(context, pod, errors).Read(container, paths, (path, text) => Rewrite(Edited(context, image, arguments, path, text)));
        return new ContainerPlan
        {
            Name = container.Name,
            Command = [.. Command(container, image, variables, Rewrite), .. arguments.Select(a => Rewrite(a.Replace(AnyAddress, $"{pod.Ip}:", StringComparison.Ordinal))), .. ToolArguments(container, image, pod)],
            Program = container.Command is { Count: > 0 } ? [] : image.Command,
            Environment = Environment(context, container, variables, paths, Rewrite, pod),
            WorkingDirectory = container.WorkingDir is { } directory ? Rewrite(directory) : folder,
            Ports = [.. (container.Ports ?? []).Select(p => new PortPlan(p.Name ?? p.ContainerPort.ToString(CultureInfo.InvariantCulture), p.ContainerPort, p.Protocol is null or "TCP"))],
            Startup = probes.Probe(container.StartupProbe, "startup"),
            Liveness = probes.Probe(container.LivenessProbe, "liveness"),
            Readiness = probes.Probe(container.ReadinessProbe, "readiness"),
            PreStop = probes.Hook(container.Lifecycle?.PreStop),
            Files = files,
            Links = links,
            Log = Path.Combine(context.State.Logs, context.Region, $"{pod.Name}-{container.Name}.log"),
        };
    }

    private static IEnumerable<string> Command(V1Container container, ImageMatch image, Dictionary<string, string> variables, Func<string, string> rewrite)
        => container.Command is { Count: > 0 } command
            ? command.Select(part => rewrite(VariableExpansion.Expand(part, variables)))
            : image.Command;

    /// <summary>A tool that would listen on every address is told the pod's, since pods here share one machine.</summary>
    private static IEnumerable<string> ToolArguments(V1Container container, ImageMatch image, PodIdentity pod)
    {
        if (image.Tool is not { } tool || container.Command is { Count: > 0 }) return [];
        var http = container.Ports?.FirstOrDefault(p => p.Protocol is null or "TCP")?.ContainerPort;
        string[] listen = tool.ListenFlag is { } flag && http is { } port ? [string.Create(CultureInfo.InvariantCulture, $"{flag}={pod.Ip}:{port}")] : [];
        return [.. listen, .. tool.ExtraArguments];
    }

    private static Dictionary<string, string> Environment(
        RegionInputs context, V1Container container, Dictionary<string, string> variables, PathMap paths, Func<string, string> rewrite, PodIdentity pod)
    {
        var result = context.ImageEnvironment.ToDictionary(StringComparer.Ordinal);
        result["SSL_CERT_FILE"] = context.TrustFile;
        // The temporary folder of a process here is the machine's, unless it is told of its own.
        if (container.VolumeMounts?.Any(m => m.MountPath == "/tmp") == true) result["TMPDIR"] = paths.Locate("/tmp");
        foreach (var (name, value) in variables)
        {
            result[name] = name switch
            {
                EnvironmentNames.JwtJwksUri => new UriBuilder(value) { Host = HostOf(context.IssuerAuthority), Port = PortOf(context.IssuerAuthority) }.Uri.ToString(),
                // Names of the pod, not addresses.
                EnvironmentNames.PodName or EnvironmentNames.PodNamespace => value,
                // ":port" is every address to a listener.
                _ when value.StartsWith(':') && int.TryParse(value[1..], CultureInfo.InvariantCulture, out _) => pod.Ip + value,
                _ => rewrite(value),
            };
        }

        return result;
    }

    private static string HostOf(string authority) => authority[..authority.LastIndexOf(':')];

    private static int PortOf(string authority) => int.Parse(authority[(authority.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture);

    /// <summary>The configuration of the monitoring finds its targets by this machine's means.</summary>
    private static string Edited(RegionInputs context, ImageMatch image, List<string> arguments, string path, string text)
    {
        var isConfiguration = arguments.Any(a => a == ConfigFileFlag + path);
        return (image.Tool?.Command, isConfiguration) switch
        {
            ("prometheus", true) => context.Monitoring.Prometheus(text),
            ("prometheus-alertmanager", true) => context.Monitoring.Alertmanager(text),
            _ => text,
        };
    }
}
