namespace Pulumi.Gcp.Logging;

[GcpResourceType("gcp:logging/projectBucketConfig:ProjectBucketConfig")]
public class ProjectBucketConfig(string name, ProjectBucketConfigArgs args, CustomResourceOptions? options = null)
    : CustomResource("gcp:logging/projectBucketConfig:ProjectBucketConfig", name, args, options);

public sealed class ProjectBucketConfigArgs : ResourceArgs
{
    [Input("bucketId", required: true)] public Input<string> BucketId { get; set; } = null!;
    [Input("cmekSettings")] public Input<Inputs.ProjectBucketConfigCmekSettingsArgs>? CmekSettings { get; set; }
    [Input("description")] public Input<string>? Description { get; set; }
    [Input("enableAnalytics")] public Input<bool>? EnableAnalytics { get; set; }
    [Input("location", required: true)] public Input<string> Location { get; set; } = null!;
    [Input("project", required: true)] public Input<string> Project { get; set; } = null!;
    [Input("retentionDays")] public Input<int>? RetentionDays { get; set; }
}

[GcpResourceType("gcp:logging/projectSink:ProjectSink")]
public class ProjectSink(string name, ProjectSinkArgs args, CustomResourceOptions? options = null)
    : CustomResource("gcp:logging/projectSink:ProjectSink", name, args, options);

public sealed class ProjectSinkArgs : ResourceArgs
{
    [Input("description")] public Input<string>? Description { get; set; }
    [Input("destination", required: true)] public Input<string> Destination { get; set; } = null!;
    [Input("filter")] public Input<string>? Filter { get; set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("project")] public Input<string>? Project { get; set; }
    [Input("uniqueWriterIdentity")] public Input<bool>? UniqueWriterIdentity { get; set; }
}
