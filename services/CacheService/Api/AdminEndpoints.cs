using WedSync.CacheService.Audit;
using WedSync.CacheService.Caching;
using WedSync.CacheService.Overload;
using WedSync.CacheService.Security;

namespace WedSync.CacheService.Api;

/// <summary>Draining the region, ending tokens, looking at hot keys.</summary>
internal static class AdminEndpoints
{
    private const string Tag = "Administration";
    private const int MaxReason = 200;
    private const int MaxTokenId = 256;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/v1/admin/drain", DrainAsync).Requires(Scopes.Platform, Lane.Write)
            .WithTags(Tag).WithName("drainRegion").WithSummary("Takes the region out of the load balancers")
            .Accepts<DrainRequest>("application/json").Produces(204);
        routes.MapDelete("/v1/admin/drain", UndrainAsync).Requires(Scopes.Platform, Lane.Write)
            .WithTags(Tag).WithName("undrainRegion").WithSummary("Puts the region back").Produces(204);
        routes.MapGet("/v1/admin/drain", (RegionState region) => Results.Json(DrainAnswer.Of(region.Drain), ApiJson.Default.DrainAnswer))
            .Requires(Scopes.Platform, Lane.Read)
            .WithTags(Tag).WithName("getDrain").WithSummary("Whether the region is drained, why, since when and by whom").Produces<DrainAnswer>();
        routes.MapPost("/v1/admin/revocations", RevokeAsync).Requires(Scopes.Admin, Lane.Write)
            .WithTags(Tag).WithName("revokeToken").WithSummary("Ends a token in the region within a second")
            .Accepts<RevokeRequest>("application/json").Produces(204);
        routes.MapGet("/v1/admin/hot-keys", (HttpContext context, HotKeys keys) =>
                Results.Json(HotKeysFor(context.Caller(), keys), ApiJson.Default.HotKeysAnswer))
            .Requires(Scopes.Admin | Scopes.Platform, Lane.Read)
            .WithTags(Tag).WithName("getHotKeys").WithSummary("Keys that take more than a hundredth of this pod's reads")
            .WithDescription("With the scope platform those of all tenants, otherwise the caller's own.")
            .Produces<HotKeysAnswer>();
    }

    private static HotKeysAnswer HotKeysFor(Caller caller, HotKeys keys) =>
        new() { Keys = caller.May(Scopes.Platform) ? keys.Current : keys.Of(caller.KeyPrefix) };

    private static async Task<IResult> DrainAsync(HttpContext context, RegionState region, AuditLog audit, TimeProvider time)
    {
        var (request, problem) = JsonBody.Read(context, ApiJson.Default.DrainRequest);
        if (problem is not null) return problem;
        if (request!.Reason.Length is 0 or > MaxReason)
            return ProblemResult.Invalid([$"reason has {request.Reason.Length} characters; allowed are 1 to {MaxReason}."]);
        var caller = context.Caller();
        await region.SetDrainAsync(new Drain { Reason = request.Reason, Since = time.GetUtcNow(), By = $"{caller.Tenant}/{caller.Name}" });
        return await DoneAsync(context, audit, "drain", request.Reason);
    }

    private static async Task<IResult> UndrainAsync(HttpContext context, RegionState region, AuditLog audit)
    {
        await region.SetDrainAsync(null);
        return await DoneAsync(context, audit, "undrain", "");
    }

    private static async Task<IResult> RevokeAsync(HttpContext context, RegionState region, AuditLog audit)
    {
        var (request, problem) = JsonBody.Read(context, ApiJson.Default.RevokeRequest);
        if (problem is not null) return problem;
        if (request!.TokenId.Length is 0 or > MaxTokenId)
            return ProblemResult.Invalid([$"tokenId has {request.TokenId.Length} characters; allowed are 1 to {MaxTokenId}."]);
        await region.RevokeAsync(request.TokenId, request.ExpiresAt);
        return await DoneAsync(context, audit, "revoke", request.TokenId);
    }

    private static async Task<IResult> DoneAsync(HttpContext context, AuditLog audit, string action, string target)
    {
        var caller = context.Caller();
        await audit.RecordAsync(caller.Name, caller.Tenant, action, target, "done", context.RequestAborted);
        return Results.NoContent();
    }
}
