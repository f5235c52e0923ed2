using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WedSync.Rollouts.Analysis;

/// <summary>Answers PromQL queries.</summary>
public interface IMetricSource
{
    /// <summary>Values of the query's series now.</summary>
    /// <exception cref="MeasurementException">It cannot be asked or refuses the query.</exception>
    Task<IReadOnlyList<double>> QueryAsync(string query, CancellationToken cancellation);
}

/// <summary>A Prometheus server.</summary>
/// <param name="http">Its base address is the server's.</param>
public sealed class PrometheusSource(HttpClient http) : IMetricSource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<double>> QueryAsync(string query, CancellationToken cancellation)
    {
        try
        {
            using var form = new FormUrlEncodedContent([new("query", query)]);
            using var response = await http.PostAsync("/api/v1/query", form, cancellation);
            var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellation));
            return (string?)answer?["status"] == "success"
                ? Values(answer["data"]!)
                : throw new MeasurementException($"Prometheus refuses the query: {answer?["error"]}");
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException)
        {
            throw new MeasurementException($"Prometheus at {http.BaseAddress} does not answer: {exception.Message}");
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new MeasurementException($"Prometheus at {http.BaseAddress} did not answer in time.");
        }
    }

    private static IReadOnlyList<double> Values(JsonNode data) => (string?)data["resultType"] switch
    {
        "vector" => [.. data["result"]!.AsArray().Select(s => Number(s!["value"]!))],
        "scalar" => [Number(data["result"]!)],
        var other => throw new MeasurementException($"the query gives a {other}; allowed: a vector or a scalar."),
    };

    // [time, "text"]; NaN, +Inf and -Inf are texts too.
    private static double Number(JsonNode sample) => sample[1]!.GetValue<string>() switch
    {
        "NaN" => double.NaN,
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        var text => double.Parse(text, CultureInfo.InvariantCulture),
    };
}
