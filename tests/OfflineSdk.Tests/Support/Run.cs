using System.Collections.Immutable;
using Pulumi;
using Pulumi.Testing;
using Pulumi.Utilities;

namespace WedSync.OfflineSdk.Tests.Support;

/// <summary>Runs programs with mocks, and looks inside outputs.</summary>
internal static class Run
{
    public static Task<ImmutableArray<Resource>> Program(Action program, IMocks? mocks = null, bool isPreview = false) =>
        Deployment.TestAsync(mocks ?? new RecordingMocks(), new TestOptions { IsPreview = isPreview }, program);

    public static Task<ImmutableArray<Resource>> Program(Func<Task> program, IMocks? mocks = null, bool isPreview = false) =>
        Deployment.TestAsync(mocks ?? new RecordingMocks(), new TestOptions { IsPreview = isPreview }, program);

    /// <summary>What the output carries once resolved.</summary>
    public static async Task<Seen<T>> See<T>(this Output<T> output)
    {
        var dependencies = await OutputUtilities.GetDependenciesAsync(output);
        return new(
            await OutputUtilities.GetValueAsync(output),
            await OutputUtilities.GetIsKnownAsync(output),
            await Output.IsSecretAsync(output),
            [.. dependencies.Select(resource => resource.GetResourceName()).Order(StringComparer.Ordinal)]);
    }

    public static Output<T> Unknown<T>(T value = default!) => OutputUtilities.CreateUnknown(value);
}

internal sealed record Seen<T>(T Value, bool IsKnown, bool IsSecret, string[] Dependencies);
