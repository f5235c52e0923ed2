using System.Globalization;
using System.Text.Json;
using WedSync.LocalPlatform.Rollouts.Analysis;

namespace WedSync.LocalPlatform.Rollouts.Execution;

/// <summary>Asks a region's Prometheus.</summary>
/// <param name="http">Sends the requests.</param>
/// <param name="address">Its address.</param>
public sealed class PrometheusMeasurements(HttpClient http, Uri address) : IMeasurements
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<double>> QueryAsync(string query, CancellationToken cancellation)
    {
        try
        {
            var uri = new Uri(address, $"api/v1/query?query={Uri.EscapeDataString(query)}");
            using var response = await http.GetAsync(uri, cancellation);
            using var answer = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellation), cancellationToken: cancellation);
            return Read(answer.RootElement);
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or KeyNotFoundException or InvalidOperationException
            || (exception is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new MeasurementException($"Prometheus at {address} gave no answer: {exception.Message}");
        }
    }

    private static IReadOnlyList<double> Read(JsonElement answer)
    {
        if (answer.GetProperty("status").GetString() != "success")
            throw new MeasurementException($"Prometheus refused the query: {answer.GetProperty("error").GetString()}");
        var data = answer.GetProperty("data");
        var result = data.GetProperty("result");
        return data.GetProperty("resultType").GetString() switch
        {
            "vector" => [.. result.EnumerateArray().Select(sample => Number(sample.GetProperty("value")))],
            "scalar" => [Number(result)],
            var type => throw new MeasurementException($"the query gave a {type}; allowed: a vector or a scalar"),
        };
    }

    // A moment and a number as text.
    private static double Number(JsonElement sample) => sample[1].GetString() switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        var text => double.Parse(text!, CultureInfo.InvariantCulture),
    };
}
