using Pulumi.Serialization;

namespace Pulumi;

/// <content>Hands resources to the engine once all they are made of is there.</content>
public sealed partial class Deployment
{
    /// <summary>Starts to create, read or look up the resource, whichever its options say.</summary>
    internal void Register(
        Resource resource, ResourceArgs args, ResourceOptions options, TaskCompletionSource<RegisteredState> completion) =>
        Track(RegisterAsync(resource, args, options, completion));

    internal void RegisterOutputs(Resource resource, Output<IDictionary<string, object?>> outputs) =>
        Track(RegisterOutputsAsync(resource, outputs));

    // One asynchronous method for the whole way, which waits only where something is missing: with mocks that answer at once
    // a resource is registered when its constructor returns.
    private async Task RegisterAsync(
        Resource resource, ResourceArgs args, ResourceOptions options, TaskCompletionSource<RegisteredState> completion)
    {
        try
        {
            if (options.Urn is not null)
            {
                completion.SetResult(_monitor.Get(options.Urn));
                return;
            }

            var preparation = new Preparation(resource, args, options, resource is Stack ? null : Stack);
            Task? pending;
            ResourceRequest? request;
            while ((request = preparation.TryPrepare(out pending)) is null)
                await pending!.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

            RefuseReadingComponent(resource, request);
            if (resource is Stack)
            {
                completion.SetResult(_monitor.RegisterStack(resource));
                return;
            }

            var (id, state) = await _monitor.SendAsync(resource, request).ConfigureAwait(false);
            RegisteredState? registered;
            while ((registered = _monitor.TryAccept(resource, request, id, state, out pending)) is null)
                await pending!.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            completion.SetResult(registered);
        }
        catch (Exception e)
        {
            completion.SetException(e);
            throw;
        }
    }

    private static void RefuseReadingComponent(Resource resource, ResourceRequest request)
    {
        if (request.ReadId.Length > 0 && resource is not CustomResource)
        {
            throw new ArgumentException(
                $"{nameof(ResourceOptions)}.{nameof(ResourceOptions.Id)} is only valid for a {nameof(CustomResource)}");
        }
    }

    private async Task RegisterOutputsAsync(Resource resource, Output<IDictionary<string, object?>> outputs)
    {
        var urn = (await resource.Registration.ConfigureAwait(false)).Urn;
        var data = await outputs.DataTask.ConfigureAwait(false);
        if (!data.IsKnown)
            throw new InvalidOperationException($"The names of the outputs of {urn} must be known, but they depend on an unknown.");

        var values = data.ValueAs<IDictionary<string, object?>>();
        Dictionary<string, OutputData>? encoded;
        while ((encoded = PropertyEncoder.TryEncode($"outputs of {urn}", values, skipIdentity: false, out var pending)) is null)
            await pending!.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _monitor.RegisterOutputsAsync(urn, encoded).ConfigureAwait(false);
    }
}
