using System.Collections.Immutable;
using Pulumi.Serialization;

namespace Pulumi;

/// <content>Calls functions of providers.</content>
public sealed partial class Deployment
{
    /// <summary>
    /// Calls the function when its arguments are known and what they come from is created; else, in a preview, the result is
    /// unknown.
    /// </summary>
    internal async Task<OutputData> InvokeWhenKnownAsync<T>(string token, InvokeArgs? args, InvokeOptions? options)
    {
        var encoded = await EncodeAsync(token, args).ConfigureAwait(false);
        if (encoded.Values.Any(argument => !argument.IsKnown))
            return OutputData.Unknown();

        var dependsOn = options is InvokeOutputOptions { DependsOn: var resources }
            ? await resources.ToOutput().GetValueAsync(whenUnknown: []).ConfigureAwait(false)
            : [];
        var sources = encoded.Values.SelectMany(argument => argument.Resources).ToHashSet();
        foreach (var resource in ResourceTree.WithChildren(sources.Union(dependsOn)))
        {
            if (resource is CustomResource { Id: { } id } && !(await id.DataTask.ConfigureAwait(false)).IsKnown)
                return OutputData.Unknown();
        }

        var result = await CallAsync<T>(token, encoded, options).ConfigureAwait(false);
        return result.WithResources([.. sources, .. dependsOn]);
    }

    /// <summary>Calls the function now, without the arguments that are unknown.</summary>
    internal async Task<T> InvokeNowAsync<T>(string token, InvokeArgs? args, InvokeOptions? options)
    {
        var encoded = await EncodeAsync(token, args).ConfigureAwait(false);
        return (await CallAsync<T>(token, encoded, options).ConfigureAwait(false)).ValueAs<T>();
    }

    private static Task<Dictionary<string, OutputData>> EncodeAsync(string token, InvokeArgs? args) =>
        PropertyEncoder.EncodeAsync($"invoke:{token}", (args ?? InvokeArgs.Empty).Read(), skipIdentity: false);

    private async Task<OutputData> CallAsync<T>(string token, Dictionary<string, OutputData> args, InvokeOptions? options)
    {
        TargetTypes.Check($"{token} result", typeof(T));
        var provider = options?.Provider ?? options?.Parent?.GetProvider(token);
        var reference = provider is null ? "" : ProviderResource.Reference(await provider.Registration.ConfigureAwait(false));
        var results = await _monitor.InvokeAsync(token, args, reference).ConfigureAwait(false);

        return new OutputData(
            ImmutableHashSet<Resource>.Empty,
            ValueConverter.For(typeof(T)).Convert(ResourceRequest.Plain(results)),
            results.Values.All(result => result.IsKnown),
            results.Values.Any(result => result.IsSecret));
    }
}
