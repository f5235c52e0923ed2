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
        if (pending is not null
            || !TryGetExplicit(out var direct, out pending)
            || PropertyEncoder.TryEncode(_label, args.Read(), skipIdentity: true, out pending) is not { } inputs)
        {
            return null;
        }

        var parent = options.Parent ?? stack;
        var provider = resource is CustomResource ? options.Provider : null;
        pending = NotThere(parent) ?? NotThere(provider) ?? NotThere(direct, inputs);
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

    /// <summary>The resources of the options, if they are there.</summary>
    private bool TryGetExplicit(out HashSet<Resource>? resources, out Task? pending)
    {
        (resources, pending) = (null, null);
        if (options.ExplicitDependencies is not { } dependsOn)
            return true;
        if (dependsOn.TryGetValues() is { } values)
        {
            resources = [.. values];
            return true;
        }

        var output = dependsOn.ToOutput();
        if (!output.DataTask.IsCompleted)
        {
            pending = output.DataTask;
            return false;
        }

        if (Value(output) is { IsDefaultOrEmpty: false } given)
            resources = [.. given];
        return true;
    }

    /// <summary>The first resource that this one depends on and that is not registered yet.</summary>
    private Task<RegisteredState>? NotThere(HashSet<Resource>? direct, Dictionary<string, OutputData> inputs)
    {
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
            if (dependency is not CustomResource and not { IsRemote: true })
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
