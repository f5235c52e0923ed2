using System.Text.Json.Nodes;

namespace WedSync.Planning.Tests;

/// <summary>Plans made of JSON, for tests that need no program.</summary>
internal static class SamplePlans
{
    public const string Project = "wedsync";

    public static Plan Of(string stack, params PlannedResource[] resources) => new()
    {
        StackName = stack,
        IsPreview = false,
        Outputs = [],
        Resources = [.. resources.Select(r => r with { Urn = $"urn:pulumi:{stack}::{Project}::{r.Type}::{r.Name}" })],
    };

    public static PlannedResource Resource(string type, string name, string inputs) => new()
    {
        Urn = "",
        Type = type,
        Name = name,
        Inputs = (JsonObject)JsonNode.Parse(inputs)!,
    };
}
