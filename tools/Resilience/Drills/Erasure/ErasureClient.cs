using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using WedSync.LoadGenerator;

namespace WedSync.Drills.Erasure;

/// <summary>Asks for an erasure and its receipt through the gateway.</summary>
internal sealed class ErasureClient(DrillContext context, HttpClient http, string region)
{
    /// <summary>Erases a subject.</summary>
    /// <returns>What stands for the subject in receipts, and how many entries the region erased.</returns>
    public async Task<(string SubjectId, int Erased)> EraseAsync(string subject, CancellationToken cancellation)
    {
        using var content = JsonContent.Create(new JsonObject { ["subject"] = subject });
        using var response = await SendAsync(HttpMethod.Post, "v1/subjects/erase", content, cancellation);
        var text = await response.Content.ReadAsStringAsync(cancellation);
        if (response.StatusCode != HttpStatusCode.OK) throw new DrillException($"erasure in {region}: answered with {(int)response.StatusCode}: {text}");
        var answer = JsonNode.Parse(text)!;
        return ((string)answer["subjectId"]!, (int)answer["erased"]!);
    }

    /// <summary>The receipt, or which regions have erased so far.</summary>
    public async Task<ReceiptAnswer> ReceiptAsync(string subjectId, CancellationToken cancellation)
    {
        using var response = await SendAsync(HttpMethod.Get, $"v1/subjects/{Uri.EscapeDataString(subjectId)}/receipt", content: null, cancellation);
        var text = await response.Content.ReadAsStringAsync(cancellation);
        return response.StatusCode switch
        {
            HttpStatusCode.OK => new ReceiptAnswer(text, []),
            HttpStatusCode.Accepted => new ReceiptAnswer(null, [.. JsonNode.Parse(text)!["done"]!.AsArray().Select(r => (string)r!)]),
            _ => throw new DrillException($"receipt in {region}: answered with {(int)response.StatusCode}: {text}"),
        };
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, new Uri(context.Gateway, path)) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await context.Token(cancellation));
        request.Headers.Add(LoadRunner.RegionHeader, region);
        return await http.SendAsync(request, cancellation);
    }
}

/// <summary>A receipt, or what is there of one.</summary>
/// <param name="Receipt">The signed receipt; null while a region is missing.</param>
/// <param name="Done">Regions that have erased, while one is missing.</param>
internal sealed record ReceiptAnswer(string? Receipt, IReadOnlyList<string> Done);
