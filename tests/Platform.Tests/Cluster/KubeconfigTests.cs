using System.Text.Json.Nodes;
using WedSync.Platform.Components.Cluster;

namespace WedSync.Platform.Tests.Cluster;

public sealed class KubeconfigTests
{
    [Fact]
    public void Gke_GetsTokensFromThePluginAndHoldsNone()
    {
        var config = JsonNode.Parse(Kubeconfigs.Gke("c", "10.0.0.2", "Q0E="))!;

        Assert.Equal("https://10.0.0.2", (string?)config["clusters"]![0]!["cluster"]!["server"]);
        Assert.Equal("Q0E=", (string?)config["clusters"]![0]!["cluster"]!["certificate-authority-data"]);
        var user = config["users"]![0]!["user"]!.AsObject();
        Assert.Equal(["exec"], user.Select(p => p.Key));
        Assert.Equal("gke-gcloud-auth-plugin", (string?)user["exec"]!["command"]);
        Assert.Equal("client.authentication.k8s.io/v1beta1", (string?)user["exec"]!["apiVersion"]);
        Assert.Equal("c", (string?)config["current-context"]);
    }

    [Fact]
    public void Eks_TakesTheRoleOfTheAdministrators()
    {
        var config = JsonNode.Parse(Kubeconfigs.Eks("c", "https://x.eks", "Q0E=", "us-west-2", "arn:aws:iam::1:role/r"))!;

        var user = config["users"]![0]!["user"]!.AsObject();
        Assert.Equal(["exec"], user.Select(p => p.Key));
        Assert.Equal(
            "--region us-west-2 eks get-token --cluster-name c --role-arn arn:aws:iam::1:role/r --output json",
            string.Join(' ', user["exec"]!["args"]!.AsArray().Select(a => (string?)a)));
        Assert.Equal("https://x.eks", (string?)config["clusters"]![0]!["cluster"]!["server"]);
    }
}
