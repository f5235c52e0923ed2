using WedSync.CacheService.Audit;
using WedSync.CacheService.Caching;
using WedSync.CacheService.Overload;
using WedSync.CacheService.Security;
using WedSync.Core.Keyspace;
using WedSync.Core.Redis;

namespace WedSync.CacheService.Api;

/// <summary>Draining the region, ending tokens, looking at hot keys.</summary>
internal static class AdminEndpoints
{
    private const string Tag = "Administration";
    private const int MaxReason = 200;
    // No token that is taken is longer than the header that carries it.
    private const int MaxTokenId = 8192;

    /// <summary>Revocations of a tenant that are kept at a time: they last, so that nothing else bounds them.</summary>
    private const int MaxRevocations = 65_536;

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
        routes.MapPost("/v1/admin/revocations", RevokeAsync).Requires(Scopes.Admin | Scopes.Platform, Lane.Write)
            .WithTags(Tag).WithName("revokeToken").WithSummary("Ends a token in all regions")
            .WithDescription("In this region within a second, in the others as soon as they hear of it, and until the token expires. A token of another tenant takes the scope platform.")
            .Accepts<RevokeRequest>("application/json").Produces(204).Produces<Problem>(409, "application/problem+json");
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

    private static async Task<IResult> RevokeAsync(
        HttpContext context, RevocationStore revocations, InvalidationTable table, AuditLog audit, RefusalLog refusals, TimeProvider time)
    {
        var (request, problem) = JsonBody.Read(context, ApiJson.Default.RevokeRequest);
        if (problem is not null) return problem;
        var caller = context.Caller();
        var tenant = request!.Tenant ?? caller.Tenant;
        var errors = Validate(request, tenant);
        if (errors.Count > 0) return ProblemResult.Invalid(errors);
        if (tenant != caller.Tenant && !caller.May(Scopes.Platform)) return refusals.Forbidden(caller, context.Request.Method, Scopes.Platform);
        // One that has expired needs no record to be refused.
        if (request.ExpiresAt > time.GetUtcNow())
        {
            if (table.CountOf(InvalidationId.TokenPrefix(tenant)) >= MaxRevocations)
                return new ProblemResult(409, "too-many-revocations", $"{MaxRevocations} tokens of '{tenant}' are revoked; more are not kept. Withdraw the signing key instead, which ends all of its tokens.");
            var (id, result) = await revocations.RevokeAsync(tenant, request.TokenId, request.ExpiresAt, context.RequestAborted);
            table.Add(id, result.Version.Stamp);
        }

        return await DoneAsync(context, audit, "revoke", tenant == caller.Tenant ? request.TokenId : $"{tenant}/{request.TokenId}");
    }

    private static List<string> Validate(RevokeRequest request, string tenant)
    {
        var errors = new List<string>();
        if (request.TokenId.Length is 0 or > MaxTokenId)
            errors.Add($"tokenId has {request.TokenId.Length} characters; allowed are 1 to {MaxTokenId}. A token without the claim jti cannot be revoked by itself.");
        if (!TokenValidator.IsTenant(tenant)) errors.Add($"tenant is '{tenant}'; allowed are 1 to 63 lower-case letters, digits and hyphens. Leave it out for your own.");
        return errors;
    }

    private static async Task<IResult> DoneAsync(HttpContext context, AuditLog audit, string action, string target)
    {
        var caller = context.Caller();
        await audit.RecordAsync(caller.Name, caller.Tenant, action, target, "done", context.RequestAborted);
        return Results.NoContent();
    }
}
