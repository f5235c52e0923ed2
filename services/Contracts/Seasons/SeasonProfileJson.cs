using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace WedSync.Contracts.Seasons;

/// <summary>Season profiles as JSON: camelCase, properties in the order of their declaration, so that the same profile is the same text.</summary>
public static class SeasonProfileJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    };

    /// <summary>One profile.</summary>
    public static string Write(SeasonProfile profile) => JsonSerializer.Serialize(profile, Options) + "\n";

    /// <summary>All profiles by their season's name, in the order of the seasons.</summary>
    public static string Write(IReadOnlyDictionary<Season, SeasonProfile> profiles)
    {
        ArgumentNullException.ThrowIfNull(profiles);
        var byName = new Dictionary<string, SeasonProfile>(StringComparer.Ordinal);
        foreach (var (season, profile) in profiles.OrderBy(p => p.Key))
        {
            byName[season.Name()] = profile;
        }

        return JsonSerializer.Serialize(byName, Options) + "\n";
    }

    /// <summary>Reads a profile.</summary>
    /// <exception cref="JsonException">It is not a profile: a property is missing, unknown or of another type.</exception>
    public static SeasonProfile Read(string json)
        => JsonSerializer.Deserialize<SeasonProfile>(json, Options) ?? throw new JsonException("The profile is null; write an object.");

    /// <summary>Reads all profiles.</summary>
    /// <exception cref="JsonException">It is not an object of profiles by the names of seasons.</exception>
    public static IReadOnlyDictionary<Season, SeasonProfile> ReadAll(string json)
    {
        var byName = JsonSerializer.Deserialize<Dictionary<string, SeasonProfile>>(json, Options)
            ?? throw new JsonException("The profiles are null; write an object.");
        var profiles = new Dictionary<Season, SeasonProfile>();
        foreach (var (name, profile) in byName)
        {
            if (!SeasonNames.TryParse(name, out var season))
            {
                throw new JsonException($"Unknown season '{name}'; allowed: {string.Join(", ", SeasonNames.All)}.");
            }

            profiles[season] = profile;
        }

        return profiles;
    }
}
