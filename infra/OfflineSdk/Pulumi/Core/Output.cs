using Pulumi.Serialization;

namespace Pulumi;

/// <summary>
/// A value that is there later: a resource's property, or anything computed from one. It remembers whether it is secret,
/// whether it is known yet (it may not be during a preview) and which resources it came from.
/// </summary>
public sealed class Output<T> : IOutput
{
    // A property of a resource is only picked from its state, and converted, when somebody reads it.
    private ResourceProperty? _property;
    private Task<OutputData>? _data;

    internal Output(Task<OutputData> data)
    {
        _data = data;
        Deployment.Track(data);
    }

    internal Task<OutputData> DataTask => _data ??= _property!.ReadAsync();

    Task<OutputData> IOutput.DataTask => DataTask;

    void IOutput.ReadFrom(ResourceProperty property) => _property = property;

    /// <summary>An output of the task's result.</summary>
    public static Output<T> Create(Task<T> value) => Output.FromTask(value, isSecret: false);

    /// <summary>Awaits work on the value; the result carries nothing but secretness and dependencies.</summary>
    public Output<ValueTuple> Apply(Func<T, Task> func) => Apply<ValueTuple>(async value =>
    {
        await func(value).ConfigureAwait(false);
        return ValueTuple.Create();
    });

    /// <summary>
    /// Transforms the value. The function is not called while the value is unknown; an exception of the function fails the
    /// deployment. The result is secret if this output is, and depends on the same resources.
    /// </summary>
    public Output<TResult> Apply<TResult>(Func<T, TResult> func) =>
        Then<TResult>(data => Output.Create(func(data.ValueAs<T>())));

    /// <inheritdoc cref="Apply{TResult}(Func{T, TResult})"/>
    public Output<TResult> Apply<TResult>(Func<T, Task<TResult>> func) =>
        Then<TResult>(data => Output.Create(func(data.ValueAs<T>())));

    /// <summary>Transforms the value; secretness and dependencies of the inner input are added to this output's.</summary>
    public Output<TResult> Apply<TResult>(Func<T, Input<TResult>?> func) =>
        Then<TResult>(data => func(data.ValueAs<T>()).ToOutput());

    /// <summary>Transforms the value; secretness and dependencies of the inner output are added to this output's.</summary>
    public Output<TResult> Apply<TResult>(Func<T, Output<TResult>?> func) =>
        Then<TResult>(data => func(data.ValueAs<T>()));

    /// <summary>Not the value: a text that says how to get at it, since the value is not there yet.</summary>
    public override string ToString()
    {
        var message = string.Join(
            Environment.NewLine,
            "Calling [ToString] on an [Output<T>] is not supported: its value is only known later.",
            "",
            "Build the text from the value when it is there:",
            "1. output.Apply(v => $\"prefix{v}suffix\")",
            "2. Output.Format($\"prefix{output}suffix\")");
        if (Environment.GetEnvironmentVariable("PULUMI_ERROR_OUTPUT_STRING") is { } flag
            && (flag == "1" || flag.Equals("true", StringComparison.OrdinalIgnoreCase)))
        {
            throw new InvalidOperationException(message);
        }

        Log.Warn(message);
        return message;
    }

    internal Task<T> GetValueAsync(T whenUnknown)
    {
        var data = DataTask;
        return data.IsCompletedSuccessfully ? Task.FromResult(Pick(data.Result, whenUnknown)) : PickAsync(data, whenUnknown);
    }

    private static async Task<T> PickAsync(Task<OutputData> data, T whenUnknown) =>
        Pick(await data.ConfigureAwait(false), whenUnknown);

    private static T Pick(OutputData data, T whenUnknown) => data.IsKnown ? data.ValueAs<T>() : whenUnknown;

    private Output<TResult> Then<TResult>(Func<OutputData, IOutput?> next) => new(OutputFlow.ThenAsync(DataTask, next));
}
