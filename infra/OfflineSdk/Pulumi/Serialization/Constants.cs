namespace Pulumi.Serialization;

/// <summary>Values of the engine's wire protocol.</summary>
internal static class Constants
{
    /// <summary>Stands for a value that is not known yet.</summary>
    public const string UnknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    /// <summary>The key whose value says what kind of special object a map is.</summary>
    public const string SigKey = "4dabf18193072939515e22adb298388d";
    public const string AssetSig = "c44067f5952c0a294b673a41bacd8c17";
    public const string ArchiveSig = "0def7320c3a5731c473e5ecbe6d01bc7";
    public const string SecretSig = "1b47061264138c4ac30d75fd1eb44270";
    public const string ResourceSig = "5cf8f73096256a8f31e491e813e4eb8e";

    public const string ValueName = "value";
    public const string TextName = "text";
    public const string AssetsName = "assets";
    public const string PathName = "path";
    public const string UriName = "uri";
    public const string VersionName = "packageVersion";
    public const string IdName = "id";
    public const string UrnName = "urn";
    public const string StateName = "state";

    public const string StackType = "pulumi:pulumi:Stack";
    public const string GetResourceToken = "pulumi:pulumi:getResource";
}
