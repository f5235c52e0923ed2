using System.Collections.Immutable;
using Pulumi;

namespace WedSync.OfflineSdk.Tests.Support;

/// <summary>A resource with one property of each kind, written as the generated classes are.</summary>
internal sealed class Thing : CustomResource
{
    public const string Token = "test:index:Thing";

    public Thing(string name, ThingArgs? args = null, CustomResourceOptions? options = null)
        : base(Token, name, args ?? new ThingArgs(), options)
    {
    }

    [Output("text")]
    public Output<string?> Text { get; private set; } = null!;

    [Output("count")]
    public Output<int> Count { get; private set; } = null!;

    [Output("ratio")]
    public Output<double?> Ratio { get; private set; } = null!;

    [Output("enabled")]
    public Output<bool?> Enabled { get; private set; } = null!;

    [Output("size")]
    public Output<Size?> Size { get; private set; } = null!;

    [Output("level")]
    public Output<Level> Level { get; private set; } = null!;

    [Output("tags")]
    public Output<ImmutableArray<string>> Tags { get; private set; } = null!;

    [Output("labels")]
    public Output<ImmutableDictionary<string, string>?> Labels { get; private set; } = null!;

    [Output("port")]
    public Output<Union<int, string>> Port { get; private set; } = null!;

    [Output("part")]
    public Output<Part?> Part { get; private set; } = null!;

    [Output("parts")]
    public Output<ImmutableArray<Part>> Parts { get; private set; } = null!;

    [Output("body")]
    public Output<System.Text.Json.JsonElement> Body { get; private set; } = null!;

    [Output("source")]
    public Output<AssetOrArchive?> Source { get; private set; } = null!;

    /// <summary>Never among the inputs: only a provider could know it.</summary>
    [Output("computed")]
    public Output<string> Computed { get; private set; } = null!;
}

internal sealed class ThingArgs : ResourceArgs
{
    [Input("tags")]
    private InputList<string>? _tags;

    [Input("labels")]
    private InputMap<string>? _labels;

    [Input("text")]
    public Input<string>? Text { get; set; }

    [Input("count")]
    public Input<int>? Count { get; set; }

    [Input("ratio")]
    public Input<double>? Ratio { get; set; }

    [Input("enabled")]
    public Input<bool>? Enabled { get; set; }

    [Input("size")]
    public Input<Size>? Size { get; set; }

    [Input("level")]
    public Input<Level>? Level { get; set; }

    public InputList<string> Tags
    {
        get => _tags ??= [];
        set => _tags = value;
    }

    public InputMap<string> Labels
    {
        get => _labels ??= [];
        set => _labels = value;
    }

    [field: Input("parts")]
    public InputList<PartArgs> Parts
    {
        get => field ??= [];
        set;
    }

    [Input("port")]
    public InputUnion<int, string>? Port { get; set; }

    [Input("part")]
    public Input<PartArgs>? Part { get; set; }

    [Input("body")]
    public InputJson? Body { get; set; }

    [Input("source")]
    public Input<AssetOrArchive>? Source { get; set; }

    [Input("other")]
    public Input<Resource>? Other { get; set; }

    [Input("anything")]
    public Input<object>? Anything { get; set; }

    [Input("settings", json: true)]
    public Input<PartArgs>? Settings { get; set; }

    [Input("flag", json: true)]
    public Input<bool>? Flag { get; set; }
}

internal sealed class PartArgs : ResourceArgs
{
    [Input("name", required: true)]
    public Input<string> Name { get; set; } = null!;

    [Input("weight")]
    public Input<int>? Weight { get; set; }
}

[OutputType]
internal sealed class Part
{
    public readonly string Name;

    public readonly int? Weight;

    [OutputConstructor]
    private Part(string name, int? weight)
    {
        Name = name;
        Weight = weight;
    }
}

[EnumType]
internal readonly struct Size : IEquatable<Size>
{
    private readonly string _value;

    private Size(string value) => _value = value;

    public static Size Small { get; } = new("small");

    public static Size Large { get; } = new("large");

    public static explicit operator string(Size value) => value._value;

    public static bool operator ==(Size left, Size right) => left.Equals(right);

    public static bool operator !=(Size left, Size right) => !left.Equals(right);

    public bool Equals(Size other) => _value == other._value;

    public override bool Equals(object? obj) => obj is Size other && Equals(other);

    public override int GetHashCode() => _value.GetHashCode(StringComparison.Ordinal);
}

/// <summary>A resource that references to it find again by its type.</summary>
[ResourceType(Token, null)]
public sealed class Named : CustomResource
{
    public const string Token = "test:index:Named";

    public Named(string name, ResourceArgs? args = null, CustomResourceOptions? options = null)
        : base(Token, name, args, options)
    {
    }

    [Output("text")]
    public Output<string?> Text { get; private set; } = null!;
}

internal enum Level
{
    Low = 1,
    High = 7,
}
