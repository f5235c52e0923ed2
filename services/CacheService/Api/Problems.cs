using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using WedSync.Core.Redis;

namespace WedSync.CacheService.Api;

/// <summary>The body of every error answer (RFC 9457).</summary>
internal sealed record Problem
{
    /// <summary>Stable name of the kind of error.</summary>
    public required string Type { get; init; }

    public required string Title { get; init; }

    public required int Status { get; init; }

    /// <summary>What is wrong, the value, what is allowed, how to go on.</summary>
    public required string Detail { get; init; }

    /// <summary>All faults of the request, when there can be several.</summary>
    public IReadOnlyList<string>? Errors { get; init; }

    /// <summary>Finds the request in logs and traces.</summary>
    public string? TraceId { get; init; }
}

/// <summary>Error answers.</summary>
internal sealed class ProblemResult(int status, string code, string detail) : IResult
{
    private const string TypePrefix = "urn:wedsync:problem:";

    public int Status => status;

    public IReadOnlyList<string>? Errors { get; init; }

    public int? RetryAfterSeconds { get; init; }

    public static ProblemResult Invalid(IReadOnlyList<string> errors) =>
        new(400, "invalid-request", errors.Count == 1 ? errors[0] : $"{errors.Count} faults; see errors.") { Errors = errors };

    public static ProblemResult BadKey(int length) =>
        new(400, "invalid-key", $"The key has {length} characters; allowed are 1 to {KeyRules.MaxKey}: {KeyRules.AllowedKeys}.");

    public static ProblemResult Unauthenticated() =>
        new(401, "unauthenticated", "No valid bearer token. Send one of the configured issuer that has not expired or been revoked.");

    public static ProblemResult Forbidden(string scope) =>
        new(403, "forbidden", $"The token lacks the scope '{scope}'. Ask for a token that has it.");

    public static ProblemResult NotFound() => new(404, "not-found", "There is no entry to serve under this key.");

    public static ProblemResult NothingUnderWay() =>
        new(404, "not-found", "There is no answer and nobody computes it; the token lacks the scope 'write', and so it is given no lease. Compute it without storing it.");

    public static ProblemResult ForeignLease() =>
        new(409, "lease-lost", $"{Wire.Lease} was not given by this region for this key and this caller. Look the answer up again, and use the lease that this gives.");

    public static ProblemResult Negative() =>
        new(404, "negative-entry", "The origin answered that there is no answer. Asking it again now is pointless.");

    public static ProblemResult Encoded(string encoding) =>
        new(415, "content-encoding", $"Content-Encoding is '{(encoding.Length > 80 ? encoding[..80] + "…" : encoding)}'; allowed: identity. Send the body as it is.");

    public static ProblemResult Overloaded() =>
        new(503, "overloaded", "The service is at its limit and turned the request away. Try again later.") { RetryAfterSeconds = 1 };

    public static ProblemResult Unavailable() =>
        new(503, "store-unavailable", "The region's store does not answer for this key. Try again.") { RetryAfterSeconds = 1 };

    /// <summary>What a caller is told when Redis fails: whether to try again at once, or whether it takes no writes for a while.</summary>
    public static ProblemResult Outage(RedisFault fault) => fault == RedisFault.Refusing ? ReadOnly() : Unavailable();

    private static ProblemResult ReadOnly() =>
        new(503, "store-read-only", "The region's store takes no writes for this key now: its memory or its disk is full. Reads go on. Try again later, or in another region.")
        {
            RetryAfterSeconds = 5,
        };

    public static ProblemResult Unaudited() =>
        new(503, "audit-unavailable", "What you asked for may be done but cannot be put on record now. Try again: repeating it is safe.") { RetryAfterSeconds = 1 };

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        if (response.HasStarted) return Task.CompletedTask;
        response.StatusCode = status;
        response.ContentType = "application/problem+json";
        if (status == 401) response.Headers.WWWAuthenticate = "Bearer";
        if (code == "content-encoding") response.Headers.AcceptEncoding = "identity";
        if (RetryAfterSeconds is { } seconds) response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var problem = new Problem
        {
            Type = TypePrefix + code,
            Title = code.Replace('-', ' '),
            Status = status,
            Detail = detail,
            Errors = Errors,
            TraceId = httpContext.TraceIdentifier,
        };
        // With the length known, HEAD is answered with the headers of GET.
        var body = JsonSerializer.SerializeToUtf8Bytes(problem, ApiJson.Default.Problem);
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method)) response.BodyWriter.Write(body);
        return Task.CompletedTask;
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = 32)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(LookupRequest))]
[JsonSerializable(typeof(LookupAnswer))]
[JsonSerializable(typeof(BatchRequest))]
[JsonSerializable(typeof(BatchAnswer))]
[JsonSerializable(typeof(WriteAnswer))]
[JsonSerializable(typeof(InvalidateRequest))]
[JsonSerializable(typeof(InvalidateAnswer))]
[JsonSerializable(typeof(EraseRequest))]
[JsonSerializable(typeof(EraseAnswer))]
[JsonSerializable(typeof(PendingReceipt))]
[JsonSerializable(typeof(DrainRequest))]
[JsonSerializable(typeof(DrainAnswer))]
[JsonSerializable(typeof(RevokeRequest))]
[JsonSerializable(typeof(HotKeysAnswer))]
[JsonSerializable(typeof(HealthAnswer))]
internal sealed partial class ApiJson : JsonSerializerContext;
