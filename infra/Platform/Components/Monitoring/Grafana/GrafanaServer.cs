using System.Security.Cryptography;
using System.Text;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.Secrets;
using WedSync.Platform.Components.Secrets.CustomResources;
using Deployment = Pulumi.Kubernetes.Apps.V1.Deployment;

namespace WedSync.Platform.Components.Monitoring.Grafana;

/// <summary>
/// The region's Grafana. It keeps nothing: datasource and dashboards are files of the program, and whoever changes one in the
/// browser would lose it with the pod. It has no address outside: engineers reach it by <c>kubectl port-forward</c>.
/// </summary>
public sealed class GrafanaServer : ComponentResource
{
    private const string Provisioning = "grafana-provisioning";
    private const string Dashboards = "grafana-dashboards";
    private const string AdminUser = "admin";

    /// <summary>Creates the component.</summary>
    public GrafanaServer(string name, GrafanaServerArgs args, ComponentResourceOptions? options = null)
        : base("wedsync:monitoring:GrafanaServer", name, options)
    {
        var context = args.Context;
        var account = Account(context);
        var admin = Admin(context);
        var provisioning = ConfigMap(context, Provisioning, ProvisioningData());
        var dashboards = ConfigMap(context, Dashboards, DashboardData());
        Service(context);
        _ = new Deployment(
            context.Logical(MonitoringNames.Grafana),
            new Pulumi.Kubernetes.Types.Inputs.Apps.V1.DeploymentArgs
            {
                Metadata = Metadata(MonitoringNames.Grafana),
                Spec = GrafanaPod.Spec(Provisioning, Dashboards, Hash(ProvisioningData())),
            },
            context.In(this, account, admin, provisioning, dashboards));
        RegisterOutputs();
    }

    /// <summary>Data of the ConfigMap with the provisioning files.</summary>
    public static IReadOnlyDictionary<string, string> ProvisioningData() => new Dictionary<string, string>
    {
        [GrafanaPod.DatasourcesKey] = DatasourceFile.Datasources(),
        [GrafanaPod.DashboardsKey] = DatasourceFile.DashboardProvider(),
    };

    /// <summary>Data of the ConfigMap with the dashboards.</summary>
    public static IReadOnlyDictionary<string, string> DashboardData() =>
        DashboardCatalogue.All.ToDictionary(d => $"{d.Uid}.json", DashboardJson.Render);

    private ServiceAccount Account(RegionContext context) => new(
        context.Logical(MonitoringNames.Grafana),
        new ServiceAccountArgs { Metadata = Metadata(MonitoringNames.Grafana), AutomountServiceAccountToken = false },
        context.In(this));

    /// <summary>The administrator's password is made once inside the cluster; nobody types or stores it.</summary>
    private ExternalSecret Admin(RegionContext context)
    {
        var generator = new Password(
            context.Logical(MonitoringNames.GrafanaAdmin),
            new PasswordArgs
            {
                Metadata = Metadata(MonitoringNames.GrafanaAdmin),
                Spec = new PasswordSpecArgs { Length = 40, Digits = 10, Symbols = 0 },
            },
            context.In(this));
        return new ExternalSecret(
            context.Logical(MonitoringNames.GrafanaAdmin),
            new ExternalSecretArgs
            {
                Metadata = Metadata(MonitoringNames.GrafanaAdmin),
                Spec = new ExternalSecretSpecArgs
                {
                    RefreshPolicy = "CreatedOnce",
                    Target = new ExternalSecretTargetArgs
                    {
                        Name = MonitoringNames.GrafanaAdmin,
                        CreationPolicy = "Owner",
                        Template = new ExternalSecretTemplateArgs
                        {
                            EngineVersion = "v2",
                            Data = { [GrafanaPod.UserKey] = AdminUser, [GrafanaPod.PasswordKey] = "{{ .password }}" },
                        },
                    },
                    DataFrom = { SecretRefs.Passwords(MonitoringNames.GrafanaAdmin) },
                },
            },
            context.In(this, generator));
    }

    private ConfigMap ConfigMap(RegionContext context, string name, IReadOnlyDictionary<string, string> data) => new(
        context.Logical(name),
        new ConfigMapArgs { Metadata = Metadata(name), Data = MonitoringMetadata.Data(data) },
        context.In(this));

    private void Service(RegionContext context) => _ = new Service(
        context.Logical(MonitoringNames.Grafana),
        new ServiceArgs
        {
            Metadata = Metadata(MonitoringNames.Grafana),
            Spec = new ServiceSpecArgs
            {
                Selector = Labels.Selector(MonitoringNames.Grafana),
                Ports = { new ServicePortArgs { Name = "http", Port = MonitoringPorts.Grafana, TargetPort = "http" } },
            },
        },
        context.In(this));

    // Datasources are read at start only; dashboards are read again by themselves and stay out of it.
    private static string Hash(IReadOnlyDictionary<string, string> data) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(data.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => d.Value)))));

    private static ObjectMetaArgs Metadata(string name) => MonitoringMetadata.For(name, MonitoringNames.Grafana);
}
