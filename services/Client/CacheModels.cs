using System.Net;

namespace WedSync.Client;

/// <summary>How good a cached answer is.</summary>
public enum CacheState
{
    /// <summary>Within its life.</summary>
    Fresh,

    /// <summary>Past its life; it is being computed again.</summary>
    Stale,

    /// <summary>Past its life and served because the origin failed.</summary>
    StaleIfError,

    /// <summary>Computed by this caller just now.</summary>
    Computed,
}

/// <summary>An answer and where it comes from.</summary>
/// <param name="Body">The bytes.</param>
/// <param name="ContentType">Their media type.</param>
/// <param name="State">How good it is.</param>
public sealed record CachedAnswer(byte[] Body, string ContentType, CacheState State);

/// <summary>What a put says about its entry.</summary>
public sealed record PutOptions
{
    /// <summary>Media type of the body.</summary>
    public string ContentType { get; init; } = "application/octet-stream";

    /// <summary>How long it is fresh, in whole seconds; null = by the policy of its type and stage.</summary>
    public TimeSpan? Ttl { get; init; }

    /// <summary>Tags that invalidate it, at most 32.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The data subject, for erasure.</summary>
    public string? Subject { get; init; }

    /// <summary>Residency group that it may not leave.</summary>
    public string? Residency { get; init; }

    /// <summary>Kind of question, such as <c>vendor/florist</c>.</summary>
    public string? QueryType { get; init; }

    /// <summary>Where the couple stands, such as <c>booking</c>.</summary>
    public string? WeddingStage { get; init; }

    /// <summary>Success only when a second region holds it too.</summary>
    public bool Replicated { get; init; }

    /// <summary>Quality of the answer from 0 to 1.</summary>
    public double? Quality { get; init; }
}

/// <summary>A question: everything that the answer depends on.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Messages">Role and content, in order.</param>
public sealed record CacheQuestion(string Model, IReadOnlyList<CacheMessage> Messages)
{
    /// <summary>All further parameters; any values that serialise to JSON.</summary>
    public IReadOnlyDictionary<string, object?> Parameters { get; init; } = new Dictionary<string, object?>();

    /// <summary>Kind of question.</summary>
    public string? QueryType { get; init; }

    /// <summary>Where the couple stands.</summary>
    public string? WeddingStage { get; init; }
}

/// <summary>One message of a conversation.</summary>
/// <param name="Role">Who speaks.</param>
/// <param name="Content">What is said.</param>
public sealed record CacheMessage(string Role, string Content);

/// <summary>The cache refused or failed; the message is the problem's detail.</summary>
public sealed class CacheException : Exception
{
    /// <summary>Without details.</summary>
    public CacheException()
    {
    }

    /// <summary>With a message.</summary>
    public CacheException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and its cause.</summary>
    public CacheException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>With the problem that the service answered.</summary>
    public CacheException(HttpStatusCode status, string code, string detail)
        : base(detail)
    {
        Status = status;
        Code = code;
    }

    /// <summary>The HTTP status; 0 = no answer.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>The problem's stable name, such as <c>overloaded</c>.</summary>
    public string Code { get; } = "";

    /// <summary>Whether the same request may succeed later.</summary>
    public bool IsTransient => Status is 0 or HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests;
}
