using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace WedSync.Drills.Regions;

/// <summary>What stands at a key in a region.</summary>
/// <param name="Stamp">Its version.</param>
/// <param name="Body">SHA-256 of its body.</param>
internal sealed record FoundEntry(long Stamp, string Body);

/// <summary>Reads entries in a region from its own cache service, past the gateway: no other region can answer instead.</summary>
internal sealed class EntryProbe(DrillContext context, HttpClient http)
{
    /// <summary>The cache service's workload.</summary>
    public const string Workload = "ai-cache-service";

    private const string PortName = "http";
    private const int BatchSize = 100;
    private const int Attempts = 40;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>What stands at keys; a key without an entry is left out.</summary>
    /// <exception cref="DrillException">The region does not answer, after several attempts.</exception>
    public async Task<IReadOnlyDictionary<string, FoundEntry>> ReadAsync(string region, IEnumerable<string> keys, CancellationToken cancellation)
    {
        var pod = (await context.Platform.StatusAsync(cancellation)).Region(region).Workload(Workload).Pods.FirstOrDefault(p => p.Ready)
            ?? throw new DrillException($"{Workload} in {region}: is not ready; look with ./wedsync status.");
        var address = new Uri($"http://{pod.Ip}:{pod.Port(PortName)}/v1/batch/get");
        var found = new Dictionary<string, FoundEntry>(StringComparer.Ordinal);
        foreach (var batch in keys.Distinct(StringComparer.Ordinal).Chunk(BatchSize))
        {
            foreach (var entry in await ReadAsync(address, batch, cancellation))
            {
                if (entry.Stamp is { } stamp) found[entry.Key] = new FoundEntry(long.Parse(stamp, NumberStyles.None, CultureInfo.InvariantCulture), Convert.ToHexString(SHA256.HashData(entry.Body ?? [])));
            }
        }

        return found;
    }

    private async Task<IReadOnlyList<BatchEntry>> ReadAsync(Uri address, string[] keys, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(new BatchQuestion(keys), BatchJson.Default.BatchQuestion) };
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await context.Token(cancellation));
                using var response = await http.SendAsync(request, cancellation);
                response.EnsureSuccessStatusCode();
                var answer = await response.Content.ReadFromJsonAsync(BatchJson.Default.BatchReply, cancellation);
                // A slot may just move to another node: what stands there is asked once it answers.
                if (answer!.Entries.All(e => e.State != "unavailable")) return answer.Entries;
                if (attempt == Attempts) throw new HttpRequestException("some keys are unavailable");
            }
            catch (HttpRequestException) when (attempt < Attempts)
            {
                // It may be recovering.
            }
            catch (HttpRequestException exception)
            {
                throw new DrillException($"{address}: does not answer after {Attempts} attempts ({exception.Message}); look with ./wedsync logs {Workload}.");
            }

            await Task.Delay(Pause, cancellation);
        }
    }
}

/// <summary>Keys to read.</summary>
internal sealed record BatchQuestion(IReadOnlyList<string> Keys);

/// <summary>Answers in their order.</summary>
internal sealed record BatchReply(IReadOnlyList<BatchEntry> Entries);

/// <summary>What stands at one.</summary>
internal sealed record BatchEntry(string Key, string State, string? Stamp, byte[]? Body);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BatchQuestion))]
[JsonSerializable(typeof(BatchReply))]
internal sealed partial class BatchJson : JsonSerializerContext;
