namespace Pulumi.Gcp.Kms;

[GcpResourceType("gcp:kms/cryptoKey:CryptoKey")]
public class CryptoKey(string name, CryptoKeyArgs args, CustomResourceOptions? options = null)
    : CustomResource("gcp:kms/cryptoKey:CryptoKey", name, args, options.With(secrets: ["effectiveLabels", "pulumiLabels"]));

public sealed class CryptoKeyArgs : ResourceArgs
{
    [Input("destroyScheduledDuration")] public Input<string>? DestroyScheduledDuration { get; set; }
    [Input("keyRing", required: true)] public Input<string> KeyRing { get; set; } = null!;
    [field: Input("labels")] public InputMap<string> Labels { get => field ??= new(); set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("purpose")] public Input<string>? Purpose { get; set; }
    [Input("rotationPeriod")] public Input<string>? RotationPeriod { get; set; }
}

[GcpResourceType("gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember")]
public class CryptoKeyIAMMember(string name, CryptoKeyIAMMemberArgs args, CustomResourceOptions? options = null)
    : CustomResource("gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember", name, args, options)
{
    [Output("cryptoKeyId")] public Output<string> CryptoKeyId { get; private set; } = null!;
}

public sealed class CryptoKeyIAMMemberArgs : ResourceArgs
{
    [Input("cryptoKeyId", required: true)] public Input<string> CryptoKeyId { get; set; } = null!;
    [Input("member", required: true)] public Input<string> Member { get; set; } = null!;
    [Input("role", required: true)] public Input<string> Role { get; set; } = null!;
}

[GcpResourceType("gcp:kms/keyRing:KeyRing")]
public class KeyRing(string name, KeyRingArgs args, CustomResourceOptions? options = null)
    : CustomResource("gcp:kms/keyRing:KeyRing", name, args, options);

public sealed class KeyRingArgs : ResourceArgs
{
    [Input("location", required: true)] public Input<string> Location { get; set; } = null!;
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("project")] public Input<string>? Project { get; set; }
}
