using System.Globalization;
using WedSync.LocalPlatform.Pods;

namespace WedSync.LocalPlatform.Running;

/// <summary>The gateway as a pod: it is of no cluster, so its plan is written here.</summary>
internal static class GatewayPod
{
    public const string Name = "gateway";

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    public static PodPlan Plan(RunSettings settings, string assembly)
    {
        var folder = Path.Combine(settings.State.Pods, Name);
        var ready = new ProbePlan(
            new HandlerPlan.Http(new Uri(settings.AdminUrl, "status"), new Dictionary<string, string>()), TimeSpan.Zero, Period, Period, FailureThreshold: 3, SuccessThreshold: 1);
        return new PodPlan
        {
            Region = Name,
            Namespace = "",
            Workload = Name,
            Kind = WorkloadKind.Gateway,
            Name = Name,
            Ip = settings.Network.Gateway,
            Labels = new Dictionary<string, string>(),
            Annotations = new Dictionary<string, string>(),
            InitContainers = [],
            Containers =
            [
                new ContainerPlan
                {
                    Name = Name,
                    Command = [settings.Dotnet, assembly, settings.State.GatewayRoutes],
                    Environment = PlatformPlan.ImageEnvironment(settings),
                    WorkingDirectory = folder,
                    Ports = [Port("http", RunSettings.GatewayPort), Port("admin", RunSettings.AdminPort)],
                    Readiness = ready,
                    Files = [],
                    Links = [],
                    Log = Path.Combine(settings.State.Logs, $"{Name}.log"),
                },
            ],
            GracePeriod = TimeSpan.FromSeconds(10),
            DataFolders = [],
            Folder = folder,
        };
    }

    /// <summary>Ports that it or the supervisor listens on at other addresses.</summary>
    public static IEnumerable<(string Ip, int Port, string User)> OtherPorts(RunSettings settings)
        => [(settings.Network.Issuer, RunSettings.IssuerPort, "token issuer")];

    private static PortPlan Port(string name, int port) => new(name.Length > 0 ? name : port.ToString(CultureInfo.InvariantCulture), port, IsTcp: true);
}
