using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WedSync.LocalPlatform.Monitoring;

/// <summary>Asks a Prometheus server about now.</summary>
/// <param name="http">Sends the requests.</param>
/// <param name="address">The server.</param>
public sealed class PrometheusQueries(HttpClient http, Uri address)
{
    /// <summary>Values of an expression's series; a scalar is one value. NaN and the infinities are values too.</summary>
    /// <exception cref="PrometheusException">The server does not answer, refuses the expression or gives something else.</exception>
    public async Task<IReadOnlyList<double>> ValuesAsync(string expression, CancellationToken cancellation)
    {
        try
        {
            // In the body: an expression may be longer than a URL.
            using var form = new FormUrlEncodedContent([new("query", expression)]);
            using var response = await http.PostAsync(new Uri(address, "/api/v1/query"), form, cancellation);
            var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellation));
            return (string?)answer?["status"] == "success"
                ? Read(expression, answer["data"]!)
                : throw new PrometheusException($"Prometheus at {address} refuses '{expression}': {answer?["error"]}");
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException)
        {
            throw new PrometheusException($"Prometheus at {address} does not answer as one: {exception.Message}");
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new PrometheusException($"Prometheus at {address} did not answer in time.");
        }
    }

    private static IReadOnlyList<double> Read(string expression, JsonNode data) => (string?)data["resultType"] switch
    {
        "vector" => [.. data["result"]!.AsArray().Select(series => Number(series!["value"]!))],
        "scalar" => [Number(data["result"]!)],
        var other => throw new PrometheusException($"'{expression}' gives a {other}; allowed: a vector or a scalar."),
    };

    // [time, "text"].
    private static double Number(JsonNode sample) => sample[1]!.GetValue<string>() switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        var text => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };
}

/// <summary>A Prometheus server could not be asked.</summary>
public sealed class PrometheusException(string message) : Exception(message);
