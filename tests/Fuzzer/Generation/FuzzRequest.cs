namespace WedSync.Fuzzer.Generation;

/// <summary>A request before its tokens are filled in.</summary>
internal sealed record FuzzRequest
{
    /// <summary>Its number in the run.</summary>
    public required long Number { get; init; }

    /// <summary>The declared operation that it is for; null = none that the document knows.</summary>
    public required Api.Operation? Operation { get; init; }

    /// <summary>Who sends it.</summary>
    public required Caller Caller { get; init; }

    /// <summary>Whether it is HTTP; the answer to what is not may be any refusal.</summary>
    public required bool IsWellFramed { get; init; }

    /// <summary>Request line and headers, a byte for each character, with <c>&lt;&lt;token&gt;&gt;</c> and <c>&lt;&lt;seen:n&gt;&gt;</c>.</summary>
    public required string Head { get; init; }

    /// <summary>All after the empty line, as sent.</summary>
    public required byte[] Body { get; init; }

    /// <summary>Bytes of each write; one write when empty.</summary>
    public IReadOnlyList<int> Pieces { get; init; } = [];
}

/// <summary>Who sends a request.</summary>
/// <param name="Name">For people.</param>
/// <param name="Tenant">Whose data it may see; null = nobody's.</param>
internal sealed record Caller(string Name, string? Tenant)
{
    /// <summary>Begins every body that a tenant stores. Nine bytes, so that it stays one word in base64.</summary>
    public static string Mark(string tenant) => $"@@{tenant}@@:";
}
