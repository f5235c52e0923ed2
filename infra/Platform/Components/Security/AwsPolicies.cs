using System.Text.Json;
using System.Text.Json.Nodes;

namespace WedSync.Platform.Components.Security;

/// <summary>IAM policy documents as JSON. Pure: ARNs come in as text.</summary>
public static class AwsPolicies
{
    private const string Version = "2012-10-17";

    /// <summary>Lets an AWS service take a role, on behalf of this account's resources only.</summary>
    /// <param name="service">Service principal, such as <c>vpc-flow-logs.amazonaws.com</c>.</param>
    /// <param name="account">Account whose resources the service acts for; keeps others from using the service as a deputy.</param>
    public static string TrustService(string service, string account) => Document(new JsonObject
    {
        ["Effect"] = "Allow",
        ["Principal"] = new JsonObject { ["Service"] = service },
        ["Action"] = "sts:AssumeRole",
        ["Condition"] = new JsonObject { ["StringEquals"] = new JsonObject { ["aws:SourceAccount"] = account } },
    });

    /// <summary>Lets EC2 instances take a role. Instance profiles carry no source account.</summary>
    public static string TrustInstances() => Document(new JsonObject
    {
        ["Effect"] = "Allow",
        ["Principal"] = new JsonObject { ["Service"] = "ec2.amazonaws.com" },
        ["Action"] = "sts:AssumeRole",
    });

    /// <summary>Lets pods take a role by EKS Pod Identity, in this account's clusters only.</summary>
    public static string TrustPods(string account) => Document(new JsonObject
    {
        ["Effect"] = "Allow",
        ["Principal"] = new JsonObject { ["Service"] = "pods.eks.amazonaws.com" },
        ["Action"] = Array(["sts:AssumeRole", "sts:TagSession"]),
        ["Condition"] = new JsonObject { ["StringEquals"] = new JsonObject { ["aws:SourceAccount"] = account } },
    });

    /// <summary>Lets principals of this account take a role if their own policies allow it.</summary>
    public static string TrustAccount(string account) => Document(new JsonObject
    {
        ["Effect"] = "Allow",
        ["Principal"] = new JsonObject { ["AWS"] = AccountRoot(account) },
        ["Action"] = "sts:AssumeRole",
    });

    /// <summary>Lets exactly one Kubernetes service account of a cluster take a role, by the cluster's identity provider.</summary>
    /// <param name="providerArn">ARN of the cluster's OpenID Connect provider.</param>
    /// <param name="issuer">The provider's issuer, with or without <c>https://</c>.</param>
    /// <param name="kubernetesNamespace">Namespace of the service account.</param>
    /// <param name="serviceAccount">Its name.</param>
    public static string TrustServiceAccount(string providerArn, string issuer, string kubernetesNamespace, string serviceAccount)
    {
        var host = issuer.Replace("https://", "", StringComparison.Ordinal);
        return Document(new JsonObject
        {
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["Federated"] = providerArn },
            ["Action"] = "sts:AssumeRoleWithWebIdentity",
            ["Condition"] = new JsonObject
            {
                ["StringEquals"] = new JsonObject
                {
                    [$"{host}:aud"] = "sts.amazonaws.com",
                    [$"{host}:sub"] = $"system:serviceaccount:{kubernetesNamespace}:{serviceAccount}",
                },
            },
        });
    }

    /// <summary>Allows actions on resources.</summary>
    public static string Allow(IEnumerable<string> actions, IEnumerable<string> resources) => Document(AllowStatement(actions, resources));

    /// <summary>A statement that allows actions on resources.</summary>
    public static JsonObject AllowStatement(IEnumerable<string> actions, IEnumerable<string> resources) => new()
    {
        ["Effect"] = "Allow",
        ["Action"] = Array(actions),
        ["Resource"] = Array(resources),
    };

    /// <summary>A policy of several statements.</summary>
    public static string Document(params JsonObject[] statements)
    {
        var list = new JsonArray();
        foreach (var statement in statements) list.Add((JsonNode)statement);
        return new JsonObject { ["Version"] = Version, ["Statement"] = list }.ToJsonString(JsonSerializerOptions.Default);
    }

    /// <summary>The account itself as a principal.</summary>
    public static string AccountRoot(string account) => $"arn:aws:iam::{account}:root";

    private static JsonArray Array(IEnumerable<string> values)
    {
        var array = new JsonArray();
        foreach (var value in values) array.Add((JsonNode)value);
        return array;
    }
}
