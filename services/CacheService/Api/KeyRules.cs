using System.Buffers;

namespace WedSync.CacheService.Api;

/// <summary>What keys and tags may consist of: characters that a URL carries as they are.</summary>
internal static class KeyRules
{
    public const int MaxKey = 256;
    public const int MaxTag = 128;
    public const int MaxTags = 32;
    public const int MaxBatch = 100;
    public const string Allowed = "letters, digits and - . _ ~ : @ + = ,";
    public const string AllowedKeys = $"{Allowed}; not . or .. alone";

    private static readonly SearchValues<char> Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:@+=,");

    private static readonly SearchValues<char> WordCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-/_");

    /// <summary>A single or double dot is no key: in a path it is a step, which clients, proxies and servers take before anybody sees a key.</summary>
    public static bool IsKey(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= MaxKey && !text.ContainsAnyExcept(Characters) && text is not ("." or "..");

    /// <summary>As a key, without the comma that separates tags in a header.</summary>
    public static bool IsTag(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= MaxTag && !text.ContainsAnyExcept(Characters) && !text.Contains(',');

    /// <summary>Query types and stages: lower-case words.</summary>
    public static bool IsWord(ReadOnlySpan<char> text) => text.Length <= 64 && !text.ContainsAnyExcept(WordCharacters);
}
