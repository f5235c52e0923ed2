namespace Pulumi.Aws.Sns;

[AwsResourceType("aws:sns/topic:Topic")]
public class Topic(string name, TopicArgs? args = null, CustomResourceOptions? options = null)
    : CustomResource("aws:sns/topic:Topic", name, args ?? new(), options)
{
    [Output("arn")] public Output<string> Arn { get; private set; } = null!;
}

public sealed class TopicArgs : ResourceArgs
{
    [Input("kmsMasterKeyId")] public Input<string>? KmsMasterKeyId { get; set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
}

[AwsResourceType("aws:sns/topicPolicy:TopicPolicy")]
public class TopicPolicy(string name, TopicPolicyArgs args, CustomResourceOptions? options = null)
    : CustomResource("aws:sns/topicPolicy:TopicPolicy", name, args, options)
{
    [Output("arn")] public Output<string> Arn { get; private set; } = null!;
}

public sealed class TopicPolicyArgs : ResourceArgs
{
    [Input("arn", required: true)] public Input<string> Arn { get; set; } = null!;
    [Input("policy", required: true)] public InputUnion<string, Inputs.PolicyDocumentArgs> Policy { get; set; } = null!;
}
