using System.Collections.Immutable;

namespace WedSync.Planning.Mocks;

/// <summary>Functions of the providers that a program may call.</summary>
internal static class KnownFunctions
{
    private static readonly SortedDictionary<string, Func<ImmutableDictionary<string, object>, Dictionary<string, object>>> All = new(StringComparer.Ordinal)
    {
        ["aws:eks/getClusterAuth:getClusterAuth"] = args => new() { ["id"] = args.Text("name") ?? "", ["name"] = args.Text("name") ?? "", ["token"] = "sample" },
        ["aws:iam/getPolicyDocument:getPolicyDocument"] = _ => new() { ["id"] = "policy", ["json"] = "{\"Version\":\"2012-10-17\",\"Statement\":[]}" },
        ["aws:index/getAvailabilityZones:getAvailabilityZones"] = args => Zones("id", args.Text("region") ?? "us-west-2", ["a", "b", "c"]),
        ["aws:index/getCallerIdentity:getCallerIdentity"] = _ => new()
        {
            ["accountId"] = Samples.AwsAccount,
            ["arn"] = $"arn:aws:iam::{Samples.AwsAccount}:user/deployer",
            ["id"] = Samples.AwsAccount,
            ["userId"] = "deployer",
        },
        ["aws:index/getPartition:getPartition"] = _ => new() { ["id"] = "aws", ["partition"] = "aws", ["dnsSuffix"] = "amazonaws.com" },
        ["aws:index/getRegion:getRegion"] = args => new() { ["id"] = "us-west-2", ["region"] = args.Text("region") ?? "us-west-2", ["name"] = "us-west-2" },
        ["aws:route53/getZone:getZone"] = args => new()
        {
            ["arn"] = "arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ",
            ["id"] = "Z0123456789ABCDEFGHIJ",
            ["name"] = args.Text("name") ?? "",
            ["zoneId"] = "Z0123456789ABCDEFGHIJ",
        },
        ["gcp:compute/getZones:getZones"] = args => Zones("id", args.Text("region") ?? "us-east1", ["-b", "-c", "-d"]),
        ["gcp:organizations/getClientConfig:getClientConfig"] = _ => new()
        {
            ["accessToken"] = "sample",
            ["id"] = "client",
            ["project"] = Samples.GcpProject,
            ["region"] = "us-east1",
            ["zone"] = "us-east1-b",
        },
        ["gcp:organizations/getProject:getProject"] = args => new()
        {
            ["id"] = $"projects/{args.Text("projectId") ?? Samples.GcpProject}",
            ["name"] = Samples.GcpProject,
            ["number"] = Samples.GcpProjectNumber,
            ["projectId"] = args.Text("projectId") ?? Samples.GcpProject,
        },
        ["gcp:storage/getProjectServiceAccount:getProjectServiceAccount"] = args => Agent(args, "gs-project-accounts"),
        ["gcp:storage/getTransferProjectServiceAccount:getTransferProjectServiceAccount"] = args => Agent(args, "storage-transfer-service"),
    };

    /// <summary>Tokens of all functions.</summary>
    public static IEnumerable<string> Tokens => All.Keys;

    /// <summary>What a function answers; null for an unknown one.</summary>
    public static Dictionary<string, object>? Answer(string token, ImmutableDictionary<string, object> args)
        => All.TryGetValue(token, out var answer) ? answer(args) : null;

    private static Dictionary<string, object> Zones(string id, string region, string[] suffixes) => new()
    {
        [id] = region,
        ["names"] = suffixes.Select(s => region + s).ToImmutableArray(),
        ["zoneIds"] = suffixes.Select(s => $"id-{region}{s}").ToImmutableArray(),
    };

    private static Dictionary<string, object> Agent(ImmutableDictionary<string, object> args, string name)
    {
        var email = $"service-{Samples.GcpProjectNumber}@{name}.iam.gserviceaccount.com";
        return new()
        {
            ["emailAddress"] = email,
            ["email"] = email,
            ["id"] = email,
            ["member"] = $"serviceAccount:{email}",
            ["project"] = args.Text("project") ?? Samples.GcpProject,
            ["subjectId"] = "100000000000000000002",
        };
    }
}
