using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pulumi;

/// <content>Outputs to and from JSON text; outputs and inputs inside the value are serialized as what they hold.</content>
public static partial class Output
{
    /// <summary>The value as JSON. Secret if any part is, unknown if any part is.</summary>
    public static Output<string> JsonSerialize<T>(Output<T> value, JsonSerializerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(OutputFlow.ThenAsync(value.DataTask, data =>
        {
            var parts = new OutputJsonParts(data);
            var text = JsonSerializer.Serialize(data.ValueAs<T>(), parts.AddTo(options));
            return new Output<string>(Task.FromResult(parts.Sum(text)));
        }));
    }

    /// <summary>The value that the JSON describes.</summary>
    public static Output<T> JsonDeserialize<T>(Output<string> json, JsonSerializerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        return new(OutputFlow.ThenAsync(json.DataTask, data =>
        {
            var value = JsonSerializer.Deserialize<T>(data.ValueAs<string>(), new OutputJsonParts(data).AddTo(options));
            return Create(value!);
        }));
    }
}

/// <summary>Converts outputs and inputs inside one value, and sums up what they carry.</summary>
internal sealed class OutputJsonParts(OutputData whole) : JsonConverterFactory
{
    private readonly List<OutputData> _parts = [];

    public JsonSerializerOptions AddTo(JsonSerializerOptions? options)
    {
        var copy = options is null ? new JsonSerializerOptions() : new JsonSerializerOptions(options);
        copy.Converters.Add(this);
        return copy;
    }

    /// <summary>The whole with the unknowns, secrets and dependencies of all parts that were written.</summary>
    public OutputData Sum(string text)
    {
        var resources = _parts.Aggregate(whole.Resources, (sum, part) => OutputData.Union(sum, part.Resources));
        var isKnown = _parts.TrueForAll(part => part.IsKnown);
        var isSecret = whole.IsSecret || _parts.Exists(part => part.IsSecret);
        return new OutputData(resources, isKnown ? text : null, isKnown, isSecret);
    }

    /// <summary>A part that was read is secret, and depends on resources, as the text is that it was read from.</summary>
    public Output<T> Wrap<T>(T? value) =>
        new(Task.FromResult(new OutputData(whole.Resources, value, isKnown: true, whole.IsSecret)));

    /// <summary>The part's value. JSON converters cannot wait, so this blocks until it is there.</summary>
    public OutputData Unwrap(IOutput output)
    {
        var data = output.DataTask.GetAwaiter().GetResult();
        _parts.Add(data);
        return data;
    }

    public override bool CanConvert(Type typeToConvert) => ConverterFor(typeToConvert) is not null;

    public override JsonConverter? CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        ConverterFor(typeToConvert) is { } converter
            ? (JsonConverter)Activator.CreateInstance(converter.MakeGenericType(typeToConvert.GenericTypeArguments), this)!
            : null;

    private static Type? ConverterFor(Type type)
    {
        if (!type.IsConstructedGenericType)
            return null;
        var definition = type.GetGenericTypeDefinition();
        return definition == typeof(Output<>) ? typeof(OutputJsonConverter<>)
            : definition == typeof(Input<>) ? typeof(InputJsonConverter<>)
            : definition == typeof(InputList<>) ? typeof(InputListJsonConverter<>)
            : definition == typeof(InputMap<>) ? typeof(InputMapJsonConverter<>)
            : null;
    }
}

internal abstract class PartJsonConverter<TPart, TValue>(OutputJsonParts parts) : JsonConverter<TPart>
{
    public override TPart Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Make(parts.Wrap(JsonSerializer.Deserialize<TValue>(ref reader, options)));

    public override void Write(Utf8JsonWriter writer, TPart value, JsonSerializerOptions options)
    {
        var data = parts.Unwrap(Open(value));
        if (data.IsKnown)
            JsonSerializer.Serialize(writer, data.ValueAs<TValue>(), options);
        else
            writer.WriteNullValue();
    }

    protected abstract TPart Make(Output<TValue> value);

    protected abstract IOutput Open(TPart part);
}

internal sealed class OutputJsonConverter<T>(OutputJsonParts parts) : PartJsonConverter<Output<T>, T>(parts)
{
    protected override Output<T> Make(Output<T> value) => value;

    protected override IOutput Open(Output<T> part) => part;
}

internal sealed class InputJsonConverter<T>(OutputJsonParts parts) : PartJsonConverter<Input<T>, T>(parts)
{
    protected override Input<T> Make(Output<T> value) => value;

    protected override IOutput Open(Input<T> part) => part.ToOutput();
}

internal sealed class InputListJsonConverter<T>(OutputJsonParts parts) : PartJsonConverter<InputList<T>, ImmutableArray<T>>(parts)
{
    protected override InputList<T> Make(Output<ImmutableArray<T>> value) => value;

    protected override IOutput Open(InputList<T> part) => part.ToOutput();
}

internal sealed class InputMapJsonConverter<T>(OutputJsonParts parts)
    : PartJsonConverter<InputMap<T>, ImmutableDictionary<string, T>>(parts)
{
    protected override InputMap<T> Make(Output<ImmutableDictionary<string, T>> value) => value;

    protected override IOutput Open(InputMap<T> part) => part.ToOutput();
}
