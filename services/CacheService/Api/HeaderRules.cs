using Microsoft.Extensions.Primitives;

namespace WedSync.CacheService.Api;

/// <summary>
/// What request headers may say, whatever the operation. A header that asks for something else than what would be done is refused:
/// a caller who is ignored in silence believes that it was heard.
/// </summary>
internal static class HeaderRules
{
    private const string UseLease = "Writes are unconditional. Take a lease by POST /v1/lookup and put with WedSync-Lease to write only if nothing newer stands.";

    // More than the server lets through, so that copying always fits.
    private const int MaxHeaders = 128;

    [ThreadStatic]
    private static KeyValuePair<string, StringValues>[]? _scratch;

    /// <summary>Null when a read may go on.</summary>
    public static ProblemResult? CheckRead(IHeaderDictionary headers)
    {
        var hasPrecondition = headers.IfMatch.Count + headers.IfUnmodifiedSince.Count > 0;
        if (!hasPrecondition && !HasOwn(headers)) return null;
        var errors = OwnFaults(headers);
        if (hasPrecondition) errors.Add("If-Match and If-Unmodified-Since are not supported on reads; allowed: If-None-Match. Leave them out.");
        return errors.Count == 0 ? null : ProblemResult.Invalid(errors);
    }

    /// <summary>Null when a change, or a question with a body, may go on.</summary>
    public static ProblemResult? CheckChange(IHeaderDictionary headers)
    {
        if (headers.ContentEncoding.Count > 0 && !headers.ContentEncoding.ToString().Equals("identity", StringComparison.OrdinalIgnoreCase))
            return ProblemResult.Encoded(headers.ContentEncoding.ToString());
        if (headers.Expect.Count > 0 && !headers.Expect.ToString().Equals("100-continue", StringComparison.OrdinalIgnoreCase))
            return new ProblemResult(417, "expectation-failed", $"Expect is '{Shorten(headers.Expect.ToString())}'; allowed: 100-continue. Leave it out.");
        var isConditional = headers.IfMatch.Count + headers.IfNoneMatch.Count + headers.IfModifiedSince.Count + headers.IfUnmodifiedSince.Count
            + headers.IfRange.Count + headers.ContentRange.Count > 0;
        var hasOwn = HasOwn(headers);
        return isConditional || hasOwn ? Faults(headers, hasOwn) : null;
    }

    private static ProblemResult? Faults(IHeaderDictionary headers, bool hasOwn)
    {
        var errors = hasOwn ? OwnFaults(headers) : [];
        foreach (var (name, value) in new[]
                 {
                     ("If-Match", headers.IfMatch), ("If-None-Match", headers.IfNoneMatch), ("If-Modified-Since", headers.IfModifiedSince),
                     ("If-Unmodified-Since", headers.IfUnmodifiedSince), ("If-Range", headers.IfRange),
                 })
        {
            if (value.Count > 0) errors.Add($"{name} is not supported here. {UseLease}");
        }

        if (headers.ContentRange.Count > 0) errors.Add("Content-Range is not supported: a body is whole. Send all of it.");
        return errors.Count == 0 ? null : ProblemResult.Invalid(errors);
    }

    // Copying into the same array each time allocates nothing, which enumerating would; most requests hold nothing but what is counted first.
    private static bool HasOwn(IHeaderDictionary headers)
    {
        if (headers.Count == Usual(headers)) return false;
        var copy = _scratch ??= new KeyValuePair<string, StringValues>[MaxHeaders];
        var count = headers.Count;
        headers.CopyTo(copy, 0);
        var found = false;
        for (var i = 0; i < count; i++) found |= IsOwn(copy[i].Key);
        Array.Clear(copy, 0, count);
        return found;
    }

    private static int Usual(IHeaderDictionary headers) =>
        One(headers.Host) + One(headers.Authorization) + One(headers.Accept) + One(headers.UserAgent) + One(headers.AcceptEncoding)
        + One(headers.ContentType) + (headers.ContentLength is null ? 0 : 1);

    // A header may hold several values and is one all the same.
    private static int One(StringValues header) => header.Count > 0 ? 1 : 0;

    private static bool IsOwn(string name) => name.StartsWith(Wire.Prefix, StringComparison.OrdinalIgnoreCase);

    private static List<string> OwnFaults(IHeaderDictionary headers)
    {
        var errors = new List<string>();
        foreach (var (name, value) in headers)
        {
            if (!IsOwn(name)) continue;
            if (!Wire.Known.Contains(name))
                errors.Add($"The header {name} is not known; allowed: {string.Join(", ", Wire.Known.Order())}.");
            else if (value.Count > 1 && !name.Equals(Wire.Tags, StringComparison.OrdinalIgnoreCase))
                errors.Add($"{name} is there {value.Count} times; allowed: once. Send the one that is meant.");
            else if (Wire.Switches.Contains(name) && value.ToString() is not ("true" or "false"))
                errors.Add($"{name} is '{Shorten(value.ToString())}'; allowed: true or false.");
        }

        return errors;
    }

    private static string Shorten(string value) => value.Length > 80 ? value[..80] + "…" : value;
}
