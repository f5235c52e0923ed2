namespace Pulumi.Gcp.Projects;

[GcpResourceType("gcp:projects/iAMAuditConfig:IAMAuditConfig")]
public class IAMAuditConfig(string name, IAMAuditConfigArgs args, CustomResourceOptions? options = null)
    : CustomResource("gcp:projects/iAMAuditConfig:IAMAuditConfig", name, args, options);

public sealed class IAMAuditConfigArgs : ResourceArgs
{
    [field: Input("auditLogConfigs", required: true)]
    public InputList<Inputs.IAMAuditConfigAuditLogConfigArgs> AuditLogConfigs { get => field ??= new(); set; }
    [Input("project", required: true)] public Input<string> Project { get; set; } = null!;
    [Input("service", required: true)] public Input<string> Service { get; set; } = null!;
}

[GcpResourceType("gcp:projects/iAMCustomRole:IAMCustomRole")]
public class IAMCustomRole(string name, IAMCustomRoleArgs args, CustomResourceOptions? options = null)
    : CustomResource("gcp:projects/iAMCustomRole:IAMCustomRole", name, args, options);

public sealed class IAMCustomRoleArgs : ResourceArgs
{
    [Input("description")] public Input<string>? Description { get; set; }
    [field: Input("permissions", required: true)] public InputList<string> Permissions { get => field ??= new(); set; }
    [Input("project")] public Input<string>? Project { get; set; }
    [Input("roleId")] public Input<string>? RoleId { get; set; }
    [Input("stage")] public Input<string>? Stage { get; set; }
    [Input("title", required: true)] public Input<string> Title { get; set; } = null!;
}

[GcpResourceType("gcp:projects/iAMMember:IAMMember")]
public class IAMMember(string name, IAMMemberArgs args, CustomResourceOptions? options = null)
    : CustomResource("gcp:projects/iAMMember:IAMMember", name, args, options);

public sealed class IAMMemberArgs : ResourceArgs
{
    [Input("condition")] public Input<Inputs.IAMMemberConditionArgs>? Condition { get; set; }
    [Input("member", required: true)] public Input<string> Member { get; set; } = null!;
    [Input("project", required: true)] public Input<string> Project { get; set; } = null!;
    [Input("role", required: true)] public Input<string> Role { get; set; } = null!;
}
