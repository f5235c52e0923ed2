using Pulumi.Serialization;

namespace Pulumi;

/// <summary>Gathers what a resource is registered with, once all of it is there.</summary>
internal sealed class Preparation(Resource resource, ResourceArgs args, ResourceOptions options, Stack? stack)
{
    private readonly string _label = $"resource:{resource.GetResourceName()}[{resource.GetResourceType()}]";

    /// <summary>The request; or null, with what to wait for before trying again.</summary>
    /// <remarks>A failure among what it waits for is thrown by the next try.</remarks>
    public ResourceRequest? TryPrepare(out Task? pending)
    {
        pending = options.Id?.ToOutput().DataTask is { IsCompleted: false } id ? id : null;
        pending ??= options.ExplicitDependencies?.DataTask is { IsCompleted: false } dependsOn ? dependsOn : null;
        if (pending is not null
            || PropertyEncoder.TryEncode(_label, args.Read(), skipIdentity: true, out pending) is not { } inputs)
        {
            return null;
        }

        var parent = options.Parent ?? stack;
        var provider = resource is CustomResource ? options.Provider : null;
        pending = NotThere(parent) ?? NotThere(provider) ?? NotThere(inputs);
        return pending is not null ? null : new ResourceRequest(inputs)
        {
            ParentUrn = parent?.Registration.GetAwaiter().GetResult().Urn ?? "",
            Provider = provider is null ? "" : ProviderResource.Reference(provider.Registration.GetAwaiter().GetResult()),
            ReadId = options.Id is null ? "" : Value(options.Id.ToOutput()) ?? "",
            ImportId = (options as CustomResourceOptions)?.ImportId ?? "",
        };
    }

    private static T? Value<T>(Output<T> output)
    {
        var data = output.DataTask.GetAwaiter().GetResult();
        return data.IsKnown ? data.ValueAs<T>() : default;
    }

    private static Task<RegisteredState>? NotThere(Resource? needed) =>
        needed is null || needed.Registration.IsCompleted ? null : needed.Registration;

    /// <summary>The first resource that this one depends on and that is not registered yet.</summary>
    private Task<RegisteredState>? NotThere(Dictionary<string, OutputData> inputs)
    {
        HashSet<Resource>? direct = null;
        if (options.ExplicitDependencies is { } dependsOn && Value(dependsOn) is { IsDefaultOrEmpty: false } given)
            direct = [.. given];
        foreach (var input in inputs.Values)
        {
            if (!input.Resources.IsEmpty)
                (direct ??= []).UnionWith(input.Resources);
        }

        return direct is null ? null : NotThere(direct);
    }

    private Task<RegisteredState>? NotThere(HashSet<Resource> direct)
    {
        foreach (var dependency in ResourceTree.WithChildren(direct))
        {
            if (dependency is not CustomResource && !dependency.IsRemote)
                continue;
            if (dependency == resource)
            {
                throw new ResourceException(
                    $"Resource '{resource.GetResourceName()}' waits for itself: it depends on a component that it is part of.",
                    resource, hideStack: true);
            }

            if (!dependency.Registration.IsCompletedSuccessfully)
            {
                if (dependency.Registration.IsCompleted)
                    dependency.Registration.GetAwaiter().GetResult();
                return dependency.Registration;
            }
        }

        return null;
    }
}
