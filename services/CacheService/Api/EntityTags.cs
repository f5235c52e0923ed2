using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace WedSync.CacheService.Api;

/// <summary>If-None-Match as RFC 9110 has it: a list, <c>*</c>, and weak comparison.</summary>
internal static class EntityTags
{
    /// <summary>Whether the caller holds what it asks for. What is no entity tag matches nothing.</summary>
    public static bool Match(StringValues ifNoneMatch, string tag)
    {
        if (ifNoneMatch.Count == 0) return false;
        if (ifNoneMatch == tag) return true;
        if (!EntityTagHeaderValue.TryParseList(ifNoneMatch, out var tags)) return false;
        var own = EntityTagHeaderValue.Parse(tag);
        return tags.Any(other => other == EntityTagHeaderValue.Any || own.Compare(other, useStrongComparison: false));
    }
}
