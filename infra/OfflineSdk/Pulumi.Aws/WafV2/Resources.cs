namespace Pulumi.Aws.WafV2;

[AwsResourceType("aws:wafv2/webAcl:WebAcl")]
public class WebAcl(string name, WebAclArgs args, CustomResourceOptions? options = null)
    : CustomResource("aws:wafv2/webAcl:WebAcl", name, args, options)
{
    [Output("arn")] public Output<string> Arn { get; private set; } = null!;
}

public sealed class WebAclArgs : ResourceArgs
{
    [Input("defaultAction", required: true)] public Input<Inputs.WebAclDefaultActionArgs> DefaultAction { get; set; } = null!;
    [Input("description")] public Input<string>? Description { get; set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [field: Input("rules")] public InputList<Inputs.WebAclRuleArgs> Rules { get => field ??= new(); set; }
    [Input("scope", required: true)] public Input<string> Scope { get; set; } = null!;
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
    [Input("visibilityConfig", required: true)] public Input<Inputs.WebAclVisibilityConfigArgs> VisibilityConfig { get; set; } = null!;
}

[AwsResourceType("aws:wafv2/webAclAssociation:WebAclAssociation")]
public class WebAclAssociation(string name, WebAclAssociationArgs args, CustomResourceOptions? options = null)
    : CustomResource("aws:wafv2/webAclAssociation:WebAclAssociation", name, args, options);

public sealed class WebAclAssociationArgs : ResourceArgs
{
    [Input("resourceArn", required: true)] public Input<string> ResourceArn { get; set; } = null!;
    [Input("webAclArn", required: true)] public Input<string> WebAclArn { get; set; } = null!;
}

[AwsResourceType("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration")]
public class WebAclLoggingConfiguration(string name, WebAclLoggingConfigurationArgs args, CustomResourceOptions? options = null)
    : CustomResource("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", name, args, options);

public sealed class WebAclLoggingConfigurationArgs : ResourceArgs
{
    [field: Input("logDestinationConfigs", required: true)] public InputList<string> LogDestinationConfigs { get => field ??= new(); set; }
    [Input("loggingFilter")] public Input<Inputs.WebAclLoggingConfigurationLoggingFilterArgs>? LoggingFilter { get; set; }
    [field: Input("redactedFields")]
    public InputList<Inputs.WebAclLoggingConfigurationRedactedFieldArgs> RedactedFields { get => field ??= new(); set; }
    [Input("resourceArn", required: true)] public Input<string> ResourceArn { get; set; } = null!;
}
