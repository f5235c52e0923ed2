namespace Pulumi.Aws.Iam;

[AwsResourceType("aws:iam/openIdConnectProvider:OpenIdConnectProvider")]
public class OpenIdConnectProvider(string name, OpenIdConnectProviderArgs args, CustomResourceOptions? options = null)
    : CustomResource("aws:iam/openIdConnectProvider:OpenIdConnectProvider", name, args, options)
{
    [Output("arn")] public Output<string> Arn { get; private set; } = null!;
}

public sealed class OpenIdConnectProviderArgs : ResourceArgs
{
    [field: Input("clientIdLists", required: true)] public InputList<string> ClientIdLists { get => field ??= new(); set; }
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
    [Input("url", required: true)] public Input<string> Url { get; set; } = null!;
}

[AwsResourceType("aws:iam/role:Role")]
public class Role(string name, RoleArgs args, CustomResourceOptions? options = null)
    : CustomResource("aws:iam/role:Role", name, args, options)
{
    [Output("arn")] public Output<string> Arn { get; private set; } = null!;
    [Output("name")] public Output<string> Name { get; private set; } = null!;
}

public sealed class RoleArgs : ResourceArgs
{
    [Input("assumeRolePolicy", required: true)] public InputUnion<string, Inputs.PolicyDocumentArgs> AssumeRolePolicy { get; set; } = null!;
    [Input("description")] public Input<string>? Description { get; set; }
    [Input("maxSessionDuration")] public Input<int>? MaxSessionDuration { get; set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
}

[AwsResourceType("aws:iam/rolePolicy:RolePolicy")]
public class RolePolicy(string name, RolePolicyArgs args, CustomResourceOptions? options = null)
    : CustomResource("aws:iam/rolePolicy:RolePolicy", name, args, options);

public sealed class RolePolicyArgs : ResourceArgs
{
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("policy", required: true)] public InputUnion<string, Inputs.PolicyDocumentArgs> Policy { get; set; } = null!;
    [Input("role", required: true)] public Input<string> Role { get; set; } = null!;
}

[AwsResourceType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")]
public class RolePolicyAttachment(string name, RolePolicyAttachmentArgs args, CustomResourceOptions? options = null)
    : CustomResource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", name, args, options);

public sealed class RolePolicyAttachmentArgs : ResourceArgs
{
    [Input("policyArn", required: true)] public Input<string> PolicyArn { get; set; } = null!;
    [Input("role", required: true)] public Input<string> Role { get; set; } = null!;
}
