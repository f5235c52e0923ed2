using WedSync.LocalPlatform.Monitoring;

namespace WedSync.Drills.Measuring;

/// <summary>What a drill wants to know of a Prometheus.</summary>
public sealed class PrometheusReader(HttpClient http, Uri address)
{
    private readonly PrometheusQueries _prometheus = new(http, address);

    /// <summary>Value of an expression now, the sum over its series; null when it has none.</summary>
    /// <exception cref="DrillException">Prometheus does not answer or refuses the expression.</exception>
    public async Task<double?> ValueAsync(string expression, CancellationToken cancellation)
    {
        try
        {
            var values = await _prometheus.ValuesAsync(expression, cancellation);
            return values.Count == 0 ? null : values.Sum();
        }
        catch (PrometheusException exception)
        {
            throw new DrillException($"{exception.Message} Look with ./wedsync logs prometheus.");
        }
    }
}
