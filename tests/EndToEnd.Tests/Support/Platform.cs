using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace WedSync.EndToEnd.Tests.Support;

/// <summary>A platform of its own on this machine, in its own network and state folder, so that a developer's stays as it is.</summary>
internal sealed class Platform : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wedsync-e2e-");

    public Platform(int network)
    {
        NetworkPrefix = $"127.{network}.";
        Command = new WedSyncCommand(Path.Combine(_folder.FullName, "state"));
    }

    public string NetworkPrefix { get; }

    public string Network => $"{NetworkPrefix}0.0/16";

    public WedSyncCommand Command { get; }

    public Task<CommandOutcome> TryUpAsync(params string[] more) => Command.RunAsync(["up", "offseason", "--network", Network, .. more]);

    public Task<JsonNode> StatusAsync() => Command.ReadAsync("status");

    /// <summary>A client of the gateway with a token of the local issuer.</summary>
    public async Task<HttpClient> ClientAsync(string region, string scopes = "read,write")
    {
        var token = (await Command.SucceedAsync("token", "--tenant", "e2e", "--scopes", scopes)).Output.Trim();
        var status = await StatusAsync();
        var client = new HttpClient { BaseAddress = new Uri((string)status["gateway"]!["url"]!) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        client.DefaultRequestHeaders.Add("X-Client-Region", region);
        return client;
    }

    /// <summary>Asks for the status until it is as wished.</summary>
    public async Task<JsonNode> WaitForAsync(string wish, Func<JsonNode, bool> isMet)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (true)
        {
            var status = await StatusAsync();
            if (isMet(status))
            {
                return status;
            }

            Assert.False(deadline.IsCancellationRequested, $"{wish}: not within {Patience}; status: {status}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Command.RunAsync("down");
        _folder.Delete(recursive: true);
    }
}

/// <summary>Questions about a status.</summary>
internal static class StatusQuestions
{
    public static IEnumerable<JsonNode> Regions(this JsonNode status) => status["regions"]!.AsArray().Select(r => r!);

    public static JsonNode Region(this JsonNode status, string name) => status.Regions().Single(r => (string)r["name"]! == name);

    public static IEnumerable<JsonNode> Workloads(this JsonNode region) => region["workloads"]!.AsArray().Select(w => w!);

    public static IEnumerable<JsonNode> Pods(this JsonNode status, string? workload = null) => status.Regions()
        .SelectMany(Workloads)
        .Where(w => workload is null || (string)w["name"]! == workload)
        .SelectMany(w => w["pods"]!.AsArray().Select(p => p!));

    public static bool IsReady(this JsonNode pod) => (bool)pod["ready"]! || (string)pod["phase"]! == "Succeeded";

    public static bool AllReady(this JsonNode status) => status.Pods().All(IsReady);
}
