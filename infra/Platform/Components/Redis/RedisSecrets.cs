using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.Secrets;
using WedSync.Platform.Components.Secrets.CustomResources;

namespace WedSync.Platform.Components.Redis;

/// <summary>The nodes' certificate and the users' passwords. Both are made inside the cluster; the program never sees them.</summary>
internal static class RedisSecrets
{
    private const string Generator = "redis-passwords";

    public static Resource[] Create(RegionContext context, Resource parent, Resource[] after)
    {
        var certificate = new Certificate(context.Logical("redis-tls"), new CertificateArgs
        {
            Metadata = Metadata(Names.RedisTls),
            Spec = new CertificateSpecArgs
            {
                SecretName = Names.RedisTls,
                IssuerRef = SecretRefs.ClusterCa(),
                CommonName = Names.RedisClient,
                DnsNames = RedisEndpoints.CertificateNames().ToArray(),
                // A node is a server to clients and a client to the other nodes.
                Usages = { "digital signature", "key encipherment", "server auth", "client auth" },
                Duration = "2160h",
                RenewBefore = "720h",
                PrivateKey = new CertificatePrivateKeyArgs { Algorithm = "ECDSA", Size = 256, Encoding = "PKCS8", RotationPolicy = "Always" },
            },
        }, context.In(parent, after));

        var generator = new Password(context.Logical("redis-passwords"), new PasswordArgs
        {
            Metadata = Metadata(Generator),
            Spec = new PasswordSpecArgs
            {
                Length = 48,
                Digits = 12,
                // Letters and digits need no quoting in redis.conf.
                Symbols = 0,
                NoUpper = false,
                AllowRepeat = true,
                SecretKeys = RedisAcl.Users.ToArray(),
            },
        }, context.In(parent, after));

        var passwords = new ExternalSecret(context.Logical("redis-acl"), new ExternalSecretArgs
        {
            Metadata = Metadata(Names.RedisAcl),
            Spec = new ExternalSecretSpecArgs
            {
                // A generator answers anew each time it is asked: asked once, the passwords hold until someone deletes the Secret.
                RefreshPolicy = "CreatedOnce",
                Target = new ExternalSecretTargetArgs { Name = Names.RedisAcl, CreationPolicy = "Orphan", DeletionPolicy = "Retain" },
                DataFrom = { SecretRefs.Passwords(Generator) },
            },
        }, context.In(parent, [.. after, generator]));

        return [certificate, passwords];
    }

    private static ObjectMetaArgs Metadata(string name) => new()
    {
        Name = name,
        Namespace = Namespaces.Cache,
        Labels = Labels.For(Names.Redis, "redis"),
    };
}
