using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using WedSync.Drills.Measuring;

namespace WedSync.Drills.Tests.Measuring;

public sealed class PrometheusReaderTests
{
    [Theory]
    [InlineData("""{"status":"success","data":{"resultType":"vector","result":[{"value":[1,"2.5"]},{"value":[1,"4"]}]}}""", 6.5)]
    [InlineData("""{"status":"success","data":{"resultType":"vector","result":[]}}""", null)]
    public async Task Value_OfAnExpression_IsTheSumOfItsSeries(string answer, double? expected)
    {
        await using var server = await StartAsync(answer, out var asked);
        using var http = new HttpClient();

        var value = await new PrometheusReader(http, new Uri(server.Urls.Single())).ValueAsync("sum(rate(a_total[5s]))", CancellationToken.None);

        Assert.Equal(expected, value);
        Assert.Equal("sum(rate(a_total[5s]))", Assert.Single(asked));
    }

    [Theory]
    [InlineData("""{"status":"error","error":"parse error"}""", "refuses 'x': parse error")]
    [InlineData("<html>", "does not answer as one")]
    public async Task Value_Refused_SaysWhy(string answer, string expected)
    {
        await using var server = await StartAsync(answer, out _);
        using var http = new HttpClient();

        var exception = await Assert.ThrowsAsync<DrillException>(() => new PrometheusReader(http, new Uri(server.Urls.Single())).ValueAsync("x", CancellationToken.None));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    private static Task<WebApplication> StartAsync(string answer, out List<string> asked)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var application = builder.Build();
        var queries = asked = [];
        application.Run(async context =>
        {
            queries.Add((await context.Request.ReadFormAsync())["query"].ToString());
            await context.Response.WriteAsync(answer, Encoding.UTF8);
        });
        return StartedAsync(application);
    }

    private static async Task<WebApplication> StartedAsync(WebApplication application)
    {
        await application.StartAsync();
        return application;
    }
}
