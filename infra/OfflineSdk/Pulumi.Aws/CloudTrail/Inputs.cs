namespace Pulumi.Aws.CloudTrail.Inputs;

public sealed class TrailAdvancedEventSelectorArgs : ResourceArgs
{
    [field: Input("fieldSelectors", required: true)]
    public InputList<TrailAdvancedEventSelectorFieldSelectorArgs> FieldSelectors { get => field ??= new(); set; }
    [Input("name")] public Input<string>? Name { get; set; }
}

public sealed class TrailAdvancedEventSelectorFieldSelectorArgs : ResourceArgs
{
    [field: Input("equals")] public InputList<string> Equals { get => field ??= new(); set; }
    [Input("field", required: true)] public Input<string> Field { get; set; } = null!;
}

public sealed class TrailInsightSelectorArgs : ResourceArgs
{
    [Input("insightType", required: true)] public Input<string> InsightType { get; set; } = null!;
}
