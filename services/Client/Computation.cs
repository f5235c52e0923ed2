using System.Net;
using System.Text.Json;

namespace WedSync.Client;

/// <summary>One call of <see cref="CacheClient.GetOrComputeAsync"/>.</summary>
internal sealed class Computation(CacheClient client, CacheQuestion question, Func<CancellationToken, Task<byte[]>> compute, PutOptions put)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly byte[] _body = JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            question.Model,
            question.Messages,
            question.Parameters,
            question.QueryType,
            question.WeddingStage,
            WaitMilliseconds = (int)client.Options.LookupWait.TotalMilliseconds,
            LeaseMilliseconds = (int)client.Options.Lease.TotalMilliseconds,
        },
        Json);

    public async Task<CachedAnswer> RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            HttpResponseMessage response;
            try
            {
                response = await client.SendAsync(() => CacheClient.Json("/v1/lookup", _body), cancellation);
                if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.Accepted)) await CacheClient.EnsureAsync(response, cancellation);
            }
            catch (CacheException exception) when (exception is { Status: HttpStatusCode.NotFound, Code: "not-found" })
            {
                // The token may not write: nobody computes it for this caller, and nothing is stored.
                return new CachedAnswer(await compute(cancellation), put.ContentType, CacheState.Computed);
            }
            catch (CacheException exception) when (exception.IsTransient && client.Options.ComputeWithoutCache)
            {
                return new CachedAnswer(await compute(cancellation), put.ContentType, CacheState.Computed);
            }

            using (response)
            {
                if (await HandleAsync(response, cancellation) is { } answer) return answer;
            }
        }
    }

    // Null = another caller still computes.
    private async Task<CachedAnswer?> HandleAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.StatusCode == HttpStatusCode.OK)
        {
            var answer = await CacheClient.ReadAsync(response, cancellation);
            if (response.Headers.TryGetValues("WedSync-Lease", out var renewal))
                _ = RenewInBackgroundAsync(response.Headers.GetValues("WedSync-Key").First(), renewal.First());
            return answer;
        }

        using var lookup = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellation));
        if (!lookup.RootElement.TryGetProperty("lease", out var lease)) return null;
        return await ComputeAsync(lookup.RootElement.GetProperty("key").GetString()!, lease.GetString()!, cancellation);
    }

    private async Task RenewInBackgroundAsync(string key, string lease)
    {
        try
        {
            await ComputeAsync(key, lease, CancellationToken.None);
        }
        catch (Exception)
        {
            // The lease was given back as failed; the stale answer stands, and the next caller is asked to renew it.
        }
    }

    private async Task<CachedAnswer> ComputeAsync(string key, string lease, CancellationToken cancellation)
    {
        byte[] body;
        using (var done = CancellationTokenSource.CreateLinkedTokenSource(cancellation))
        {
            var keeping = KeepAsync(key, lease, done.Token);
            try
            {
                body = await compute(cancellation);
            }
            catch (Exception exception)
            {
                await GiveBackAsync(key, lease, failed: exception is not OperationCanceledException);
                throw;
            }
            finally
            {
                await done.CancelAsync();
                await keeping;
            }
        }

        try
        {
            await client.PutAsync(key, body, put with { QueryType = put.QueryType ?? question.QueryType, WeddingStage = put.WeddingStage ?? question.WeddingStage }, lease, cancellation);
        }
        catch (CacheException exception) when (exception.IsTransient && client.Options.ComputeWithoutCache)
        {
            // The caller has its answer; the cache will be asked again by the next.
        }

        return new CachedAnswer(body, put.ContentType, CacheState.Computed);
    }

    // A long computation keeps its lease; one that dies with its process does not. Renewed at a third of its time, it outlives an answer
    // that is late or fails.
    private async Task KeepAsync(string key, string lease, CancellationToken done)
    {
        try
        {
            do await Task.Delay(client.Options.Lease / 3, client.Options.Time, done);
            while (await TryRenewAsync(key, lease, done));
        }
        catch (OperationCanceledException)
        {
            // The computation is done.
        }
    }

    // False once the lease is another's: asking again is pointless.
    private async Task<bool> TryRenewAsync(string key, string lease, CancellationToken done)
    {
        try
        {
            using var response = await client.SendAsync(() => LeaseRequest(HttpMethod.Post, $"/v1/leases/{key}/renew", lease), done);
            return response.StatusCode != HttpStatusCode.Conflict;
        }
        catch (CacheException)
        {
            return true;
        }
    }

    private async Task GiveBackAsync(string key, string lease, bool failed)
    {
        try
        {
            using var response = await client.SendAsync(
                () =>
                {
                    var request = LeaseRequest(HttpMethod.Delete, $"/v1/leases/{key}", lease);
                    if (failed) request.Headers.Add("WedSync-Failed", "true");
                    return request;
                },
                CancellationToken.None);
        }
        catch (CacheException)
        {
            // The lease ends by itself.
        }
    }

    private static HttpRequestMessage LeaseRequest(HttpMethod method, string path, string lease)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("WedSync-Lease", lease);
        return request;
    }
}
