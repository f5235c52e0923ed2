using System.Collections.Immutable;
using Pulumi.Serialization;
using Pulumi.Testing;

namespace Pulumi;

/// <content>Hands resources to the engine once all they are made of is there.</content>
public sealed partial class Deployment
{
    /// <summary>Starts to create, read or look up the resource, whichever its options say.</summary>
    internal void Register(
        Resource resource, ResourceArgs args, ResourceOptions options, TaskCompletionSource<RegisteredState> completion)
    {
        Track(CompleteAsync());

        async Task CompleteAsync()
        {
            try
            {
                var (urn, id, properties) = await SubmitAsync(resource, args, options).ConfigureAwait(false);
                completion.SetResult(new RegisteredState(urn, id ?? "", properties, IsMissingKnown: !IsDryRun));
            }
            catch (Exception e)
            {
                completion.SetException(e);
                throw;
            }
        }
    }

    internal void RegisterOutputs(Resource resource, Output<IDictionary<string, object?>> outputs)
    {
        Track(RegisterAsync());

        async Task RegisterAsync()
        {
            var urn = (await resource.Registration.ConfigureAwait(false)).Urn;
            var data = await outputs.DataTask.ConfigureAwait(false);
            if (!data.IsKnown)
                throw new InvalidOperationException($"The names of the outputs of {urn} must be known, but they depend on an unknown.");
            var encoded = await PropertyEncoder.EncodeAsync(
                "monitor.registerResourceOutputs(...)", data.ValueAs<IDictionary<string, object?>>(), skipIdentity: false).ConfigureAwait(false);
            await _monitor.RegisterOutputsAsync(urn, encoded).ConfigureAwait(false);
        }
    }

    private async Task<Registered> SubmitAsync(Resource resource, ResourceArgs args, ResourceOptions options)
    {
        if (options.Urn is not null)
            return _monitor.Get(options.Urn);

        var id = options.Id is null ? "" : await options.Id.ToOutput().GetValueAsync(whenUnknown: "").ConfigureAwait(false);
        if (string.IsNullOrEmpty(id))
            return await _monitor.RegisterAsync(resource, await PrepareAsync(resource, args, options).ConfigureAwait(false)).ConfigureAwait(false);

        if (resource is not CustomResource)
        {
            throw new ArgumentException(
                $"{nameof(ResourceOptions)}.{nameof(ResourceOptions.Id)} is only valid for a {nameof(CustomResource)}");
        }

        return await _monitor.ReadAsync(resource, await PrepareAsync(resource, args, options).ConfigureAwait(false), id).ConfigureAwait(false);
    }

    private async Task<ResourceRequest> PrepareAsync(Resource resource, ResourceArgs args, ResourceOptions options)
    {
        var dependencies = await ExplicitAsync(options.ExplicitDependencies).ConfigureAwait(false);
        var label = $"resource:{resource.GetResourceName()}[{resource.GetResourceType()}]";
        var inputs = await PropertyEncoder.EncodeAsync(label, args.Read(), skipIdentity: true).ConfigureAwait(false);
        var parent = options.Parent ?? (resource is Stack ? null : Stack);
        var parentUrn = parent is null ? "" : (await parent.Registration.ConfigureAwait(false)).Urn;
        var provider = resource is CustomResource && options.Provider is { } given
            ? await given.ReferenceAsync().ConfigureAwait(false)
            : "";

        foreach (var input in inputs.Values)
            dependencies.UnionWith(input.Resources);
        await RegisteredAsync(resource, dependencies).ConfigureAwait(false);
        return new ResourceRequest(inputs, parentUrn, provider, (options as CustomResourceOptions)?.ImportId ?? "");
    }

    private static async Task<HashSet<Resource>> ExplicitAsync(Output<ImmutableArray<Resource>>? dependsOn) =>
        dependsOn is null ? [] : [.. await dependsOn.GetValueAsync(whenUnknown: []).ConfigureAwait(false)];

    /// <summary>Waits until the dependencies, and what the components among them are made of, are registered.</summary>
    private static async Task RegisteredAsync(Resource resource, IEnumerable<Resource> dependencies)
    {
        foreach (var dependency in WithChildren(dependencies))
        {
            if (dependency is not CustomResource && !dependency.IsRemote)
                continue;
            if (dependency == resource)
            {
                throw new ResourceException(
                    $"Resource '{resource.GetResourceName()}' waits for itself: it depends on a component that it is part of.",
                    resource, hideStack: true);
            }

            await dependency.Registration.ConfigureAwait(false);
        }
    }

    private static HashSet<Resource> WithChildren(IEnumerable<Resource> resources)
    {
        var all = new HashSet<Resource>();
        var queue = new Queue<Resource>(resources);
        while (queue.TryDequeue(out var resource))
        {
            if (!all.Add(resource) || resource is not ComponentResource)
                continue;
            lock (resource.ChildResources)
            {
                foreach (var child in resource.ChildResources)
                    queue.Enqueue(child);
            }
        }

        return all;
    }
}
