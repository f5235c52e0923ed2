using System.Text.Json.Serialization;

namespace WedSync.LocalPlatform.Control;

/// <summary>JSON of the control API: camelCase, enumerations as text.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PlatformStatus))]
[JsonSerializable(typeof(PodStatus))]
[JsonSerializable(typeof(SignalRequest))]
[JsonSerializable(typeof(DownRequest))]
[JsonSerializable(typeof(CanaryRequest))]
[JsonSerializable(typeof(WeightRequest))]
[JsonSerializable(typeof(TimeScaleRequest))]
[JsonSerializable(typeof(ClockRequest))]
[JsonSerializable(typeof(ExecRequest))]
[JsonSerializable(typeof(ExecAnswer))]
[JsonSerializable(typeof(LinkRequest))]
[JsonSerializable(typeof(IReadOnlyList<LinkStatus>))]
[JsonSerializable(typeof(ErrorAnswer))]
public sealed partial class ControlJson : JsonSerializerContext;
