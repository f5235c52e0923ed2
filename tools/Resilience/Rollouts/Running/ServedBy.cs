using System.Collections.Concurrent;

namespace WedSync.Rollouts.Running;

/// <summary>Requests of a backend.</summary>
/// <param name="Requests">Answered by it.</param>
/// <param name="Failures">Of those, with an error of the server.</param>
public sealed record BackendCount(long Requests, long Failures);

/// <summary>Counts which backend answered, by the gateway's header. Thread-safe.</summary>
public sealed class ServedBy
{
    private const string Header = "X-Served-By";
    private const int FirstServerError = 500;

    private readonly ConcurrentDictionary<string, BackendCount> _counts = new(StringComparer.Ordinal);

    /// <summary>Counts by backend, such as us-east/canary; "" = requests without an answer of a backend.</summary>
    public IReadOnlyDictionary<string, BackendCount> Counts => _counts;

    /// <summary>Counts the answers that pass a handler.</summary>
    public HttpMessageHandler Before(HttpMessageHandler sender) => new Counter(this) { InnerHandler = sender };

    private void Add(string backend, bool failed)
        => _counts.AddOrUpdate(backend, new BackendCount(1, failed ? 1 : 0), (_, c) => new BackendCount(c.Requests + 1, c.Failures + (failed ? 1 : 0)));

    private sealed class Counter(ServedBy counts) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response;
            try
            {
                response = await base.SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException)
            {
                counts.Add("", failed: true);
                throw;
            }

            counts.Add(
                response.Headers.TryGetValues(Header, out var values) ? values.First() : "",
                (int)response.StatusCode >= FirstServerError);
            return response;
        }
    }
}
