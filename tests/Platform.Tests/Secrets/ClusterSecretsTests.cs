using System.Text.Json.Nodes;
using WedSync.Planning;
using WedSync.Platform.Components.Secrets;
using WedSync.Platform.Tests.Foundation;

namespace WedSync.Platform.Tests.Secrets;

public sealed class ClusterSecretsTests
{
    private const string Release = "kubernetes:helm.sh/v3:Release";
    private const string Issuer = "kubernetes:cert-manager.io/v1:ClusterIssuer";
    private const string Store = "kubernetes:external-secrets.io/v1:ClusterSecretStore";

    private static Task<Plan> PlanAsync(string stack) => RegionFixture.PlanAsync(stack, (cluster, options) =>
        _ = new ClusterSecrets(cluster.Context.Logical("secrets"), new ClusterSecretsArgs { Context = cluster.Context, Cluster = cluster }, options));

    [Fact]
    public async Task Charts_ArePinnedAndKeepTheirCrds()
    {
        var plan = await PlanAsync("peak-us-east");

        plan.Single(Release, "us-east-cert-manager").Has(
            ("chart", "cert-manager"), ("version", "v1.21.1"), ("namespace", "cert-manager"), ("atomic", "true"),
            ("repositoryOpts.repo", "https://charts.jetstack.io"), ("values.crds.enabled", "true"), ("values.crds.keep", "true"),
            ("values.webhook.replicaCount", "3"));
        plan.Single(Release, "us-east-external-secrets").Has(
            ("chart", "external-secrets"), ("version", "2.9.0"), ("values.leaderElect", "true"), ("values.processPushSecret", "false"),
            ("values.processClusterExternalSecret", "false"));
    }

    [Fact]
    public async Task ClusterCa_IsSelfSignedOnceAndSignsTheRest()
    {
        var plan = await PlanAsync("peak-us-east");

        plan.Single(Issuer, "us-east-issuer-self-signed").Has(("metadata.name", "wedsync-selfsigned"), ("spec.selfSigned", "{}"), ("spec.ca", null));
        var ca = plan.Single("kubernetes:cert-manager.io/v1:Certificate", "us-east-cluster-ca");
        ca.Has(
            ("metadata.namespace", "cert-manager"), ("spec.isCA", "true"), ("spec.secretName", "wedsync-ca"),
            ("spec.issuerRef.name", "wedsync-selfsigned"), ("spec.issuerRef.kind", "ClusterIssuer"), ("spec.issuerRef.group", "cert-manager.io"),
            ("spec.privateKey.algorithm", "ECDSA"), ("spec.privateKey.size", "384"), ("spec.privateKey.rotationPolicy", "Never"));
        var issuer = plan.Single(Issuer, "us-east-issuer-cluster-ca");
        issuer.Has(("metadata.name", SecretNames.ClusterCa), ("spec.ca.secretName", "wedsync-ca"), ("spec.selfSigned", null));
        Assert.Equal([ca.Urn], issuer.DependsOn);
    }

    [Fact]
    public async Task SyncCa_ComesFromTheSecretManagerAndIsNeverMadeHere()
    {
        var plan = await PlanAsync("peak-us-east");

        plan.Single("kubernetes:external-secrets.io/v1:ExternalSecret", "us-east-sync-ca").Has(
            ("metadata.namespace", "cert-manager"),
            ("spec.secretStoreRef.name", "cloud-secrets"),
            ("spec.secretStoreRef.kind", "ClusterSecretStore"),
            ("spec.target.template.type", "kubernetes.io/tls"),
            ("spec.data[0].secretKey", "tls.crt"),
            ("spec.data[0].remoteRef.key", "wedsync-sync-ca"),
            ("spec.data[1].remoteRef.property", "tls.key"));
        plan.Single(Issuer, "us-east-issuer-sync-ca").Has(("metadata.name", SecretNames.SyncCa), ("spec.ca.secretName", "wedsync-sync-ca"));
    }

    [Fact]
    public async Task Store_OfGoogleCloud_ReadsOnlyThePlatformsSecrets()
    {
        var plan = await PlanAsync("peak-us-east");

        plan.Single(Store, "us-east-cloud-secrets").Has(
            ("spec.provider.gcpsm.projectID", "wedsync-prod"), ("spec.provider.gcpsm.location", null), ("spec.provider.aws", null),
            ("spec.conditions[0].namespaces", """["wedsync-ai-cache","wedsync-monitoring","wedsync-edge","velero","cert-manager"]"""));
        plan.Single("gcp:projects/iAMMember:IAMMember", "us-east-external-secrets-identity-secretmanager.secretAccessor").Has(
            ("condition.expression", "resource.name.extract(\"/secrets/{name}/\").startsWith(\"wedsync-\")"));
        Assert.Equal(
            "ws-us-east-external-secrets@wedsync-prod.iam.gserviceaccount.com",
            (string?)plan.Single(Release, "us-east-external-secrets").At("values.serviceAccount.annotations")!["iam.gke.io/gcp-service-account"]);
    }

    [Fact]
    public async Task Store_OfAResidentRegion_ReadsSecretsOfItsLocation() =>
        (await PlanAsync("peak-eu-west")).Single(Store, "eu-west-cloud-secrets").Has(("spec.provider.gcpsm.location", "europe-west1"));

    [Fact]
    public async Task Store_OfAws_ReadsOnlyThePlatformsSecrets()
    {
        var plan = await PlanAsync("peak-us-west");

        plan.Single(Store, "us-west-cloud-secrets").Has(
            ("spec.provider.aws.service", "SecretsManager"), ("spec.provider.aws.region", "us-west-2"), ("spec.provider.gcpsm", null));
        var policy = JsonNode.Parse(plan.Single("aws:iam/rolePolicy:RolePolicy", "us-west-external-secrets-identity-policy").Text("policy")!)!;
        Assert.Equal(
            """["arn:aws:secretsmanager:us-west-2:123456789012:secret:wedsync-*"]""",
            policy["Statement"]![0]!["Resource"]!.ToJsonString());
    }

    [Theory]
    [InlineData("peak-us-east")]
    [InlineData("peak-us-west")]
    public async Task CustomResources_WaitForTheirOperatorsAndNoSecretIsInThePlan(string stack)
    {
        var plan = await PlanAsync(stack);
        var custom = plan.Resources.Where(r => r.Type.StartsWith("kubernetes:cert-manager.io", StringComparison.Ordinal)
            || r.Type.StartsWith("kubernetes:external-secrets.io", StringComparison.Ordinal)).ToList();
        Assert.Equal(6, custom.Count);
        Assert.All(custom, r => Assert.NotEmpty(r.DependsOn));
        Assert.DoesNotContain(plan.Resources, r => r.Type == "kubernetes:core/v1:Secret");
    }
}
