using System.Net;
using System.Text;
using WedSync.LocalPlatform.Rollouts.Analysis;
using WedSync.LocalPlatform.Rollouts.Execution;

namespace WedSync.LocalPlatform.Rollouts.Tests.Execution;

public sealed class PrometheusMeasurementsTests
{
    [Theory]
    [InlineData("""{"status":"success","data":{"resultType":"vector","result":[]}}""", new double[0])]
    [InlineData("""{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1.5,"0.25"]},{"metric":{},"value":[1,"NaN"]}]}}""", new[] { 0.25, double.NaN })]
    [InlineData("""{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,"+Inf"]}]}}""", new[] { double.PositiveInfinity })]
    [InlineData("""{"status":"success","data":{"resultType":"scalar","result":[1,"3"]}}""", new[] { 3.0 })]
    public async Task Query_Answer_IsRead(string answer, double[] expected) => Assert.Equal(expected, await AskAsync(answer));

    [Theory]
    [InlineData("""{"status":"error","errorType":"bad_data","error":"parse error"}""", "parse error")]
    [InlineData("""{"status":"success","data":{"resultType":"matrix","result":[]}}""", "a matrix")]
    [InlineData("<html>", "gave no answer")]
    [InlineData("{}", "gave no answer")]
    public async Task Query_NoAnswer_IsAnError(string answer, string text) =>
        Assert.Contains(text, (await Assert.ThrowsAsync<MeasurementException>(() => AskAsync(answer))).Message, StringComparison.Ordinal);

    private static async Task<IReadOnlyList<double>> AskAsync(string answer)
    {
        using var http = new HttpClient(new Answering(answer));
        return await new PrometheusMeasurements(http, new Uri("http://127.0.0.1:9090/")).QueryAsync("up", CancellationToken.None);
    }

    private sealed class Answering(string answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.Equal("/api/v1/query?query=up", request.RequestUri!.PathAndQuery);
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer, Encoding.UTF8, "application/json") });
        }
    }
}
