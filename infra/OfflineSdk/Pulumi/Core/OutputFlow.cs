using System.Collections.Immutable;

namespace Pulumi;

/// <summary>How secrets, unknowns and dependencies travel from outputs to the outputs made of them.</summary>
internal static class OutputFlow
{
    /// <summary>Runs <paramref name="next"/> on the value of <paramref name="source"/>, unless that value is unknown.</summary>
    public static async Task<OutputData> ThenAsync(Task<OutputData> source, Func<OutputData, IOutput?> next)
    {
        var outer = await source.ConfigureAwait(false);
        if (!outer.IsKnown)
            return new OutputData(outer.Resources, null, isKnown: false, outer.IsSecret);

        var inner = next(outer);
        if (inner is null)
            return new OutputData(outer.Resources, null, isKnown: true, outer.IsSecret);

        var data = await inner.DataTask.ConfigureAwait(false);
        return new OutputData(
            OutputData.Union(outer.Resources, data.Resources), data.Value, data.IsKnown, outer.IsSecret || data.IsSecret);
    }

    /// <summary>
    /// Awaits <paramref name="parts"/> (inputs and outputs) in order and makes one value of theirs. The result is unknown if a
    /// part is, secret if a part is, and depends on what any part depends on.
    /// </summary>
    public static async Task<OutputData> CombineAsync(object[] parts, Func<OutputData[], object?> combine)
    {
        var all = new OutputData[parts.Length];
        var resources = ImmutableHashSet<Resource>.Empty;
        var isKnown = true;
        var isSecret = false;
        for (var i = 0; i < parts.Length; i++)
        {
            var data = await ReadAsync(parts[i]).ConfigureAwait(false);
            all[i] = data;
            resources = OutputData.Union(resources, data.Resources);
            isKnown &= data.IsKnown;
            isSecret |= data.IsSecret;
        }

        return new OutputData(resources, isKnown ? combine(all) : null, isKnown, isSecret);
    }

    public static async Task<OutputData> MapAsync(Task<OutputData> source, Func<OutputData, OutputData> map) =>
        map(await source.ConfigureAwait(false));

    public static async Task<bool> IsSecretAsync(Task<OutputData> source) => (await source.ConfigureAwait(false)).IsSecret;

    public static async Task<bool> IsKnownAsync(Task<OutputData> source) => (await source.ConfigureAwait(false)).IsKnown;

    public static async Task<ImmutableHashSet<Resource>> ResourcesAsync(Task<OutputData> source) =>
        (await source.ConfigureAwait(false)).Resources;

    public static async Task<OutputData> FromTaskAsync<T>(Task<T> value, bool isSecret)
    {
        var result = await value.ConfigureAwait(false);
        return new OutputData(ImmutableHashSet<Resource>.Empty, result, isKnown: true, isSecret);
    }

    private static Task<OutputData> ReadAsync(object part) =>
        part is IOutput output ? output.DataTask : ((IInput)part).ToOutput().DataTask;
}
