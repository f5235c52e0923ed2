using System.Security.Cryptography.X509Certificates;
using System.Text;
using WedSync.LocalPlatform.Tests.Support;

namespace WedSync.LocalPlatform.Tests.Certificates;

[Collection(RenderedStackGroup.Name)]
public sealed class SecretFactoryTests(RenderedStack stack)
{
    private string Value(string region, string name, string key, string @namespace = "wedsync-ai-cache")
        => Encoding.UTF8.GetString(stack.Region(region).Context.Secrets[(@namespace, name)][key]);

    private static bool Trusts(string authority, string certificate)
    {
        using var root = X509Certificate2.CreateFromPem(authority);
        using var leaf = X509Certificate2.CreateFromPem(certificate);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(leaf);
    }

    [Fact]
    public void RedisCertificate_IsItsRegionsOwn_AndNamesEveryNodesAddress()
    {
        using var certificate = X509Certificate2.CreateFromPem(Value("us-east", "redis-tls", "tls.crt"));
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single();

        Assert.True(Trusts(Value("us-east", "redis-tls", "ca.crt"), Value("us-east", "redis-tls", "tls.crt")));
        Assert.False(Trusts(Value("eu-west", "redis-tls", "ca.crt"), Value("us-east", "redis-tls", "tls.crt")));
        var nodes = stack.Region("us-east").Pods.Where(p => p.Workload.Name == "redis-cluster-primary").Select(p => p.Ip);
        Assert.Subset(names.EnumerateIPAddresses().Select(a => a.ToString()).ToHashSet(), nodes.ToHashSet());
        Assert.Contains("*.redis-cluster-primary.wedsync-ai-cache.svc.cluster.local", names.EnumerateDnsNames());
    }

    [Fact]
    public void SyncCertificates_OfTwoRegions_TrustEachOther()
    {
        Assert.True(Trusts(Value("us-east", "cache-sync-tls", "ca.crt"), Value("eu-west", "cache-sync-tls", "tls.crt")));
        Assert.True(Trusts(Value("eu-west", "cache-sync-tls", "ca.crt"), Value("us-east", "cache-sync-tls", "tls.crt")));
        Assert.False(Trusts(Value("us-east", "redis-tls", "ca.crt"), Value("us-east", "cache-sync-tls", "tls.crt")));
    }

    [Fact]
    public void SyncCertificate_NamesItsPod_TheLinksThatLeadToIt_AndItsPublicName()
    {
        using var certificate = X509Certificate2.CreateFromPem(Value("eu-west", "cache-sync-tls", "tls.crt"));
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single();

        Assert.Equal([stack.Pod("eu-west", "cache-sync-service").Ip, "127.77.101.3"], names.EnumerateIPAddresses().Select(a => a.ToString()));
        Assert.Contains("sync-eu-west.wedsync.com", names.EnumerateDnsNames());
        using var redis = X509Certificate2.CreateFromPem(Value("eu-west", "redis-tls", "tls.crt"));
        Assert.DoesNotContain("127.77.101.3", redis.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single().EnumerateIPAddresses().Select(a => a.ToString()));
    }

    [Fact]
    public void Certificate_BelongsToItsKey()
    {
        using var certificate = X509Certificate2.CreateFromPem(Value("us-east", "redis-tls", "tls.crt"), Value("us-east", "redis-tls", "tls.key"));

        Assert.True(certificate.HasPrivateKey);
        Assert.Contains("1.3.6.1.5.5.7.3.2", certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().Single().EnhancedKeyUsages.Cast<System.Security.Cryptography.Oid>().Select(o => o.Value));
    }

    [Fact]
    public void Passwords_AreTheDescriptionsKeys_EachAnother()
    {
        var passwords = stack.Region("us-east").Context.Secrets[("wedsync-ai-cache", "redis-acl")];

        Assert.Equal(["cache", "exporter", "operator", "replication", "sync"], passwords.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(5, passwords.Values.Select(Encoding.UTF8.GetString).Distinct().Count());
        Assert.All(passwords.Values, p => Assert.Equal(48, p.Length));
    }

    [Fact]
    public void Template_IsFilled()
    {
        Assert.Equal("admin", Value("us-east", "grafana-admin", "user", "wedsync-monitoring"));
        Assert.Equal(40, Value("us-east", "grafana-admin", "password", "wedsync-monitoring").Length);
    }

    [Fact]
    public void WhatLiesInTheSecretManager_IsTheSameInEveryRegion()
        => Assert.Equal(Value("us-east", "alertmanager-receivers", "pagerduty-key", "wedsync-monitoring"), Value("eu-west", "alertmanager-receivers", "pagerduty-key", "wedsync-monitoring"));
}
