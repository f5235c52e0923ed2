using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace WedSync.LoadGenerator.Tests.Support;

/// <summary>A cache's HTTP side, which a test can stall, make shed, or make forget.</summary>
internal sealed class FakeCache : IAsyncDisposable
{
    private readonly WebApplication _application;
    private long _stamp;

    private FakeCache(WebApplication application) => _application = application;

    public ConcurrentDictionary<string, long> Entries { get; } = new();

    public ConcurrentBag<string> Regions { get; } = [];

    /// <summary>Answers wait for it.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Every request is turned away.</summary>
    public bool IsShedding { get; set; }

    public Uri Address => new(_application.Urls.First());

    public static async Task<FakeCache> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var application = builder.Build();
        var cache = new FakeCache(application);
        application.Run(cache.AnswerAsync);
        await application.StartAsync();
        return cache;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        await Gate;
        Regions.Add(context.Request.Headers["X-Client-Region"].ToString());
        if (IsShedding)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await context.Response.WriteAsync("""{"type":"urn:wedsync:problem:overloaded","detail":"later"}""");
            return;
        }

        var key = context.Request.Path.Value!["/v1/entries/".Length..];
        await (context.Request.Method == "PUT" ? PutAsync(context, key) : GetAsync(context, key));
    }

    private async Task PutAsync(HttpContext context, string key)
    {
        await context.Request.Body.CopyToAsync(Stream.Null);
        var stamp = Interlocked.Increment(ref _stamp);
        Entries[key] = stamp;
        context.Response.StatusCode = StatusCodes.Status201Created;
        await context.Response.WriteAsync($$"""{"stamp":"{{stamp}}"}""");
    }

    private async Task GetAsync(HttpContext context, string key)
    {
        if (!Entries.TryGetValue(key, out var stamp))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.Headers.ETag = $"\"{stamp}-us-east\"";
        await context.Response.WriteAsync("body");
    }
}
