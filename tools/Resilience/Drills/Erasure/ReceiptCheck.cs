using System.Buffers.Text;
using System.Text.Json.Nodes;
using WedSync.Drills.Regions;
using WedSync.LocalPlatform.Control;

namespace WedSync.Drills.Erasure;

/// <summary>What a receipt says.</summary>
/// <param name="Regions">Regions that have erased.</param>
/// <param name="Erased">Entries in all.</param>
internal sealed record ReceiptContent(IReadOnlyList<string> Regions, int Erased);

/// <summary>Checks receipts with the sync worker's own command, in a region that did not sign, and reads them.</summary>
internal sealed class ReceiptCheck(DrillContext context)
{
    private const string AuthorityPath = "etc/wedsync/sync-tls/ca.crt";

    /// <summary>Whether <c>receipt verify</c> accepts it.</summary>
    public async Task<bool> IsValidAsync(string receipt, string region, CancellationToken cancellation)
    {
        var pod = context.Status.Region(region).Workload(SyncWatch.Workload).Pods[0];
        var authority = Path.Combine(context.State.Pods, region, pod.Name, pod.Containers[0].Name, AuthorityPath);
        var file = Path.Combine(context.State.Path, $"receipt-{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(file, receipt, cancellation);
        try
        {
            return (await context.Platform.ExecuteAsync(region, pod.Name, new ExecRequest(["receipt", "verify", file, "--ca", authority]), cancellation)).ExitCode == 0;
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>The same receipt over a changed content.</summary>
    public static string Tamper(string receipt)
    {
        var root = JsonNode.Parse(receipt)!;
        var content = JsonNode.Parse(Base64Url.DecodeFromChars((string)root["content"]!))!;
        content["erased"] = (int)content["erased"]! + 1;
        root["content"] = Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(content.ToJsonString()));
        return root.ToJsonString();
    }

    /// <summary>What it says.</summary>
    public static ReceiptContent Read(string receipt)
    {
        var content = JsonNode.Parse(Base64Url.DecodeFromChars((string)JsonNode.Parse(receipt)!["content"]!))!;
        return new ReceiptContent([.. content["regions"]!.AsArray().Select(r => (string)r!["region"]!)], (int)content["erased"]!);
    }
}
