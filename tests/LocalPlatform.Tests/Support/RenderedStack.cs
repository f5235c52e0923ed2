using WedSync.Cli;
using WedSync.Cli.Up;
using WedSync.LocalPlatform.Control;
using WedSync.LocalPlatform.Manifests;
using WedSync.LocalPlatform.Pods;
using WedSync.LocalPlatform.Running;

namespace WedSync.LocalPlatform.Tests.Support;

/// <summary>The offseason stack as it is really rendered, for two regions, planned for a machine that has every program.</summary>
public sealed class RenderedStack : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wedsync-local-");

    internal Description Description { get; private set; } = null!;

    internal RunSettings Settings { get; private set; } = null!;

    internal PlatformPlan Plan { get; private set; } = null!;

    internal StateFolder State => new(Path.Combine(_folder.FullName, "state"));

    public async Task InitializeAsync()
    {
        var host = new CliHost { Out = TextWriter.Null, Error = TextWriter.Null, UseColor = false, WorkingDirectory = AppContext.BaseDirectory };
        var described = await StackDescription.PlanAsync(host, new UpOptions("offseason", ["us-east", "eu-west"], "127.77.0.0/16", Foreground: false));
        Description = described with
        {
            Services = new[] { "ai-cache-service", "cache-sync", "season-operator" }
                .ToDictionary(name => name, name => new ServiceExecutable($"/srv/{name}.dll", $"services/{name}"), StringComparer.Ordinal),
            Gateway = "/srv/gateway.dll",
        };
        Settings = SettingsFor(Description);
        State.Create();
        Plan = PlatformPlan.Make(Settings);
    }

    public Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    internal RunSettings SettingsFor(Description description) => new()
    {
        Description = description,
        State = State,
        Network = LoopbackNetwork.Parse(description.Network),
        RunId = "run",
        Dotnet = "/usr/bin/dotnet",
        FindTool = command => $"/usr/bin/{command}",
        Time = TimeProvider.System,
        Log = TextWriter.Null,
    };

    internal RegionPlan Region(string name) => Plan.Regions.Single(r => r.Name == name);

    internal PodPlan Pod(string region, string workload, int ordinal = 0)
    {
        var plan = Region(region);
        return PodTranslator.Translate(plan.Context, plan.Pods.Single(p => p.Workload.Name == workload && p.Ordinal == ordinal));
    }

    internal IEnumerable<PodPlan> AllPods => Plan.Regions.SelectMany(region => region.Pods.Select(pod => PodTranslator.Translate(region.Context, pod)));
}

[CollectionDefinition(Name)]
public sealed class RenderedStackGroup : ICollectionFixture<RenderedStack>
{
    public const string Name = "the rendered offseason stack";
}
