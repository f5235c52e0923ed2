using System.Text.Json;
using System.Text.Json.Nodes;

namespace WedSync.Platform.Components.Cluster;

/// <summary>Kubeconfigs that hold no credential: each call gets a token of the caller's own cloud identity by an exec plugin.</summary>
public static class Kubeconfigs
{
    private const string ExecApi = "client.authentication.k8s.io/v1beta1";

    /// <summary>Kubeconfig of a GKE cluster; needs <c>gke-gcloud-auth-plugin</c>.</summary>
    /// <param name="name">Name of cluster, context and user.</param>
    /// <param name="endpoint">Address of the control plane, without scheme.</param>
    /// <param name="caCertificate">CA of the control plane, base64.</param>
    public static string Gke(string name, string endpoint, string caCertificate) =>
        Build(name, $"https://{endpoint}", caCertificate, new JsonObject
        {
            ["apiVersion"] = ExecApi,
            ["command"] = "gke-gcloud-auth-plugin",
            ["provideClusterInfo"] = true,
            ["interactiveMode"] = "Never",
            ["installHint"] = "Install it with: gcloud components install gke-gcloud-auth-plugin",
        });

    /// <summary>Kubeconfig of an EKS cluster; needs the AWS CLI.</summary>
    /// <param name="name">Name of the cluster.</param>
    /// <param name="endpoint">Address of the control plane, with scheme.</param>
    /// <param name="caCertificate">CA of the control plane, base64.</param>
    /// <param name="location">AWS region.</param>
    /// <param name="roleArn">Role that every caller takes.</param>
    public static string Eks(string name, string endpoint, string caCertificate, string location, string roleArn) =>
        Build(name, endpoint, caCertificate, new JsonObject
        {
            ["apiVersion"] = ExecApi,
            ["command"] = "aws",
            ["args"] = new JsonArray(
                "--region", location, "eks", "get-token", "--cluster-name", name, "--role-arn", roleArn, "--output", "json"),
            ["interactiveMode"] = "Never",
            ["installHint"] = "Install the AWS CLI, version 2",
        });

    private static string Build(string name, string server, string caCertificate, JsonObject exec) => new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Config",
        ["clusters"] = Named(name, "cluster", new JsonObject { ["server"] = server, ["certificate-authority-data"] = caCertificate }),
        ["users"] = Named(name, "user", new JsonObject { ["exec"] = exec }),
        ["contexts"] = Named(name, "context", new JsonObject { ["cluster"] = name, ["user"] = name }),
        ["current-context"] = name,
    }.ToJsonString(JsonSerializerOptions.Default);

    private static JsonArray Named(string name, string key, JsonObject value) => new(new JsonObject { ["name"] = name, [key] = value });
}
