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
        routes.MapGet("/v1/subjects/{subjectId}/receipt", ReceiptAsync).Requires(Scopes.Erase, Lane.Read)
            .WithTags("Invalidation").WithName("getErasureReceipt").WithSummary("The signed receipt of an erasure in all regions")
            .WithDescription("202 with the regions that have erased so far, while one is missing.")
            .Produces(200, contentType: "application/json").Produces<PendingReceipt>(202)
            .Produces<Problem>(404, "application/problem+json");
    }

    private static async Task<IResult> InvalidateAsync(
        HttpContext context, InvalidationStore store, InvalidationTable table, AuditLog audit, TimeProvider time)
    {
        var (request, problem) = JsonBody.Read(context, ApiJson.Default.InvalidateRequest);
        if (problem is not null) return problem;
        var tags = request!.Tags;
        if (tags.Count is 0 or > KeyRules.MaxTags || tags.Any(tag => !KeyRules.IsTag(tag)))
            return ProblemResult.Invalid([$"tags has to hold 1 to {KeyRules.MaxTags} tags, each 1 to {KeyRules.MaxTag} of {KeyRules.Allowed}, without commas."]);
        var caller = context.Caller();
        var ids = tags.Select(tag => InvalidationId.OfTag(caller.Tenant, tag)).Distinct(StringComparer.Ordinal).ToList();
        var stamps = await store.InvalidateAsync(ids, time.GetUtcNow(), context.RequestAborted);
        foreach (var (id, stamp) in stamps) table.Add(id, stamp);
        await audit.RecordAsync(caller.Name, caller.Tenant, "invalidate", string.Join(',', tags), "done", context.RequestAborted);
        return Results.Json(new InvalidateAnswer { Stamp = stamps.Max(item => item.Stamp).ToString() }, ApiJson.Default.InvalidateAnswer);
    }

    private static async Task<IResult> EraseAsync(
        HttpContext context, InvalidationStore store, InvalidationTable table, EraseStore erasure, ErasureLedger ledger, AuditLog audit,
        ServiceSettings settings, TimeProvider time)
    {
        var (request, problem) = JsonBody.Read(context, ApiJson.Default.EraseRequest);
        if (problem is not null) return problem;
        if (!SubjectId.TryNormalise(request!.Subject, out var subject))
            return ProblemResult.Invalid([$"subject has {request.Subject.Length} characters; allowed: {SubjectId.Allowed}."]);
        var caller = context.Caller();
        var subjectId = SubjectId.Of(caller.Tenant, subject);
        await audit.RecordAsync(caller.Name, caller.Tenant, "erase", subjectId, "begun", context.RequestAborted);
        // First the record that covers computations under way, then the entries that are there.
        var record = InvalidationId.OfSubject(EntryId.ForSubject(caller.Tenant, subjectId));
        var stamps = await store.InvalidateAsync([record], time.GetUtcNow(), context.RequestAborted);
        foreach (var (id, stamp) in stamps) table.Add(id, stamp);
        var erased = await erasure.EraseAsync(caller.Tenant, subjectId, context.RequestAborted);
        await audit.RecordAsync(caller.Name, caller.Tenant, "erase", subjectId, $"erased {erased}", context.RequestAborted);
        await ledger.SaveAsync(new Erasure
        {
            Id = ErasureId(caller.Tenant, subjectId),
            Tenant = caller.Tenant,
            SubjectId = subjectId,
            RequestedIn = settings.Region,
            RequestedAt = time.GetUtcNow(),
            Done = [new RegionErasure(settings.Region, erased, time.GetUtcNow())],
        });
        return Results.Json(
            new EraseAnswer { SubjectId = subjectId, Region = settings.Region, Erased = erased, At = time.GetUtcNow() },
            ApiJson.Default.EraseAnswer);
    }

    // The sync workers carry it to the other regions and sign when the last one has answered.
    private static async Task<IResult> ReceiptAsync(string subjectId, HttpContext context, ErasureLedger ledger)
    {
        if (await ledger.FindAsync(ErasureId(context.Caller().Tenant, subjectId)) is not { } erasure)
            return new ProblemResult(404, "not-found", "No erasure of this subject was asked for in this region. subjectId is the one that the erasure answered with.");
        return erasure.Receipt is { } receipt
            ? Results.Text(receipt, "application/json")
            : Results.Json(
                new PendingReceipt { SubjectId = subjectId, Done = [.. erasure.Done.Select(done => done.Region)] },
                ApiJson.Default.PendingReceipt,
                statusCode: 202);
    }

    private static string ErasureId(string tenant, string subjectId) => string.Concat(tenant, "/", subjectId);
}
