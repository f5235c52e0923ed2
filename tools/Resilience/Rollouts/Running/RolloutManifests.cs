using System.Text.Json.Nodes;
using WedSync.LocalPlatform.Control;

namespace WedSync.Rollouts.Running;

/// <summary>The objects that the running platform was started from.</summary>
public static class RolloutManifests
{
    /// <summary>A region's Rollout and its AnalysisTemplates by name.</summary>
    /// <exception cref="RolloutException">There is none.</exception>
    public static (JsonObject Rollout, IReadOnlyDictionary<string, JsonObject> Templates) Read(StateFolder state, string region)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (!File.Exists(state.DescriptionFile))
        {
            throw new RolloutException($"description '{state.DescriptionFile}': not found; start the platform with ./wedsync up offseason.");
        }

        var description = JsonNode.Parse(File.ReadAllText(state.DescriptionFile))!;
        var objects = description["regions"]!.AsArray().First(r => (string?)r!["name"] == region)!["objects"]!.AsArray().Select(o => o!.AsObject()).ToList();
        var rollout = objects.FirstOrDefault(o => (string?)o["kind"] == "Rollout") ?? throw new RolloutException($"region '{region}': its description holds no Rollout.");
        return (rollout, objects.Where(o => (string?)o["kind"] == "AnalysisTemplate").ToDictionary(o => (string)o["metadata"]!["name"]!, StringComparer.Ordinal));
    }
}
