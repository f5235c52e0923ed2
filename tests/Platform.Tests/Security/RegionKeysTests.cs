using System.Text.Json.Nodes;
using WedSync.Platform.Components.Security;
using WedSync.Platform.Tests.Foundation;

namespace WedSync.Platform.Tests.Security;

public sealed class RegionKeysTests
{
    [Fact]
    public async Task Gcp_KeysRotateStayInTheLocationAndOutliveTheStack()
    {
        var plan = await RegionFixture.PlanAsync("peak-eu-west");

        plan.Single("gcp:kms/keyRing:KeyRing", "eu-west-keyring").Has(("location", "europe-west1"));
        var keys = plan.OfType("gcp:kms/cryptoKey:CryptoKey").ToList();
        Assert.Equal(["disks", "logs", "secrets"], keys.Select(k => k.Text("name")).Order(StringComparer.Ordinal));
        Assert.All(keys, k =>
        {
            k.Has(("rotationPeriod", "7776000s"), ("destroyScheduledDuration", "2592000s"), ("purpose", "ENCRYPT_DECRYPT"));
            Assert.True(k.Protect && k.RetainOnDelete, k.Name);
        });
    }

    [Theory]
    [InlineData("secrets", "container-engine-robot")]
    [InlineData("disks", "compute-system")]
    [InlineData("logs", "gcp-sa-logging")]
    public async Task Gcp_OnlyTheServiceThatEncryptsUsesAKey(string key, string agent)
    {
        var plan = await RegionFixture.PlanAsync("peak-eu-west");
        plan.Single("gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember", $"eu-west-key-{key}-agent").Has(
            ("cryptoKeyId", $"projects/wedsync-prod/locations/europe-west1/keyRings/wedsync-eu-west-keys/cryptoKeys/{key}"),
            ("role", "roles/cloudkms.cryptoKeyEncrypterDecrypter"),
            ("member", $"serviceAccount:service-123456789012@{agent}.iam.gserviceaccount.com"));
    }

    [Fact]
    public async Task Aws_KeysRotateAndOutliveTheStack()
    {
        var keys = (await RegionFixture.PlanAsync("peak-us-west")).OfType("aws:kms/key:Key").ToList();

        Assert.Equal(3, keys.Count);
        Assert.All(keys, k =>
        {
            k.Has(("enableKeyRotation", "true"), ("rotationPeriodInDays", "90"), ("deletionWindowInDays", "30"), ("multiRegion", "false"));
            Assert.True(k.Protect && k.RetainOnDelete, k.Name);
        });
    }

    [Fact]
    public void Aws_KeyForLogs_ServesThisAccountsLogsOnly()
    {
        var statements = Statements(AwsKeyPolicies.WithLogs("111122223333", "us-west-2"));

        Assert.Equal(3, statements.Count);
        Assert.Equal("logs.us-west-2.amazonaws.com", (string?)statements[1]!["Principal"]!["Service"]);
        Assert.Equal(
            """{"ArnLike":{"kms:EncryptionContext:aws:logs:arn":"arn:aws:logs:us-west-2:111122223333:log-group:*"}}""",
            statements[1]!["Condition"]!.ToJsonString());
        Assert.Equal("cloudtrail.amazonaws.com", (string?)statements[2]!["Principal"]!["Service"]);
        Assert.Contains("111122223333:trail/*", statements[2]!["Condition"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Aws_KeyForDisks_GrantsOnlyForAwsResources()
    {
        var statements = Statements(AwsKeyPolicies.WithAutoScaling("111122223333"));
        Assert.Equal("kms:CreateGrant", (string?)statements[2]!["Action"]);
        Assert.Equal("""{"Bool":{"kms:GrantIsForAWSResource":true}}""", statements[2]!["Condition"]!.ToJsonString());
    }

    [Fact]
    public void Aws_EveryKey_IsAdministeredByTheAccountAlone()
    {
        string[] policies =
            [AwsKeyPolicies.ByIam("1"), AwsKeyPolicies.WithAutoScaling("1"), AwsKeyPolicies.WithLogs("1", "l"), AwsKeyPolicies.WithBudgets("1")];
        foreach (var policy in policies)
        {
            var owner = Assert.Single(Statements(policy), s => s!["Action"]!.ToJsonString() == "\"kms:*\"")!;
            Assert.Equal("arn:aws:iam::1:root", (string?)owner["Principal"]!["AWS"]);
        }
    }

    [Fact]
    public void Trusts_NameWhoAndForWhom()
    {
        Assert.Equal(
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"eks.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"aws:SourceAccount":"1"}}}]}""",
            AwsPolicies.TrustService("eks.amazonaws.com", "1"));
        Assert.Equal(
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["a:B"],"Resource":["r"]}]}""",
            AwsPolicies.Allow(["a:B"], ["r"]));
    }

    private static JsonArray Statements(string policy) => JsonNode.Parse(policy)!["Statement"]!.AsArray();
}
