using System.Diagnostics;
using WedSync.CacheService.Caching;
using WedSync.CacheService.Metrics;
using WedSync.CacheService.Overload;
using WedSync.CacheService.Security;
using WedSync.Core.Keyspace;
using WedSync.Core.Redis;

namespace WedSync.CacheService.Api;

/// <summary>Lookup with lease, and the life of a lease.</summary>
internal static class LookupEndpoints
{
    private const string Tag = "Lookups";
    private const int MaxWait = 30_000;
    private const int MaxMessages = 256;
    private const int MaxModel = 128;
    private const int MinLease = 100;
    private const int MaxLease = 120_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/lookup", LookupAsync).Requires(Scopes.Read, Lane.Wait)
            .WithTags(Tag).WithName("lookup").WithSummary("Asks for the answer to a question")
            .WithDescription("200 with the answer (WedSync-State fresh, stale or stale-if-error; with WedSync-Lease when the caller is to renew it), 202 with state lease: compute it and put it with the lease, or 202 with state pending: another caller computes; ask again. A caller without the scope write is given no lease: 404 not-found when nobody computes.")
            .Accepts<LookupRequest>("application/json")
            .Produces(200, contentType: "application/octet-stream").Produces<LookupAnswer>(202)
            .Produces<Problem>(404, "application/problem+json");
        routes.MapPost("/v1/leases/{key}/renew", RenewAsync).Requires(Scopes.Write, Lane.Write)
            .WithTags(Tag).WithName("renewLease").WithSummary("Extends a lease by its usual duration")
            .Produces(204).Produces<Problem>(409, "application/problem+json");
        routes.MapDelete("/v1/leases/{key}", ReleaseAsync).Requires(Scopes.Write, Lane.Write)
            .WithTags(Tag).WithName("releaseLease").WithSummary("Gives a lease back")
            .WithDescription("With WedSync-Failed: true, waiters get an old answer where there is one.")
            .Produces(204).Produces<Problem>(409, "application/problem+json");
    }

    private static async Task<IResult> LookupAsync(
        HttpContext context, Lookups lookups, ServiceMetrics metrics, HotKeys hotKeys, DrainState drain)
    {
        var started = Stopwatch.GetTimestamp();
        var (request, problem) = JsonBody.Read(context, ApiJson.Default.LookupRequest);
        if (problem is not null) return problem;
        var errors = Validate(request!);
        if (errors.Count > 0) return ProblemResult.Invalid(errors);
        var caller = context.Caller();
        if (!TryKey(caller.Tenant, request!, out var key, out var fault)) return ProblemResult.Invalid([fault]);

        var id = EntryId.ForKey(caller.Tenant, key);
        hotKeys.Count(id);
        var wait = TimeSpan.FromMilliseconds(drain.IsDraining ? 0 : request!.WaitMilliseconds);
        var result = await lookups.LookupAsync(caller, id, wait, TimeSpan.FromMilliseconds(request!.LeaseMilliseconds), context.RequestAborted);
        Count(result, request, metrics, started);
        return Answer(context, key, request, result);
    }

    private static async Task<IResult> RenewAsync(string key, HttpContext context, LeaseStore leases, LeaseTickets tickets)
    {
        var (id, ticket, problem) = await TicketAsync(key, context, tickets);
        if (problem is not null) return problem;
        return await leases.RenewAsync(id, ticket.Token, TimeSpan.FromSeconds(10), context.RequestAborted) ? Results.NoContent() : Lost();
    }

    private static async Task<IResult> ReleaseAsync(string key, HttpContext context, LeaseStore leases, LeaseTickets tickets)
    {
        var (id, ticket, problem) = await TicketAsync(key, context, tickets);
        if (problem is not null) return problem;
        var failed = context.Request.Headers[Wire.Failed] == "true";
        return await leases.ReleaseAsync(id, ticket.Token, failed, context.RequestAborted) ? Results.NoContent() : Lost();
    }

    private static async ValueTask<(string Id, LeaseTicket Ticket, ProblemResult? Problem)> TicketAsync(
        string key, HttpContext context, LeaseTickets tickets)
    {
        if (!KeyRules.IsKey(key)) return ("", default, ProblemResult.BadKey(key.Length));
        if (!LeaseTicket.TryParse(context.Request.Headers[Wire.Lease].ToString(), out var ticket))
            return ("", default, ProblemResult.Invalid([$"{Wire.Lease} is not the lease that a lookup returned."]));
        var caller = context.Caller();
        var id = EntryId.ForKey(caller.Tenant, key);
        return (id, ticket, await tickets.IsGivenAsync(ticket, caller, id) ? null : ProblemResult.ForeignLease());
    }

    private static ProblemResult Lost() =>
        new(409, "lease-lost", "The lease has ended or belongs to another caller. A finished answer may still be put with it.");

    private static List<string> Validate(LookupRequest request)
    {
        var errors = new List<string>();
        if (request.Model.Length is 0 or > MaxModel) errors.Add($"model has {request.Model.Length} characters; allowed are 1 to {MaxModel}.");
        if (request.Messages.Count is 0 or > MaxMessages) errors.Add($"messages has {request.Messages.Count} items; allowed are 1 to {MaxMessages}.");
        if (request.Messages.Any(message => message is null)) errors.Add("messages holds null; each item is an object with role and content.");
        if (request.Parameters is { ValueKind: not System.Text.Json.JsonValueKind.Object }) errors.Add("parameters is no object.");
        if (request.WaitMilliseconds is < 0 or > MaxWait) errors.Add($"waitMilliseconds is {request.WaitMilliseconds}; allowed are 0 to {MaxWait}.");
        if (request.LeaseMilliseconds is < MinLease or > MaxLease) errors.Add($"leaseMilliseconds is {request.LeaseMilliseconds}; allowed are {MinLease} to {MaxLease}.");
        if (!KeyRules.IsWord(request.QueryType)) errors.Add("queryType may hold lower-case letters, digits, - _ and /, at most 64.");
        if (!KeyRules.IsWord(request.WeddingStage)) errors.Add("weddingStage may hold lower-case letters, digits, - _ and /, at most 64.");
        return errors;
    }

    private static bool TryKey(string tenant, LookupRequest request, out string key, out string fault)
    {
        (key, fault) = ("", "");
        try
        {
            key = RequestKey.Of(tenant, request.Model, request.Messages.Select(message => (message.Role, message.Content)), request.Parameters);
            return true;
        }
        catch (FormatException exception)
        {
            fault = exception.Message;
            return false;
        }
    }

    private static void Count(LookupResult result, LookupRequest request, ServiceMetrics metrics, long started)
    {
        var served = result.Read.State is EntryState.Fresh or EntryState.Stale || (result.Read.State == EntryState.ErrorOnly && result.IsAfterFailure);
        metrics.Lookup(result.Lease is not null ? (served ? "stale" : "lease") : served ? (result.HasWaited ? "waited" : "hit") : result.IsNobodys ? "refused" : "pending");
        if (served)
        {
            metrics.Hit("lookup", result.Read.Entry!, result.Read.Tier, started);
            return;
        }

        metrics.Miss("lookup", started);
        if (request.QueryType is { Length: > 0 } type) metrics.Question(type, request.WeddingStage ?? "");
    }

    private static IResult Answer(HttpContext context, string key, LookupRequest request, LookupResult result)
    {
        var read = result.Read;
        context.Response.Headers[Wire.Key] = key;
        if (read.Entry is { } entry && (read.State is EntryState.Fresh or EntryState.Stale || (read.State == EntryState.ErrorOnly && result.IsAfterFailure)))
        {
            if (result.Lease is { } renewal) context.Response.Headers[Wire.Lease] = renewal.ToString();
            if (!entry.Header.IsNegative) return new EntryResult(entry, EntryReadHandler.StateName(read.State));
            context.Response.Headers[Wire.State] = "negative";
            return ProblemResult.Negative();
        }

        if (result.IsNobodys) return ProblemResult.NothingUnderWay();
        if (result.Lease is null) context.Response.Headers.RetryAfter = "1";
        return Results.Json(
            new LookupAnswer
            {
                State = result.Lease is null ? "pending" : "lease",
                Key = key,
                Lease = result.Lease?.ToString(),
                LeaseMilliseconds = result.Lease is null ? null : request.LeaseMilliseconds,
                AfterFailure = result.IsAfterFailure ? true : null,
            },
            ApiJson.Default.LookupAnswer,
            statusCode: 202);
    }

    private sealed class EntryResult(CachedEntry entry, string state) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) =>
            httpContext.RequestServices.GetRequiredService<EntryAnswers>().WriteAsync(httpContext, entry, state).AsTask();
    }
}
