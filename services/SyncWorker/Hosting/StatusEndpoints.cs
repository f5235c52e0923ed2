using WedSync.Contracts;
using WedSync.Hosting.Loops;
using WedSync.SyncWorker.Metrics;

namespace WedSync.SyncWorker.Hosting;

/// <summary>Probes, status, metrics, and the comparison on demand.</summary>
internal static class StatusEndpoints
{
    /// <summary>Has all of the worker's partitions compared with all peers.</summary>
    public const string ComparePath = "/compare";

    public const string StatusPath = "/status";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(HttpPaths.Health, () => Results.Text("ok"));
        routes.MapGet(HttpPaths.Ready, (SyncEngine engine, LoopSupervisor loops) =>
            (engine.NotReady ?? loops.Unready) is { } reason ? Results.Text(reason, statusCode: StatusCodes.Status503ServiceUnavailable) : Results.Text("ok"));
        routes.MapGet(StatusPath, (SyncEngine engine) => Results.Json(engine.Status(), StatusJson.Default.WorkerStatus));
        routes.MapPost(ComparePath, (SyncEngine engine) =>
        {
            foreach (var peer in engine.Node.Peers) engine.Node.Compare(peer, engine.Leases.Owned);
            return Results.Accepted();
        });
        routes.MapGet(HttpPaths.Metrics, async (SyncMetrics metrics, HttpContext context) =>
        {
            context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
            await metrics.Registry.CollectAndExportAsTextAsync(context.Response.Body, context.RequestAborted);
        });
    }
}
