using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace WedSync.LoadGenerator.Ledger;

/// <summary>A write that was acknowledged and is not there any more.</summary>
/// <param name="Write">The write.</param>
/// <param name="Found">The stamp that stands instead; null = there is no entry.</param>
public sealed record LostWrite(AcknowledgedWrite Write, long? Found);

/// <summary>What became of a ledger.</summary>
/// <param name="Checked">Keys that were asked for.</param>
/// <param name="Lost">Writes that are lost: the key has no entry or an older one.</param>
public sealed record LedgerVerdict(int Checked, IReadOnlyList<LostWrite> Lost);

/// <summary>Asks the service for every write of a ledger.</summary>
/// <param name="http">Its base address is the service's.</param>
/// <param name="token">Gives the bearer token.</param>
public sealed class LedgerVerifier(HttpClient http, Func<CancellationToken, ValueTask<string>> token)
{
    private const int Parallel = 32;
    private const int Attempts = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Reads each key in the region that acknowledged its newest write.</summary>
    /// <exception cref="HttpRequestException">The service does not answer, after several attempts.</exception>
    public async Task<LedgerVerdict> VerifyAsync(IReadOnlyCollection<AcknowledgedWrite> writes, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(writes);
        var lost = new ConcurrentBag<LostWrite>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellation };
        await System.Threading.Tasks.Parallel.ForEachAsync(writes, options, async (write, c) =>
        {
            var found = await FindAsync(write, c);
            if (found is null || found < write.Stamp)
            {
                lost.Add(new LostWrite(write, found));
            }
        });
        return new LedgerVerdict(writes.Count, [.. lost.OrderBy(l => l.Write.Stamp)]);
    }

    private async Task<long?> FindAsync(AcknowledgedWrite write, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var response = await GetAsync(write, cancellation);
                if (response.StatusCode == HttpStatusCode.NotFound)
                {
                    return null;
                }

                response.EnsureSuccessStatusCode();
                return Stamp(response.Headers.ETag?.Tag ?? "");
            }
            catch (HttpRequestException) when (attempt < Attempts)
            {
                // It may be recovering: whether a write is lost is asked once it answers.
                await Task.Delay(Pause, cancellation);
            }
        }
    }

    private async Task<HttpResponseMessage> GetAsync(AcknowledgedWrite write, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/entries/" + Uri.EscapeDataString(write.Key));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await token(cancellation));
        if (write.Region.Length > 0)
        {
            request.Headers.Add(LoadRunner.RegionHeader, write.Region);
        }

        return await http.SendAsync(request, cancellation);
    }

    // "<stamp>-<origin>", in quotes.
    private static long Stamp(string etag) => long.Parse(etag.Trim('"').Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture);
}
