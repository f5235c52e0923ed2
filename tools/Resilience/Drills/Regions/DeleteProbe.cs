using System.Globalization;
using System.Net;
using System.Text;
using WedSync.Client;
using WedSync.LoadGenerator;

namespace WedSync.Drills.Regions;

/// <summary>Entries that are written once in two regions, deleted later, and must then be nowhere for ever.</summary>
internal sealed class DeleteProbe(DrillContext context, string prefix, int count) : IDisposable
{
    private const int Attempts = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<string, HttpClient> _clients = new(StringComparer.Ordinal);
    private readonly List<string> _deleted = [];
    private int _next;

    /// <summary>Their keys.</summary>
    public IReadOnlyList<string> Keys { get; } = [.. Enumerable.Range(0, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"{prefix}-{number}"))];

    /// <summary>Those that were deleted, with an answer that said so.</summary>
    public IReadOnlyList<string> Deleted => _deleted;

    /// <summary>Writes them, each acknowledged by two regions.</summary>
    /// <param name="region">Region that takes the writes.</param>
    /// <param name="subject">Data subject of the entries; null = none.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task WriteAsync(string region, string? subject, CancellationToken cancellation) => Parallel.ForEachAsync(Keys, cancellation, async (key, c) =>
    {
        var options = new PutOptions { Ttl = TimeSpan.FromHours(1), Replicated = true, Subject = subject };
        await TryAsync(() => Cache(region).PutAsync(key, Encoding.UTF8.GetBytes($"{key}: to be deleted"), options, c), c);
    });

    /// <summary>Deletes the next few.</summary>
    public async Task DeleteAsync(string region, int number, CancellationToken cancellation)
    {
        foreach (var key in Keys.Skip(_next).Take(number))
        {
            await TryAsync(() => Cache(region).DeleteAsync(key, cancellation), cancellation);
            _deleted.Add(key);
        }

        _next += number;
    }

    public void Dispose()
    {
        foreach (var client in _clients.Values) client.Dispose();
    }

    private CacheClient Cache(string region)
    {
        lock (_clients)
        {
            if (!_clients.TryGetValue(region, out var http))
            {
                _clients[region] = http = new HttpClient { BaseAddress = context.Gateway };
                http.DefaultRequestHeaders.Add(LoadRunner.RegionHeader, region);
            }

            return new CacheClient(http, new CacheClientOptions { Token = context.Token });
        }
    }

    private static async Task TryAsync(Func<Task> action, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await action();
                return;
            }
            catch (CacheException exception) when (exception.Status is 0 or >= HttpStatusCode.InternalServerError && attempt < Attempts)
            {
                await Task.Delay(Pause, cancellation);
            }
            catch (CacheException exception)
            {
                throw new DrillException($"the gateway at an entry that is to be deleted: {exception.Message} Look with ./wedsync status and ./wedsync logs {EntryProbe.Workload}.");
            }
        }
    }
}
