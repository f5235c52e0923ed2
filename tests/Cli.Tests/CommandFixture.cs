using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Apps.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using WedSync.Platform.Configuration;
using K8s = Pulumi.Kubernetes;

namespace WedSync.Cli.Tests;

/// <summary>Runs the command in this process, on a copy of the project's files and with a small program.</summary>
public sealed class CommandFixture : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("wedsync-cli-");

    public CommandFixture()
    {
        foreach (var file in Directory.EnumerateFiles(ProjectLoader.FindRoot(AppContext.BaseDirectory), "Pulumi*.yaml"))
        {
            File.Copy(file, PathOf(Path.GetFileName(file)));
        }
    }

    /// <summary>Resources of the small program.</summary>
    public Action<PlatformSettings> Program { get; set; } = SampleProgram;

    public string PulumiExecutable { get; set; } = "pulumi";

    public string PathOf(string name) => Path.Combine(_root.FullName, name);

    public async Task<(int ExitCode, string Out, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var host = new CliHost
        {
            Out = output,
            Error = error,
            UseColor = false,
            WorkingDirectory = _root.FullName,
            PulumiExecutable = PulumiExecutable,
            Program = settings =>
            {
                Program(settings);
                return new Dictionary<string, object?> { ["season"] = settings.Stack.Season.ToString() };
            },
        };
        var exitCode = await Application.RunAsync(args, host);
        return (exitCode, output.ToString(), error.ToString());
    }

    public void Dispose() => _root.Delete(recursive: true);

    /// <summary>A ConfigMap and a headless service in a component; only the profile's numbers depend on the season.</summary>
    public static void SampleProgram(PlatformSettings settings)
    {
        var group = new Group("us-east-group");
        var provider = new K8s.Provider("us-east-cluster", new K8s.ProviderArgs { EnableConfigMapMutable = true }, new() { Parent = group });
        var options = new CustomResourceOptions { Parent = group, Provider = provider };
        _ = new K8s.Core.V1.ConfigMap("us-east-config", new ConfigMapArgs
        {
            Metadata = new ObjectMetaArgs { Name = "config", Namespace = "cache" },
            Data = { ["replicas"] = settings.ActiveProfile.CacheService.MinReplicas.ToString(System.Globalization.CultureInfo.InvariantCulture), ["text"] = "a: 1\nb: 2\n" },
        }, options);
        _ = new K8s.Core.V1.Service("us-east-redis", new ServiceArgs
        {
            Metadata = new ObjectMetaArgs { Name = "redis", Namespace = "cache" },
            Spec = new ServiceSpecArgs { ClusterIP = "None", Ports = { new ServicePortArgs { Name = "redis", Port = 6379 } } },
        }, options);
    }

    /// <summary>A StatefulSet whose immutable field follows the season, and which breaks the policies for containers.</summary>
    public static void BrokenProgram(PlatformSettings settings)
    {
        _ = new K8s.Apps.V1.StatefulSet("us-east-redis", new StatefulSetArgs
        {
            Metadata = new ObjectMetaArgs { Name = "redis", Namespace = "cache" },
            Spec = new StatefulSetSpecArgs
            {
                ServiceName = $"redis-{settings.ActiveProfile.RedisCluster.Nodes}",
                Selector = new LabelSelectorArgs { MatchLabels = { ["app"] = "redis" } },
                Template = new PodTemplateSpecArgs
                {
                    Spec = new PodSpecArgs { Containers = { new ContainerArgs { Name = "redis", Image = "redis:latest" } } },
                },
            },
        });
    }

    private sealed class Group(string name) : ComponentResource("wedsync:test:Group", name);
}
