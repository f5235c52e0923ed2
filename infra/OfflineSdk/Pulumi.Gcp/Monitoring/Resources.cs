namespace Pulumi.Gcp.Monitoring;

[GcpResourceType("gcp:monitoring/notificationChannel:NotificationChannel")]
public class NotificationChannel(string name, NotificationChannelArgs args, CustomResourceOptions? options = null)
    : CustomResource("gcp:monitoring/notificationChannel:NotificationChannel", name, args, options);

public sealed class NotificationChannelArgs : ResourceArgs
{
    [Input("description")] public Input<string>? Description { get; set; }
    [Input("displayName")] public Input<string>? DisplayName { get; set; }
    [field: Input("labels")] public InputMap<string> Labels { get => field ??= new(); set; }
    [Input("project")] public Input<string>? Project { get; set; }
    [Input("type", required: true)] public Input<string> Type { get; set; } = null!;
}
