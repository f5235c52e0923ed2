using System.Text.Json;

namespace WedSync.CacheService.Api;

/// <summary>A question to the model, as the canonical request key covers it.</summary>
internal sealed record LookupRequest
{
    /// <summary>The model's name, 1 to 128 characters.</summary>
    public required string Model { get; init; }

    /// <summary>The conversation, 1 to 256 messages.</summary>
    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    /// <summary>All other parameters that the answer depends on; an object.</summary>
    public JsonElement? Parameters { get; init; }

    /// <summary>How long to wait for another caller's computation, 0 to 30000 ms.</summary>
    public int WaitMilliseconds { get; init; }

    /// <summary>How long a lease lasts unless renewed, 100 to 120000 ms; 10000 by default.</summary>
    // The generated reader sets every init-only member, and the default would be lost.
    public int LeaseMilliseconds { get; set; } = 10_000;

    /// <summary>Kind of question, for metrics of misses.</summary>
    public string? QueryType { get; init; }

    /// <summary>Where the couple stands, for metrics of misses.</summary>
    public string? WeddingStage { get; init; }
}

/// <summary>One message of a conversation.</summary>
internal sealed record ChatMessage
{
    /// <summary>Who speaks, such as user.</summary>
    public required string Role { get; init; }

    /// <summary>What is said.</summary>
    public required string Content { get; init; }
}

/// <summary>A lookup without an answer yet: state lease (compute it and put it with the lease) or pending (ask again).</summary>
internal sealed record LookupAnswer
{
    /// <summary>lease or pending.</summary>
    public required string State { get; init; }

    /// <summary>The key to put the answer under.</summary>
    public required string Key { get; init; }

    /// <summary>Goes into the header WedSync-Lease of the put.</summary>
    public string? Lease { get; init; }

    /// <summary>How long the lease lasts unless renewed.</summary>
    public int? LeaseMilliseconds { get; init; }

    /// <summary>Another caller's computation failed since this one began to wait.</summary>
    public bool? AfterFailure { get; init; }
}

/// <summary>Keys to read, at most 100, each once.</summary>
internal sealed record BatchRequest
{
    /// <summary>The keys.</summary>
    public required IReadOnlyList<string> Keys { get; init; }
}

/// <summary>Answers in the order of the keys.</summary>
internal sealed record BatchAnswer
{
    /// <summary>One a key.</summary>
    public required IReadOnlyList<BatchItem> Entries { get; init; }
}

/// <summary>What is stored under one key.</summary>
internal sealed record BatchItem
{
    /// <summary>The key.</summary>
    public required string Key { get; init; }

    /// <summary>fresh, stale, negative, miss, unavailable, or omitted when the answer is full: read it singly.</summary>
    public required string State { get; init; }

    /// <summary>Media type of the body.</summary>
    public string? ContentType { get; init; }

    /// <summary>Version of the entry.</summary>
    public string? Stamp { get; init; }

    /// <summary>The body in base64.</summary>
    public byte[]? Body { get; init; }
}

/// <summary>A write that is stored.</summary>
internal sealed record WriteAnswer
{
    /// <summary>The key.</summary>
    public required string Key { get; init; }

    /// <summary>Its version in the key's partition.</summary>
    public required string Stamp { get; init; }

    /// <summary>The region that took it.</summary>
    public required string Origin { get; init; }

    /// <summary>local or replicated.</summary>
    public required string Durability { get; init; }

    /// <summary>Served as it is until then.</summary>
    public required DateTimeOffset FreshUntil { get; init; }

    /// <summary>Served while it is computed again until then.</summary>
    public required DateTimeOffset StaleUntil { get; init; }

    /// <summary>Kept until then.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>Tags whose entries end now, at most 32.</summary>
internal sealed record InvalidateRequest
{
    /// <summary>The tags.</summary>
    public required IReadOnlyList<string> Tags { get; init; }
}

/// <summary>An invalidation that is in force in the region.</summary>
internal sealed record InvalidateAnswer
{
    /// <summary>Entries of the tags up to this version are gone.</summary>
    public required string Stamp { get; init; }
}

/// <summary>A data subject to erase.</summary>
internal sealed record EraseRequest
{
    /// <summary>As it was given with the entries, 1 to 256 characters; outer white space and how characters are composed do not count.</summary>
    public required string Subject { get; init; }
}

/// <summary>What was erased in this region.</summary>
internal sealed record EraseAnswer
{
    /// <summary>Stands for the subject in audit records and receipts.</summary>
    public required string SubjectId { get; init; }

    /// <summary>The region.</summary>
    public required string Region { get; init; }

    /// <summary>Entries erased.</summary>
    public required int Erased { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>An erasure that some region has not done yet.</summary>
internal sealed record PendingReceipt
{
    /// <summary>Stands for the subject.</summary>
    public required string SubjectId { get; init; }

    /// <summary>Regions that have erased.</summary>
    public required IReadOnlyList<string> Done { get; init; }
}

/// <summary>Why a region is drained.</summary>
internal sealed record DrainRequest
{
    /// <summary>For people, 1 to 200 characters.</summary>
    public required string Reason { get; init; }
}

/// <summary>Whether the region is drained.</summary>
internal sealed record DrainAnswer
{
    /// <summary>Whether it takes no traffic.</summary>
    public required bool Drained { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Who drained it: tenant and subject of the token.</summary>
    public string? By { get; init; }

    public static DrainAnswer Of(Caching.Drain? drain) =>
        new() { Drained = drain is not null, Reason = drain?.Reason, Since = drain?.Since, By = drain?.By };
}

/// <summary>A token that stops now.</summary>
internal sealed record RevokeRequest
{
    /// <summary>Its jti claim, 1 to 8192 characters of any kind.</summary>
    public required string TokenId { get; init; }

    /// <summary>Its exp claim: the revocation is kept until then.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Its tenant claim; the caller's own by default, another one with the scope platform only.</summary>
    public string? Tenant { get; init; }
}

/// <summary>Keys that take more than a hundredth of this pod's reads.</summary>
internal sealed record HotKeysAnswer
{
    /// <summary>The hottest first.</summary>
    public required IReadOnlyList<Caching.HotKey> Keys { get; init; }
}

/// <summary>State of the pod or the region.</summary>
internal sealed record HealthAnswer
{
    /// <summary>ok, or what is missing.</summary>
    public required string Status { get; init; }

    /// <summary>Of the region: ok, or how many primaries of the store answer.</summary>
    public string? Reads { get; init; }

    /// <summary>Of the region: ok, or how many primaries of the store take writes, and why the others do not.</summary>
    public string? Writes { get; init; }

    /// <summary>The region.</summary>
    public required string Region { get; init; }
}
