using WedSync.CacheService.Audit;
using WedSync.CacheService.Caching;
using WedSync.CacheService.Configuration;
using WedSync.CacheService.Metrics;
using WedSync.CacheService.Overload;
using WedSync.CacheService.Seasons;
using WedSync.CacheService.Security;
using WedSync.Core.Entries;
using WedSync.Core.Keyspace;
using WedSync.Core.Redis;

namespace WedSync.CacheService.Api;

/// <summary>Put, delete and batch; the get is described here and served by <see cref="EntryReadHandler"/>.</summary>
internal static class EntryEndpoints
{
    private const string Tag = "Entries";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/entries/{key}", static (string key, HttpContext context, EntryReadHandler handler) =>
                handler.HandleAsync(context, Wire.EntriesPath + key, System.Diagnostics.Stopwatch.GetTimestamp()).AsTask())
            .WithTags(Tag).WithName("getEntry").WithSummary("Reads an entry")
            .WithDescription("The body as it was put, whole: Range is ignored. WedSync-State is fresh, stale, or, when WedSync-If-Error: true was sent, stale-if-error. HEAD answers the same without the body. If-None-Match takes a list of tags, weak ones too, or *.")
            .WithMetadata(new RequiredScope("read"))
            .Produces(200, contentType: "application/octet-stream").Produces(304)
            .Produces<Problem>(400, "application/problem+json").Produces<Problem>(401, "application/problem+json").Produces<Problem>(403, "application/problem+json")
            .Produces<Problem>(404, "application/problem+json").Produces<Problem>(503, "application/problem+json");
        routes.MapPut("/v1/entries/{key}", PutAsync).Requires(Scopes.Write, Lane.Write)
            .WithTags(Tag).WithName("putEntry").WithSummary("Stores an entry")
            .WithDescription("The body is any bytes, without a Content-Encoding; what is to be known about it stands in WedSync- headers. 409 when a later version stands. Conditional headers and Content-Range are refused: a lease makes a write conditional.")
            .Accepts<Stream>("*/*").Produces<WriteAnswer>(201)
            .Produces<Problem>(409, "application/problem+json");
        routes.MapDelete("/v1/entries/{key}", DeleteAsync).Requires(Scopes.Write, Lane.Write)
            .WithTags(Tag).WithName("deleteEntry").WithSummary("Deletes an entry in all regions").Produces(204);
        routes.MapPost("/v1/batch/get", BatchAsync).Requires(Scopes.Read, Lane.Read)
            .WithTags(Tag).WithName("getEntries").WithSummary("Reads up to 100 entries")
            .WithDescription("Each key once. Bodies of 8 MiB at most come in one answer: from the first that does not fit on, items have the state omitted. Read those singly, or ask for them again. unavailable: the store did not answer for this key.")
            .Accepts<BatchRequest>("application/json").Produces<BatchAnswer>();
    }

    private static async Task<IResult> PutAsync(
        string key, HttpContext context, EntryStore store, PutGuard guard, ServiceSettings settings, SeasonalSettings seasons,
        Jitter jitter, Coherence coherence, Replication replication, ServiceMetrics metrics, AuditLog audit, TimeProvider time)
    {
        if (!KeyRules.IsKey(key)) return ProblemResult.BadKey(key.Length);
        var headers = new PutHeaders(context.Request.Headers);
        if (headers.Errors.Count > 0) return ProblemResult.Invalid(headers.Errors);
        if (headers.Residency.Length > 0 && headers.Residency != settings.ResidencyGroup)
            return new ProblemResult(409, "residency", $"An entry of residency '{headers.Residency}' may not be stored in {settings.Region}. Put it to a region of that group.");

        var caller = context.Caller();
        var id = EntryId.ForKey(caller.Tenant, key);
        if (await guard.CheckLeaseAsync(headers.Lease, caller, id) is { } noLease) return noLease;

        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        var entry = Header(headers, caller, seasons.Ttl, jitter, time);
        var request = new WriteRequest
        {
            Id = id,
            Entry = entry,
            Body = context.Body().Bytes,
            UnlessNewerThan = headers.Lease?.Basis,
            Floor = guard.FloorOf(caller, entry),
        };
        if (await guard.CheckFloorAsync(request, headers.Lease, context.RequestAborted) is { } overtaken) return overtaken;
        var result = await store.WriteAsync(request, context.RequestAborted);
        coherence.OnChanged(id, Partitions.Of(id));
        var refused = result.IsStored ? await guard.CheckErasureAsync(request, result.Version.Stamp) : PutGuard.Refused(request, result);
        metrics.Operation("put", refused is null ? "stored" : "superseded", started);
        if (refused is not null) return refused;
        await audit.NoteAsync(caller.Name, caller.Tenant, "put", key, result.Version.Stamp.ToString(), context.RequestAborted);
        if (headers.Quality is { } quality) metrics.Quality(headers.QueryType, headers.Stage, quality);
        // Without any other region each waits for seconds: it must not keep local writes out meanwhile.
        var mayWait = headers.IsReplicated && context.Place().TryMove(Lane.Wait);
        if (headers.IsReplicated && !(mayWait && await replication.WaitAsync(id, result.Version.Stamp, context.RequestAborted)))
        {
            return new ProblemResult(503, "not-replicated", $"Version {result.Version.Stamp} is stored in {settings.Region} only: no second region has confirmed it yet. Repeating the put is safe.")
            {
                RetryAfterSeconds = 1,
            };
        }

        return Results.Json(Answer(key, entry, result, headers.IsReplicated), ApiJson.Default.WriteAnswer, statusCode: 201);
    }

    private static async Task<IResult> DeleteAsync(
        string key, HttpContext context, EntryStore store, Coherence coherence, AuditLog audit)
    {
        if (!KeyRules.IsKey(key)) return ProblemResult.BadKey(key.Length);
        var caller = context.Caller();
        var id = EntryId.ForKey(caller.Tenant, key);
        var result = await store.WriteAsync(Tombstones.Request(id, default), context.RequestAborted);
        coherence.OnChanged(id, Partitions.Of(id));
        await audit.RecordAsync(caller.Name, caller.Tenant, "delete", key, "done", context.RequestAborted);
        context.Response.Headers[Wire.Stamp] = result.Version.Stamp.ToString();
        return Results.NoContent();
    }

    private static async Task<IResult> BatchAsync(HttpContext context, BatchAnswers answers)
    {
        var (request, problem) = JsonBody.Read(context, ApiJson.Default.BatchRequest);
        if (problem is not null) return problem;
        var errors = Validate(request!.Keys);
        return errors.Count > 0 ? ProblemResult.Invalid(errors) : await answers.WriteAsync(context, request.Keys);
    }

    private static List<string> Validate(IReadOnlyList<string> keys)
    {
        if (keys.Count is 0 or > KeyRules.MaxBatch) return [$"keys has {keys.Count} items; allowed are 1 to {KeyRules.MaxBatch}."];
        var errors = keys.Where(key => !KeyRules.IsKey(key))
            .Select(key => $"A key of {key?.Length ?? 0} characters; allowed are 1 to {KeyRules.MaxKey}: {KeyRules.AllowedKeys}.").ToList();
        if (errors.Count > 0) return errors;
        return [.. keys.CountBy(key => key, StringComparer.Ordinal).Where(pair => pair.Value > 1)
            .Select(pair => $"keys holds '{pair.Key}' {pair.Value} times; allowed: each key once.")];
    }

    private static Entry Header(PutHeaders headers, Caller caller, TtlPolicies policies, Jitter jitter, TimeProvider time)
    {
        var rule = headers.IsNegative ? TtlPolicies.Negative : policies.For(headers.QueryType, headers.Stage);
        var fresh = headers.Ttl ?? rule.Fresh;
        if (headers.Ttl is { } ttl && ttl + rule.Stale + rule.Error > Lifetime.Max) rule = new Lifetime(ttl, TimeSpan.Zero, TimeSpan.Zero);
        var freshUntil = time.GetUtcNow() + jitter.Shorten(fresh);
        return new Entry
        {
            Origin = "-",
            Flags = headers.IsNegative ? EntryTraits.Negative : EntryTraits.None,
            AsOf = headers.Lease?.Basis ?? default,
            FreshUntil = freshUntil.ToUnixTimeMilliseconds(),
            StaleUntil = (freshUntil + rule.Stale).ToUnixTimeMilliseconds(),
            ExpiresAt = (freshUntil + rule.Stale + rule.Error).ToUnixTimeMilliseconds(),
            WriteId = WriteIds.Next(),
            Residency = headers.Residency,
            Subject = headers.Subject.Length == 0 ? "" : EntryId.ForSubject(caller.Tenant, SubjectId.Of(caller.Tenant, headers.Subject)),
            ContentType = headers.ContentType,
            QueryType = headers.QueryType,
            WeddingStage = headers.Stage,
            Tags = headers.Tags,
        };
    }

    private static WriteAnswer Answer(string key, Entry entry, WriteResult result, bool replicated) => new()
    {
        Key = key,
        Stamp = result.Version.Stamp.ToString(),
        Origin = result.Version.Origin,
        Durability = replicated ? "replicated" : "local",
        FreshUntil = DateTimeOffset.FromUnixTimeMilliseconds(entry.FreshUntil),
        StaleUntil = DateTimeOffset.FromUnixTimeMilliseconds(entry.StaleUntil),
        ExpiresAt = DateTimeOffset.FromUnixTimeMilliseconds(entry.ExpiresAt),
    };
}
