using WedSync.Platform.Components.Common;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace WedSync.Platform.Components.Monitoring.Grafana;

/// <summary>Provisioning files of Grafana: where it reads samples and dashboards.</summary>
public static class DatasourceFile
{
    /// <summary>Id of the datasource that panels name.</summary>
    public const string Uid = "prometheus";

    /// <summary>Folder that dashboards are mounted in.</summary>
    public const string DashboardsDirectory = "/etc/grafana/dashboards";

    // Grafana's provisioning files have keys in camelCase, unlike Prometheus' and Alertmanager's.
    private static readonly ISerializer Serializer = new SerializerBuilder()
        .WithNamingConvention(CamelCaseNamingConvention.Instance)
        .WithQuotingNecessaryStrings()
        .WithNewLine("\n")
        .Build();

    /// <summary>The datasource: the region's Prometheus.</summary>
    public static string Datasources() => Serializer.Serialize(new
    {
        ApiVersion = 1,
        Datasources = new[]
        {
            new
            {
                Name = "Prometheus",
                Uid,
                Type = "prometheus",
                Access = "proxy",
                Url = $"http://{Names.Prometheus}.{Namespaces.Monitoring}:{MonitoringPorts.Prometheus}",
                IsDefault = true,
                Editable = false,
                JsonData = new { HttpMethod = "POST", TimeInterval = "15s" },
            },
        },
    });

    /// <summary>The provider of dashboards: files, which nobody changes in the browser.</summary>
    public static string DashboardProvider() => Serializer.Serialize(new
    {
        ApiVersion = 1,
        Providers = new[]
        {
            new
            {
                Name = "wedsync",
                Folder = "WedSync",
                Type = "file",
                DisableDeletion = true,
                AllowUiUpdates = false,
                UpdateIntervalSeconds = 30,
                Options = new { Path = DashboardsDirectory },
            },
        },
    });
}
