using System.Collections.Immutable;
using Pulumi;
using WedSync.Platform.Components.Budgets;
using WedSync.Platform.Components.Cluster;
using WedSync.Platform.Components.Edge;
using WedSync.Platform.Components.Security;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Stacks;

/// <summary>The scope that belongs to no region: what couples reach, the project's guardrails and the budgets.</summary>
public sealed class GlobalScope : ComponentResource
{
    // Route 53, budgets and cost alerts are served from there, wherever the regions are.
    private const string AwsHomeRegion = "us-east-1";

    /// <summary>Declares the global scope.</summary>
    /// <param name="settings">The stack's settings.</param>
    /// <param name="regionsReady">What says that the regions of the same stack can be reached; empty when they are in other stacks.</param>
    public GlobalScope(PlatformSettings settings, IReadOnlyList<Resource> regionsReady)
        : base("wedsync:stacks:Global", StackIdentity.GlobalScope, new ComponentResourceOptions
        {
            Providers = { CloudProviders.Gcp("global-gcp", settings, location: null), CloudProviders.Aws("global-aws", settings, AwsHomeRegion) },
        })
    {
        var guardrails = new ProjectGuardrails("global-guardrails", new ProjectGuardrailsArgs { Settings = settings }, Child());
        var edge = new GlobalEdge("global-edge", new GlobalEdgeArgs { Settings = settings, RegionsReady = regionsReady }, Child(guardrails));
        foreach (var cloud in settings.Regions.Select(r => r.Cloud).Distinct().Order())
        {
            var name = cloud == Cloud.Gcp ? "gcp" : "aws";
            _ = new SeasonBudget($"global-budget-{name}", new SeasonBudgetArgs { Settings = settings, Cloud = cloud }, Child());
        }

        Addresses = edge.Addresses;
        RegisterOutputs(new Dictionary<string, object?> { ["addresses"] = Addresses });
    }

    /// <summary>Addresses of the global load balancers.</summary>
    [Output("addresses")]
    public Output<ImmutableDictionary<string, string>> Addresses { get; private set; }

    private ComponentResourceOptions Child(params Resource[] dependsOn) => new() { Parent = this, DependsOn = dependsOn };
}
