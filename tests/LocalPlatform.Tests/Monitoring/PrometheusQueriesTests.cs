using System.Net;
using WedSync.LocalPlatform.Monitoring;

namespace WedSync.LocalPlatform.Tests.Monitoring;

public sealed class PrometheusQueriesTests
{
    [Fact]
    public async Task Values_OfAVector_AreAllItsSeries_NotANumberAmongThem()
        => Assert.Equal(
            [0.25, double.NaN, double.PositiveInfinity],
            await AskAsync("""{"status":"success","data":{"resultType":"vector","result":[{"value":[1,"0.25"]},{"value":[1,"NaN"]},{"value":[1,"+Inf"]}]}}"""));

    [Fact]
    public async Task Values_OfAScalar_AreOne()
        => Assert.Equal([3], await AskAsync("""{"status":"success","data":{"resultType":"scalar","result":[1,"3"]}}"""));

    [Fact]
    public async Task Values_NoSeries_AreNone()
        => Assert.Empty(await AskAsync("""{"status":"success","data":{"resultType":"vector","result":[]}}"""));

    [Theory]
    [InlineData("""{"status":"error","error":"parse error: x"}""", "parse error: x")]
    [InlineData("""{"status":"success","data":{"resultType":"matrix","result":[]}}""", "a vector or a scalar")]
    [InlineData("<html>", "does not answer as one")]
    public async Task Values_AnythingElse_SaysWhat(string answer, string expected)
        => Assert.Contains(expected, (await Assert.ThrowsAsync<PrometheusException>(() => AskAsync(answer))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Values_NobodyListens_NamesTheAddress()
    {
        using var http = new HttpClient();

        var error = await Assert.ThrowsAsync<PrometheusException>(
            () => new PrometheusQueries(http, new Uri("http://127.0.0.1:1")).ValuesAsync("up", CancellationToken.None));

        Assert.Contains("http://127.0.0.1:1", error.Message, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<double>> AskAsync(string answer)
    {
        using var http = new HttpClient(new Answering(answer));
        return await new PrometheusQueries(http, new Uri("http://prometheus.test")).ValuesAsync("up", CancellationToken.None);
    }

    private sealed class Answering(string answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer) });
    }
}
