using System.Globalization;
using System.Net;
using System.Text.Json;
using WedSync.Contracts;
using WedSync.Contracts.Seasons;
using WedSync.Hosting;

namespace WedSync.SeasonOperator.Configuration;

/// <summary>Binds the environment to <see cref="TopologySettings"/>.</summary>
internal static class TopologySettingsReader
{
    /// <summary>Three primaries with a replica each.</summary>
    public const int FewestNodes = 6;

    /// <summary>Null when there are errors.</summary>
    public static TopologySettings? Read(Func<string, string?> variable, out IReadOnlyList<string> errors)
    {
        var reader = new EnvironmentReader(variable);
        var endpoints = RedisVariables.Endpoints(reader, EnvironmentNames.RedisNodeEndpoints);
        var directory = reader.Required(EnvironmentNames.SeasonalConfigDirectory, "the folder of the mounted seasonal-config ConfigMap");
        if (directory.Length > 0) reader.ExistingDirectory(EnvironmentNames.SeasonalConfigDirectory, "Mount the seasonal-config ConfigMap there.");
        var settings = new TopologySettings
        {
            NodeEndpoints = endpoints,
            Redis = RedisVariables.Read(reader, "season-operator"),
            Region = reader.Region(),
            Season = Directory.Exists(directory) ? ReadSeason(reader, directory) : default,
            Nodes = Directory.Exists(directory) ? ReadNodes(reader, directory) : 0,
        };
        CheckCount(reader, endpoints, settings.Nodes);
        errors = reader.Errors;
        return errors.Count == 0 ? settings : null;
    }

    private static Season ReadSeason(EnvironmentReader reader, string directory)
    {
        var file = Path.Combine(directory, SeasonalConfigKeys.CurrentMode);
        var text = File.Exists(file) ? File.ReadAllText(file).Trim() : "";
        if (!SeasonNames.TryParse(text, out var season))
            reader.Reject(file, text, string.Join(", ", SeasonNames.All), "The seasonal-config ConfigMap holds it.");
        return season;
    }

    private static int ReadNodes(EnvironmentReader reader, string directory)
    {
        var file = Path.Combine(directory, SeasonalConfigKeys.ActiveProfile);
        try
        {
            var nodes = SeasonProfileJson.Read(File.ReadAllText(file)).RedisCluster.Nodes;
            if (nodes >= FewestNodes && nodes % 2 == 0) return nodes;
            reader.Reject(
                $"redisCluster.nodes in {file}", Text(nodes), $"an even number, {FewestNodes} or more",
                "A cluster is three primaries or more with a replica each: correct the season's profile.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            reader.Reject(file, exception.Message, "a season's profile as JSON", "The seasonal-config ConfigMap holds it.");
        }

        return 0;
    }

    // Names are looked up again and again while nodes come; addresses stay what they are.
    private static void CheckCount(EnvironmentReader reader, IReadOnlyList<string> endpoints, int nodes)
    {
        if (nodes == 0 || endpoints.Count == 0 || !endpoints.All(endpoint => IPEndPoint.TryParse(endpoint, out _))) return;
        var distinct = endpoints.Distinct(StringComparer.Ordinal).Count();
        if (distinct == nodes) return;
        reader.Reject(
            EnvironmentNames.RedisNodeEndpoints, string.Join(',', endpoints), $"the {Text(nodes)} nodes of the season's profile",
            $"These are {Text(distinct)}: list every node once, or change the profile.");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
