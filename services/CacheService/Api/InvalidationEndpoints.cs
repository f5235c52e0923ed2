using WedSync.CacheService.Audit;
using WedSync.CacheService.Caching;
using WedSync.CacheService.Configuration;
using WedSync.CacheService.Overload;
using WedSync.CacheService.Security;
using WedSync.Core.Keyspace;
using WedSync.Core.Redis;

namespace WedSync.CacheService.Api;

/// <summary>Invalidation by tag and erasure of a data subject.</summary>
internal static class InvalidationEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/tags/invalidate", InvalidateAsync).Requires(Scopes.Invalidate, Lane.Write)
            .WithTags("Invalidation").WithName("invalidateTags").WithSummary("Ends all entries of tags")
            .WithDescription("When it is answered, no pod of the region serves an entry of the tags that was written or computed before for longer than a second.")
            .Accepts<InvalidateRequest>("application/json").Produces<InvalidateAnswer>();
        routes.MapPost("/v1/subjects/erase", EraseAsync).Requires(Scopes.Erase, Lane.Write)
            .WithTags("Invalidation").WithName("eraseSubject").WithSummary("Erases a data subject in this region")
            .Accepts<EraseRequest>("application/json").Produces<EraseAnswer>();
    }

    private static async Task<IResult> InvalidateAsync(
        HttpContext context, InvalidationStore store, InvalidationTable table, AuditLog audit, TimeProvider time)
    {
        var (request, problem) = await JsonBody.ReadAsync(context, ApiJson.Default.InvalidateRequest);
        if (problem is not null) return problem;
        var tags = request!.Tags;
        if (tags.Count is 0 or > KeyRules.MaxTags || tags.Any(tag => !KeyRules.IsTag(tag)))
            return ProblemResult.Invalid([$"tags has to hold 1 to {KeyRules.MaxTags} tags, each 1 to {KeyRules.MaxTag} of {KeyRules.Allowed}, without commas."]);
        var caller = context.Caller();
        var ids = tags.Distinct(StringComparer.Ordinal).Select(tag => EntryId.ForTag(caller.Tenant, tag)).ToList();
        var stamps = await store.InvalidateAsync(ids, time.GetUtcNow(), context.RequestAborted);
        foreach (var (id, stamp) in stamps) table.Add(id, stamp);
        await audit.RecordAsync(caller.Name, caller.Tenant, "invalidate", string.Join(',', tags), "done", context.RequestAborted);
        return Results.Json(new InvalidateAnswer { Stamp = stamps.Max(item => item.Stamp).ToString() }, ApiJson.Default.InvalidateAnswer);
    }

    private static async Task<IResult> EraseAsync(
        HttpContext context, InvalidationStore store, InvalidationTable table, EraseStore erasure, AuditLog audit,
        ServiceSettings settings, TimeProvider time)
    {
        var (request, problem) = await JsonBody.ReadAsync(context, ApiJson.Default.EraseRequest);
        if (problem is not null) return problem;
        if (request!.Subject.Length is 0 or > KeyRules.MaxSubject)
            return ProblemResult.Invalid([$"subject has {request.Subject.Length} characters; allowed are 1 to {KeyRules.MaxSubject}."]);
        var caller = context.Caller();
        var subjectId = SubjectId.Of(caller.Tenant, request.Subject);
        await audit.RecordAsync(caller.Name, caller.Tenant, "erase", subjectId, "begun", context.RequestAborted);
        // First the record that covers computations under way, then the entries that are there.
        var stamps = await store.InvalidateAsync([EntryId.ForSubject(caller.Tenant, subjectId)], time.GetUtcNow(), context.RequestAborted);
        foreach (var (id, stamp) in stamps) table.Add(id, stamp);
        var erased = await erasure.EraseAsync(caller.Tenant, subjectId, context.RequestAborted);
        await audit.RecordAsync(caller.Name, caller.Tenant, "erase", subjectId, $"erased {erased}", context.RequestAborted);
        return Results.Json(
            new EraseAnswer { SubjectId = subjectId, Region = settings.Region, Erased = erased, At = time.GetUtcNow() },
            ApiJson.Default.EraseAnswer);
    }
}
