using WedSync.LocalPlatform.Monitoring;

namespace WedSync.Rollouts.Analysis;

/// <summary>Answers PromQL queries.</summary>
public interface IMetricSource
{
    /// <summary>Values of the query's series now.</summary>
    /// <exception cref="MeasurementException">It cannot be asked or refuses the query.</exception>
    Task<IReadOnlyList<double>> QueryAsync(string query, CancellationToken cancellation);
}

/// <summary>A Prometheus server.</summary>
public sealed class PrometheusSource(PrometheusQueries prometheus) : IMetricSource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<double>> QueryAsync(string query, CancellationToken cancellation)
    {
        try
        {
            return await prometheus.ValuesAsync(query, cancellation);
        }
        catch (PrometheusException exception)
        {
            throw new MeasurementException(exception.Message);
        }
    }
}
