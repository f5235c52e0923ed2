using System.Text.Json.Nodes;
using WedSync.Contracts.Seasons;

namespace WedSync.Platform.Configuration;

/// <summary>Loads a stack's settings from the project's files, as the Pulumi CLI would hand them to the program.</summary>
public static class ProjectLoader
{
    /// <summary>The project's name: the namespace of its configuration.</summary>
    public const string ProjectName = "wedsync";

    private const string ProjectFile = "Pulumi.yaml";

    /// <summary>The closest folder at or above <paramref name="start"/> that holds Pulumi.yaml.</summary>
    /// <exception cref="ConfigurationException">There is none.</exception>
    public static string FindRoot(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, ProjectFile)))
            {
                return folder.FullName;
            }
        }

        throw new ConfigurationException([$"{ProjectFile}: not found in {start} or above; run inside the repository"]);
    }

    /// <summary>Loads the settings of a stack.</summary>
    /// <exception cref="ConfigurationException">A file or value is wrong; it holds every error.</exception>
    public static PlatformSettings Load(string root, string stackName)
    {
        var errors = new List<string>();
        var values = Attempt(() => LoadProjectConfig(root), errors) ?? [];
        var profiles = ReadProfiles(root, errors);
        if (errors.Count > 0)
        {
            throw new ConfigurationException(errors);
        }

        return SettingsBinder.Bind(stackName, values, profiles);
    }

    /// <summary>The profile of each season as its file has it.</summary>
    /// <exception cref="ConfigurationException">A season file is missing or wrong; it holds every error.</exception>
    public static IReadOnlyDictionary<Season, JsonObject> LoadProfiles(string root)
    {
        var errors = new List<string>();
        var profiles = ReadProfiles(root, errors);
        return errors.Count == 0 ? profiles : throw new ConfigurationException(errors);
    }

    /// <summary>The project's shared configuration by key.</summary>
    /// <exception cref="ConfigurationException">Pulumi.yaml is missing or wrong.</exception>
    public static JsonObject LoadProjectConfig(string root)
    {
        var file = YamlConfigFile.Read(Path.Combine(root, ProjectFile));
        var values = new JsonObject();
        foreach (var (key, declaration) in file["config"] as JsonObject ?? [])
        {
            values[key] = (declaration as JsonObject)?["value"]?.DeepClone();
        }

        return values;
    }

    private static Dictionary<Season, JsonObject> ReadProfiles(string root, List<string> errors)
    {
        var profiles = new Dictionary<Season, JsonObject>();
        foreach (var season in Enum.GetValues<Season>())
        {
            if (Attempt(() => ReadProfile(root, season), errors) is { } profile)
            {
                profiles[season] = profile;
            }
        }

        return profiles;
    }

    private static JsonObject ReadProfile(string root, Season season)
    {
        var name = $"Pulumi.{season.Name()}.yaml";
        var config = YamlConfigFile.Read(Path.Combine(root, name))["config"] as JsonObject ?? [];
        const string ProfileKey = $"{ProjectName}:{SettingsBinder.ProfileKey}";
        var unknown = config.Select(pair => pair.Key).Where(k => IsOurs(k) && k != ProfileKey).ToList();
        if (unknown.Count > 0)
        {
            throw new ConfigurationException([.. unknown.Select(k => $"{name}: {k}: unknown key; a season file holds {ProfileKey} alone, everything else belongs in {ProjectFile}")]);
        }

        return config[ProfileKey] as JsonObject
            ?? throw new ConfigurationException([$"{name}: {ProfileKey}: missing or not a mapping; every season file holds the numbers of its season"]);
    }

    private static bool IsOurs(string key) => key.StartsWith(ProjectName + ":", StringComparison.Ordinal);

    private static T? Attempt<T>(Func<T> read, List<string> errors) where T : class
    {
        try
        {
            return read();
        }
        catch (ConfigurationException e)
        {
            errors.AddRange(e.Errors);
            return null;
        }
    }
}
