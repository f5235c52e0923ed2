using System.Collections.Immutable;

namespace Pulumi;

/// <summary>The outputs of another stack.</summary>
public class StackReference : CustomResource
{
    public StackReference(string name, StackReferenceArgs? args = null, CustomResourceOptions? options = null)
        : base(
            "pulumi:pulumi:StackReference",
            name,
            new StackReferenceArgs { Name = args?.Name ?? name },
            CustomResourceOptions.Merge(options, new CustomResourceOptions { Id = args?.Name ?? name }))
    {
    }

    [Output("name")]
    public Output<string> Name { get; private set; } = null!;

    [Output("outputs")]
    public Output<ImmutableDictionary<string, object>> Outputs { get; private set; } = null!;

    [Output("secretOutputNames")]
    public Output<ImmutableArray<string>> SecretOutputNames { get; private set; } = null!;

    /// <summary>An output, or null when the stack has none of this name. Secret exactly if it is secret there.</summary>
    public Output<object?> GetOutput(Input<string> name) => MarkSecret(
        name,
        Output.Tuple(name, (Input<ImmutableDictionary<string, object>>)Outputs)
            .Apply(named => named.Item2.TryGetValue(named.Item1, out var value) ? value : null));

    /// <summary>An output; the deployment fails when the stack has none of this name.</summary>
    public Output<object> RequireOutput(Input<string> name) => MarkSecret(
        name,
        Output.Tuple(name, (Input<string>)Name, (Input<ImmutableDictionary<string, object>>)Outputs)
            .Apply(named => named.Item3.TryGetValue(named.Item1, out var value)
                ? value
                : throw new KeyNotFoundException($"Required output '{named.Item1}' does not exist on stack '{named.Item2}'.")));

    public async Task<StackReferenceOutputDetails> GetOutputDetailsAsync(string name)
    {
        var data = await GetOutput(name).DataTask.ConfigureAwait(false);
        return data.IsSecret
            ? new StackReferenceOutputDetails { SecretValue = data.Value }
            : new StackReferenceOutputDetails { Value = data.Value };
    }

    /// <summary>The value of an output that is not secret; null when the stack has none of this name.</summary>
    public async Task<object?> GetValueAsync(Input<string> name) =>
        NotSecret(await GetOutput(name).DataTask.ConfigureAwait(false), nameof(GetOutput));

    /// <summary>The value of an output that must be there and not be secret.</summary>
    public async Task<object> RequireValueAsync(Input<string> name) =>
        NotSecret(await RequireOutput(name).DataTask.ConfigureAwait(false), nameof(RequireOutput))!;

    private static object? NotSecret(OutputData data, string instead) => data.IsSecret
        ? throw new InvalidOperationException($"The output of the referenced stack is secret. Use '{instead}' instead.")
        : data.Value;

    private Output<T> MarkSecret<T>(Input<string> name, Output<T> value)
    {
        return new(MarkAsync());

        async Task<OutputData> MarkAsync()
        {
            var data = await value.DataTask.ConfigureAwait(false);
            return data.WithSecret(await IsSecretAsync(name).ConfigureAwait(false));
        }
    }

    private async Task<bool> IsSecretAsync(Input<string> name)
    {
        var wanted = await name.ToOutput().DataTask.ConfigureAwait(false);
        var secret = await SecretOutputNames.DataTask.ConfigureAwait(false);
        if (!wanted.IsKnown || !secret.IsKnown)
            return (await Outputs.DataTask.ConfigureAwait(false)).IsSecret;
        return secret.ValueAs<ImmutableArray<string>>().Contains(wanted.ValueAs<string>());
    }
}

/// <summary>Which stack to refer to.</summary>
public class StackReferenceArgs : ResourceArgs
{
    /// <summary>Organization, project and stack; the reference's own name when unset.</summary>
    [Input("name", required: true)]
    public Input<string>? Name { get; set; }
}

/// <summary>An output of another stack: one of both is set, unless there is none.</summary>
public sealed class StackReferenceOutputDetails
{
    public object? Value { get; set; }

    public object? SecretValue { get; set; }
}
