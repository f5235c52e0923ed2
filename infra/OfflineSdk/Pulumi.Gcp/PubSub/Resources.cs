namespace Pulumi.Gcp.PubSub;

[GcpResourceType("gcp:pubsub/topic:Topic")]
public class Topic(string name, TopicArgs? args = null, CustomResourceOptions? options = null)
    : CustomResource("gcp:pubsub/topic:Topic", name, args ?? new(), options.With(secrets: ["effectiveLabels", "pulumiLabels"]))
{
    [Output("name")] public Output<string> Name { get; private set; } = null!;
}

public sealed class TopicArgs : ResourceArgs
{
    [field: Input("labels")] public InputMap<string> Labels { get => field ??= new(); set; }
    [Input("messageRetentionDuration")] public Input<string>? MessageRetentionDuration { get; set; }
    [Input("messageStoragePolicy")] public Input<Inputs.TopicMessageStoragePolicyArgs>? MessageStoragePolicy { get; set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("project")] public Input<string>? Project { get; set; }
}

[GcpResourceType("gcp:pubsub/topicIAMMember:TopicIAMMember")]
public class TopicIAMMember(string name, TopicIAMMemberArgs args, CustomResourceOptions? options = null)
    : CustomResource("gcp:pubsub/topicIAMMember:TopicIAMMember", name, args, options);

public sealed class TopicIAMMemberArgs : ResourceArgs
{
    [Input("member", required: true)] public Input<string> Member { get; set; } = null!;
    [Input("project")] public Input<string>? Project { get; set; }
    [Input("role", required: true)] public Input<string> Role { get; set; } = null!;
    [Input("topic", required: true)] public Input<string> Topic { get; set; } = null!;
}
