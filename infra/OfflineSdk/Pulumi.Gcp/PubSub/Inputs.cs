namespace Pulumi.Gcp.PubSub.Inputs;

public sealed class TopicMessageStoragePolicyArgs : ResourceArgs
{
    [field: Input("allowedPersistenceRegions", required: true)]
    public InputList<string> AllowedPersistenceRegions { get => field ??= new(); set; }
}
