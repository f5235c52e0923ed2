using WedSync.CacheService.Audit;
using WedSync.CacheService.Metrics;
using WedSync.CacheService.Overload;
using WedSync.CacheService.Security;

namespace WedSync.CacheService.Api;

/// <summary>Lets only callers with a scope through, with bounds on how many are inside.</summary>
internal static class CallerFilter
{
    /// <summary>The caller that the filter let through.</summary>
    public static Caller Caller(this HttpContext context) =>
        context.Features.Get<Caller>() ?? throw new InvalidOperationException("The endpoint has no caller filter.");

    public static Place Place(this HttpContext context) =>
        context.Features.Get<Place>() ?? throw new InvalidOperationException("The endpoint has no caller filter.");

    public static RouteHandlerBuilder Requires(this RouteHandlerBuilder endpoint, Scopes scope, Lane lane)
    {
        var name = scope.ToString().ToLowerInvariant();
        return endpoint
            .AddEndpointFilter((invocation, next) => FilterAsync(invocation, next, scope, name, lane))
            .WithMetadata(new RequiredScope(name))
            .Produces<Problem>(400, "application/problem+json")
            .Produces<Problem>(401, "application/problem+json")
            .Produces<Problem>(403, "application/problem+json")
            .Produces<Problem>(503, "application/problem+json");
    }

    private static async ValueTask<object?> FilterAsync(
        EndpointFilterInvocationContext invocation, EndpointFilterDelegate next, Scopes scope, string name, Lane lane)
    {
        var context = invocation.HttpContext;
        var services = context.RequestServices;
        var caller = await services.GetRequiredService<TokenValidator>().ValidateAsync(context.Request.Headers.Authorization);
        if (caller is null) return ProblemResult.Unauthenticated();
        if (!caller.May(scope))
        {
            await services.GetRequiredService<AuditLog>()
                .RecordAsync(caller.Name, caller.Tenant, "refused", $"{context.Request.Method} {name}", "forbidden", context.RequestAborted);
            return ProblemResult.Forbidden(name);
        }

        if (UnknownHeader(context.Request.Headers) is { } unknown)
            return ProblemResult.Invalid([$"The header {unknown} is not known; allowed: {string.Join(", ", Wire.Known.Order())}."]);
        var admission = services.GetRequiredService<Admission>();
        if (!admission.TryEnter(lane))
        {
            services.GetRequiredService<ServiceMetrics>().Shed(lane.ToString().ToLowerInvariant());
            return ProblemResult.Overloaded();
        }

        var place = new Place(admission, lane);
        try
        {
            context.Features.Set(caller);
            context.Features.Set(place);
            return await next(invocation);
        }
        finally
        {
            place.Leave();
        }
    }

    private static string? UnknownHeader(IHeaderDictionary headers)
    {
        foreach (var (name, _) in headers)
        {
            if (name.StartsWith(Wire.Prefix, StringComparison.OrdinalIgnoreCase) && !Wire.Known.Contains(name)) return name;
        }

        return null;
    }
}

/// <summary>Says in the OpenAPI document which scope an operation needs.</summary>
internal sealed record RequiredScope(string Name);
