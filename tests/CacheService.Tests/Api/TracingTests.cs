using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using WedSync.CacheService.Tests.Support;
using WedSync.Contracts;

namespace WedSync.CacheService.Tests.Api;

[Collection(RegionTests.Name)]
public sealed class TracingTests(RegionFixture region)
{
    [Fact]
    public async Task Spans_ReachTheCollectorWithTheCallersTraceAndNoSecret()
    {
        var exported = new MemoryStream();
        await using var collector = await CollectAsync(exported);
        using var pod = await region.StartPodAsync("traced", (EnvironmentNames.OtlpEndpoint, collector.Urls.Single()));
        var trace = Guid.NewGuid().ToString("N");
        (await pod.PutAsync("traced-key", "traced-body", region.Token, ("traceparent", $"00-{trace}-00f067aa0ba902b7-01"))).Dispose();

        await Eventually.TrueAsync(() => Task.FromResult(Find(exported, Convert.FromHexString(trace))));
        Assert.True(Find(exported, Encoding.UTF8.GetBytes("/v1/entries/{key}")), "The span has no route.");
        Assert.True(Find(exported, Encoding.UTF8.GetBytes("ai-cache-service")), "The span has no service.");
        Assert.False(Find(exported, Encoding.UTF8.GetBytes("traced-body")));
        Assert.False(Find(exported, Encoding.UTF8.GetBytes(region.Token)));
    }

    [Fact]
    public async Task CollectorThatIsAway_CostsNoAnswer()
    {
        using var pod = await region.StartPodAsync("untraced", (EnvironmentNames.OtlpEndpoint, "http://127.0.0.1:9"));
        for (var i = 0; i < 50; i++)
        {
            using var response = await pod.GetAsync("nothing", region.Token);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    private static bool Find(MemoryStream exported, byte[] bytes)
    {
        lock (exported) return exported.ToArray().AsSpan().IndexOf(bytes) >= 0;
    }

    // The least of an OTLP/gRPC collector: it takes every export and says that all went well.
    private static async Task<WebApplication> CollectAsync(MemoryStream exported)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var collector = builder.Build();
        collector.MapPost("/opentelemetry.proto.collector.trace.v1.TraceService/Export", async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            lock (exported) body.WriteTo(exported);
            context.Response.ContentType = "application/grpc";
            context.Response.AppendTrailer("grpc-status", "0");
            await context.Response.Body.WriteAsync(new byte[5]);
        });
        await collector.StartAsync();
        return collector;
    }
}
