using System.Text.Json.Nodes;
using WedSync.LocalPlatform.Rollouts.Description;
using WedSync.Planning;
using WedSync.Platform.Configuration;
using WedSync.Platform.Stacks;

namespace WedSync.LocalPlatform.Rollouts.Tests.Support;

/// <summary>The Rollout that the program deploys, planned once for all tests.</summary>
public sealed class RenderedRollout : IAsyncLifetime
{
    public JsonObject Rollout { get; private set; } = [];

    public IReadOnlyList<JsonObject> Templates { get; private set; } = [];

    public RolloutDescription Description => RolloutReader.Read(Rollout, Templates);

    public async Task InitializeAsync()
    {
        var settings = ProjectLoader.Load(ProjectLoader.FindRoot(AppContext.BaseDirectory), "offseason-us-east");
        var plan = await PlanRunner.RunAsync(
            new PlanRequest { StackName = settings.Stack.Name, OrganizationName = settings.Accounts.PulumiOrganization, IsPreview = false },
            () => PlatformProgram.Run(settings));
        Rollout = plan.Resources.Single(resource => resource.Text("kind") == "Rollout").Inputs;
        Templates = [.. plan.Resources.Where(resource => resource.Text("kind") == "AnalysisTemplate").Select(resource => resource.Inputs)];
    }

    public Task DisposeAsync() => Task.CompletedTask;
}
