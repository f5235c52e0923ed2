using System.Buffers;
using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace WedSync.Bench;

/// <summary>The least that Kestrel can do: one answer, held in memory, with the header bytes of a cache hit.</summary>
internal static class BareServer
{
    public const int BodyLength = 2048;

    public static async Task RunAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1AndHttp2);
        });
        var application = builder.Build();
        var body = new byte[BodyLength];
        application.Run(context =>
        {
            var headers = context.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers.CacheControl = "no-store";
            headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
            headers.ETag = "\"8246337208320001-us-east\"";
            headers["WedSync-State"] = "fresh";
            headers.ContentType = "application/octet-stream";
            headers.ContentLength = BodyLength;
            context.Response.BodyWriter.Write(body);
            return Task.CompletedTask;
        });
        await application.RunAsync();
    }
}
