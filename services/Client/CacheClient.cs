using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace WedSync.Client;

/// <summary>A client of the cache service. Thread-safe; one for the whole process.</summary>
/// <param name="http">Its base address is the service's. The caller owns it.</param>
/// <param name="options">How it behaves.</param>
public sealed class CacheClient(HttpClient http, CacheClientOptions options)
{
    private const string ProblemPrefix = "urn:wedsync:problem:";

    internal CacheClientOptions Options => options;

    /// <summary>Reads an entry; null when there is none.</summary>
    /// <exception cref="CacheException">The service refused, failed or does not answer.</exception>
    public Task<CachedAnswer?> GetAsync(string key, CancellationToken cancellation = default) => GetAsync(key, ifError: false, cancellation);

    /// <summary>Reads an entry, also one past its life: for a caller whose origin has just failed.</summary>
    /// <exception cref="CacheException">The service refused, failed or does not answer.</exception>
    public Task<CachedAnswer?> GetAfterOriginErrorAsync(string key, CancellationToken cancellation = default) =>
        GetAsync(key, ifError: true, cancellation);

    /// <summary>Stores an entry and returns its version.</summary>
    /// <exception cref="CacheException">The service refused, failed or does not answer.</exception>
    public async Task<string> PutAsync(
        string key, ReadOnlyMemory<byte> body, PutOptions? put = null, CancellationToken cancellation = default) =>
        await PutAsync(key, body, put ?? new PutOptions(), lease: null, cancellation)
            ?? throw new CacheException(HttpStatusCode.Conflict, "superseded", "A later version stands.");

    /// <summary>Deletes an entry in all regions.</summary>
    /// <exception cref="CacheException">The service refused, failed or does not answer.</exception>
    public async Task DeleteAsync(string key, CancellationToken cancellation = default)
    {
        using var response = await SendAsync(() => new HttpRequestMessage(HttpMethod.Delete, EntryPath(key)), cancellation);
        await EnsureAsync(response, cancellation);
    }

    /// <summary>Ends all entries of tags.</summary>
    /// <exception cref="CacheException">The service refused, failed or does not answer.</exception>
    public async Task InvalidateTagsAsync(IReadOnlyCollection<string> tags, CancellationToken cancellation = default)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object> { ["tags"] = tags });
        using var response = await SendAsync(() => Json("/v1/tags/invalidate", body), cancellation);
        await EnsureAsync(response, cancellation);
    }

    /// <summary>
    /// The answer to a question: cached, or computed by exactly one caller in the region while the others wait. A stale answer is returned
    /// at once, and where this caller is asked to, computed again in the background.
    /// </summary>
    /// <param name="question">Everything that the answer depends on.</param>
    /// <param name="compute">Asks the origin.</param>
    /// <param name="put">What is said about the answer when it is stored.</param>
    /// <param name="cancellation">Cancels this caller's wait; a lease that it holds is given back.</param>
    /// <exception cref="CacheException">The service refused, or fails and <see cref="CacheClientOptions.ComputeWithoutCache"/> is off.</exception>
    public Task<CachedAnswer> GetOrComputeAsync(
        CacheQuestion question, Func<CancellationToken, Task<byte[]>> compute, PutOptions? put = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(compute);
        return new Computation(this, question, compute, put ?? new PutOptions()).RunAsync(cancellation);
    }

    /// <summary>Null = a later version stands, or what the lease was for is over: it was invalidated, or another region gave it.</summary>
    internal async Task<string?> PutAsync(
        string key, ReadOnlyMemory<byte> body, PutOptions put, string? lease, CancellationToken cancellation)
    {
        using var response = await SendAsync(() => PutRequest(key, body, put, lease), cancellation);
        if (response.StatusCode == HttpStatusCode.Conflict) return null;
        await EnsureAsync(response, cancellation);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellation));
        return answer.RootElement.GetProperty("stamp").GetString();
    }

    internal async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> create, CancellationToken cancellation)
    {
        using var request = create();
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await options.Token(cancellation));
        try
        {
            return await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellation);
        }
        catch (HttpRequestException exception)
        {
            throw new CacheException($"The cache at {http.BaseAddress} does not answer: {exception.Message}", exception);
        }
        catch (TaskCanceledException exception) when (!cancellation.IsCancellationRequested)
        {
            throw new CacheException($"The cache at {http.BaseAddress} did not answer within {http.Timeout}.", exception);
        }
    }

    internal static HttpRequestMessage Json(string path, byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
    }

    internal static async Task EnsureAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.IsSuccessStatusCode) return;
        var text = await response.Content.ReadAsStringAsync(cancellation);
        var (code, detail) = ("", text);
        try
        {
            using var problem = JsonDocument.Parse(text);
            code = problem.RootElement.GetProperty("type").GetString() ?? "";
            detail = problem.RootElement.GetProperty("detail").GetString() ?? "";
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Something between us and the service answered; its text is the detail.
        }

        throw new CacheException(response.StatusCode, code.Replace(ProblemPrefix, "", StringComparison.Ordinal), detail);
    }

    internal static async Task<CachedAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var state = response.Headers.TryGetValues("WedSync-State", out var values) ? values.First() : "fresh";
        return new CachedAnswer(
            await response.Content.ReadAsByteArrayAsync(cancellation),
            response.Content.Headers.ContentType?.ToString() ?? "application/octet-stream",
            state switch { "stale" => CacheState.Stale, "stale-if-error" => CacheState.StaleIfError, _ => CacheState.Fresh });
    }

    // As a step in a path they would never reach the service.
    private static string EntryPath(string key) => key is "." or ".."
        ? throw new CacheException(HttpStatusCode.BadRequest, "invalid-key", $"The key is '{key}'; allowed are all but . and .. alone.")
        : "/v1/entries/" + Uri.EscapeDataString(key);

    private async Task<CachedAnswer?> GetAsync(string key, bool ifError, CancellationToken cancellation)
    {
        using var response = await Hedging.RunAsync(
            token => SendAsync(() => GetRequest(key, ifError), token), options.HedgeAfter, options.Time, cancellation);
        if (response.StatusCode == HttpStatusCode.NotFound) return null;
        await EnsureAsync(response, cancellation);
        return await ReadAsync(response, cancellation);
    }

    private static HttpRequestMessage GetRequest(string key, bool ifError)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, EntryPath(key));
        if (ifError) request.Headers.Add("WedSync-If-Error", "true");
        return request;
    }

    private static HttpRequestMessage PutRequest(string key, ReadOnlyMemory<byte> body, PutOptions put, string? lease)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, EntryPath(key)) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(put.ContentType);
        Add("WedSync-Ttl", put.Ttl is { } ttl ? Math.Max(1, (long)ttl.TotalSeconds).ToString(CultureInfo.InvariantCulture) : null);
        Add("WedSync-Tags", put.Tags.Count > 0 ? string.Join(',', put.Tags) : null);
        Add("WedSync-Subject", put.Subject);
        Add("WedSync-Residency", put.Residency);
        Add("WedSync-Query-Type", put.QueryType);
        Add("WedSync-Wedding-Stage", put.WeddingStage);
        Add("WedSync-Durability", put.Replicated ? "replicated" : null);
        Add("WedSync-Quality", put.Quality?.ToString(CultureInfo.InvariantCulture));
        Add("WedSync-Lease", lease);
        return request;

        void Add(string name, string? value)
        {
            if (value is not null) request.Headers.Add(name, value);
        }
    }
}
