using System.Text.Json;
using Prometheus;
using WedSync.Gateway.Proxy;
using WedSync.Gateway.Routes;
using WedSync.Gateway.Routing;

namespace WedSync.Gateway.Admin;

/// <summary>The admin address: status and metrics.</summary>
internal sealed class AdminHandler(RoutesWatcher routes, GatewayMetrics metrics)
{
    public Task HandleAsync(HttpContext context) => (context.Request.Method, context.Request.Path.Value) switch
    {
        ("GET", "/status") => StatusAsync(context),
        ("GET", "/metrics") => MetricsAsync(context),
        _ => Problems.WriteAsync(context, 404, "no-such-path", "This address serves GET /status and GET /metrics."),
    };

    private Task StatusAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        return JsonSerializer.SerializeAsync(context.Response.Body, Status(), StatusJson.Default.GatewayStatus, context.RequestAborted);
    }

    private Task MetricsAsync(HttpContext context)
    {
        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        return metrics.Registry.CollectAndExportAsTextAsync(context.Response.Body, ExpositionFormat.PrometheusText, context.RequestAborted);
    }

    private GatewayStatus Status()
    {
        var fleet = routes.Fleet;
        var regions = fleet.Regions.Select(r => new RegionHealth(r.Name, r.IsHealthy, r.Weight, [.. r.Backends.Select(Backend)])).ToList();
        return new GatewayStatus
        {
            Routes = fleet.Table.Digest,
            RoutesLoadedAt = routes.LoadedAt,
            RoutesErrors = routes.Errors,
            Requests = regions.SelectMany(r => r.Backends).Sum(b => b.Requests),
            Failures = regions.SelectMany(r => r.Backends).Sum(b => b.Failures),
            Retries = metrics.Retries,
            Refused = metrics.RefusedRequests,
            ClientErrors = metrics.ClientErrors,
            Regions = regions,
        };
    }

    private static BackendHealth Backend(BackendTarget backend) => new(
        backend.Name,
        backend.Weight,
        backend.Counts.Requests,
        backend.Counts.Failures,
        backend.Counts.Latency.Quantile(0.5),
        backend.Counts.Latency.Quantile(0.99),
        [.. backend.Endpoints.Select(e => new EndpointStatus(e.Url, e.Health.State.ToString(), e.Health.Since, e.Health.Reason))]);
}
