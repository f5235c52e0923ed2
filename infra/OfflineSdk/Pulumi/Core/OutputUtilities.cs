using System.Collections.Immutable;

namespace Pulumi.Utilities;

/// <summary>Looks inside outputs; meant for tests and tools, since a program should use <c>Apply</c>.</summary>
public static class OutputUtilities
{
    public static Output<T> CreateUnknown<T>(T value) => new(Task.FromResult(OutputData.Unknown(value)));

    public static Output<T> CreateUnknown<T>(Func<Task<T>> valueFactory) =>
        CreateUnknown(default(T)!).Apply(_ => valueFactory());

    public static Output<T> WithDependency<T>(Output<T> output, Resource resource)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(resource);
        return new(OutputFlow.MapAsync(output.DataTask, data => data.WithResources([resource])));
    }

    public static Task<bool> GetIsKnownAsync<T>(Output<T> output) => OutputFlow.IsKnownAsync(output.DataTask);

    /// <summary>The value, or the type's default when it is unknown.</summary>
    public static Task<T> GetValueAsync<T>(Output<T> output) => output.GetValueAsync(whenUnknown: default!);

    public static Task<ImmutableHashSet<Resource>> GetDependenciesAsync<T>(Output<T> output) =>
        OutputFlow.ResourcesAsync(output.DataTask);
}
