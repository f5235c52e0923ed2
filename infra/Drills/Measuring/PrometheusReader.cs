using System.Globalization;
using System.Text.Json.Nodes;

namespace WedSync.Drills.Measuring;

/// <summary>Asks a Prometheus.</summary>
public sealed class PrometheusReader(HttpClient http, Uri address)
{
    /// <summary>Value of an expression now, the sum over its series; null when it has none.</summary>
    /// <exception cref="DrillException">Prometheus does not answer or refuses the expression.</exception>
    public async Task<double?> ValueAsync(string expression, CancellationToken cancellation)
    {
        try
        {
            using var response = await http.GetAsync(new Uri(address, $"api/v1/query?query={Uri.EscapeDataString(expression)}"), cancellation);
            var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellation));
            if (answer?["status"]?.ToString() != "success")
                throw new DrillException($"Prometheus at {address} refused '{expression}': {answer?["error"]}");
            var values = (answer["data"]?["result"] as JsonArray ?? [])
                .Select(series => double.Parse(series!["value"]![1]!.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture)).ToList();
            return values.Count == 0 ? null : values.Sum();
        }
        catch (Exception exception) when (exception is HttpRequestException or System.Text.Json.JsonException)
        {
            throw new DrillException($"Prometheus at {address} does not answer as one: {exception.Message} Look with ./wedsync logs prometheus.");
        }
    }
}
