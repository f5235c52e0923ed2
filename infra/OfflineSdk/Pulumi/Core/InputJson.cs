using System.Text.Json;

namespace Pulumi;

/// <summary>An input that is a JSON document, given as text or parsed.</summary>
public sealed class InputJson : Input<JsonElement>
{
    public InputJson()
        : base(default(JsonElement))
    {
    }

    private InputJson(JsonElement element)
        : base(element)
    {
    }

    private InputJson(Output<JsonElement> element)
        : base(element)
    {
    }

    public static implicit operator InputJson(string json) => JsonDocument.Parse(json);

    public static implicit operator InputJson(JsonDocument document) => document.RootElement;

    public static implicit operator InputJson(JsonElement element) => new(element);

    public static implicit operator InputJson(Output<string> json) => json.Apply(text => JsonDocument.Parse(text));

    public static implicit operator InputJson(Output<JsonDocument> document) => document.Apply(parsed => parsed.RootElement);

    public static implicit operator InputJson(Output<JsonElement> element) => new(element);
}
