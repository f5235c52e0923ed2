using Microsoft.AspNetCore.Http.Metadata;
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

    /// <summary>The body of an endpoint that says with Accepts that it takes one.</summary>
    public static RequestBody Body(this HttpContext context) =>
        context.Features.Get<RequestBody>() ?? throw new InvalidOperationException("The endpoint accepts no body.");

    /// <summary>The caller has to have the scope, or one of several.</summary>
    public static RouteHandlerBuilder Requires(this RouteHandlerBuilder endpoint, Scopes scope, Lane lane)
    {
        var name = scope.Words();
        endpoint.Finally(AddBodyProblems);
        return endpoint
            .AddEndpointFilter((invocation, next) => FilterAsync(invocation, next, scope, lane))
            .WithMetadata(new RequiredScope(name))
            .Produces<Problem>(400, "application/problem+json")
            .Produces<Problem>(401, "application/problem+json")
            .Produces<Problem>(403, "application/problem+json")
            .Produces<Problem>(503, "application/problem+json");
    }

    private static void AddBodyProblems(EndpointBuilder endpoint)
    {
        if (!endpoint.Metadata.OfType<IAcceptsMetadata>().Any()) return;
        foreach (var status in new[] { 408, 413, 415 })
            endpoint.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(Problem), ["application/problem+json"]));
    }

    private static async ValueTask<object?> FilterAsync(
        EndpointFilterInvocationContext invocation, EndpointFilterDelegate next, Scopes scope, Lane lane)
    {
        var context = invocation.HttpContext;
        var services = context.RequestServices;
        var caller = await services.GetRequiredService<TokenValidator>().ValidateAsync(context.Request.Headers.Authorization);
        var refusals = services.GetRequiredService<RefusalLog>();
        if (caller is null) return refusals.Unauthenticated();
        if (!caller.May(scope)) return refusals.Forbidden(caller, context.Request.Method, scope);

        var headers = context.Request.Headers;
        var fault = HttpMethods.IsGet(context.Request.Method) ? HeaderRules.CheckRead(headers) : HeaderRules.CheckChange(headers);
        if (fault is not null) return fault;
        context.Features.Set(caller);
        var bodies = services.GetRequiredService<BodyReader>();
        if (bodies.MaxBytesOf(context.GetEndpoint()) is not { } max) return await EnterAsync(invocation, next, lane);
        using var body = await bodies.ReadAsync(context.Request, max, caller.Tenant);
        if (body is null) return Shed(services, ShedReasons.Bodies);
        context.Features.Set(body);
        return await EnterAsync(invocation, next, lane);
    }

    // With the body there, nothing that a place is held for depends on how fast the client is.
    private static async ValueTask<object?> EnterAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next, Lane lane)
    {
        var context = invocation.HttpContext;
        var admission = context.RequestServices.GetRequiredService<Admission>();
        var tenant = context.Caller().Tenant;
        if (!admission.TryEnter(lane, tenant)) return Shed(context.RequestServices, ShedReasons.Of(lane));
        var place = new Place(admission, lane, tenant);
        try
        {
            context.Features.Set(place);
            return await next(invocation);
        }
        finally
        {
            place.Leave();
        }
    }

    private static ProblemResult Shed(IServiceProvider services, string reason)
    {
        services.GetRequiredService<ServiceMetrics>().Shed(reason);
        return ProblemResult.Overloaded();
    }
}

/// <summary>Says in the OpenAPI document which scope an operation needs.</summary>
internal sealed record RequiredScope(string Name);
