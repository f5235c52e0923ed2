using Pulumi;
using Pulumi.Gcp.Kms;
using Pulumi.Gcp.Organizations;

namespace WedSync.Platform.Components.Security;

/// <summary>Keys on Google Cloud, and the service agents that may use them.</summary>
internal sealed class GcpKeys(RegionKeys parent, RegionKeysArgs args)
{
    /// <summary>A new version every 90 days, in seconds.</summary>
    public const string RotationPeriod = "7776000s";

    /// <summary>A version marked for destruction can be brought back for 30 days.</summary>
    public const string DestroyDelay = "2592000s";

    private const string UseRole = "roles/cloudkms.cryptoKeyEncrypterDecrypter";

    private readonly string _project = args.Settings.Accounts.GcpProject;
    private readonly string _region = args.Region.Name;

    public KeyFacts Build()
    {
        var ring = new KeyRing($"{_region}-keyring", new KeyRingArgs
        {
            Name = CloudTags.Name(args.Region, "keys"),
            Project = _project,
            Location = args.Region.Location,
        }, Kept());
        var number = GetProject.Invoke(new GetProjectInvokeArgs { ProjectId = _project }, new InvokeOptions { Parent = parent })
            .Apply(p => p.Number);
        // Only the agent that encrypts with a key may use it: GKE secrets, Compute disks, Logging logs.
        return new KeyFacts(
            Key(ring, "secrets", number.Apply(n => $"service-{n}@container-engine-robot.iam.gserviceaccount.com")),
            Key(ring, "disks", number.Apply(n => $"service-{n}@compute-system.iam.gserviceaccount.com")),
            Key(ring, "logs", number.Apply(n => $"service-{n}@gcp-sa-logging.iam.gserviceaccount.com")));
    }

    // The id passes through the grant, so that nothing is encrypted before the agent may do so.
    private Output<string> Key(KeyRing ring, string purpose, Output<string> agent)
    {
        var key = new CryptoKey($"{_region}-key-{purpose}", new CryptoKeyArgs
        {
            Name = purpose,
            KeyRing = ring.Id,
            Purpose = "ENCRYPT_DECRYPT",
            RotationPeriod = RotationPeriod,
            DestroyScheduledDuration = DestroyDelay,
            Labels = CloudTags.GcpLabels(args.Region),
        }, Kept());
        var grant = new CryptoKeyIAMMember($"{_region}-key-{purpose}-agent", new CryptoKeyIAMMemberArgs
        {
            CryptoKeyId = key.Id,
            Role = UseRole,
            Member = agent.Apply(email => $"serviceAccount:{email}"),
        }, new CustomResourceOptions { Parent = parent });
        return grant.CryptoKeyId;
    }

    private CustomResourceOptions Kept() => new() { Parent = parent, Protect = true, RetainOnDelete = true };
}
