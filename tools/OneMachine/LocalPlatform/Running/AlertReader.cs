using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using WedSync.LocalPlatform.Control;

namespace WedSync.LocalPlatform.Running;

/// <summary>Alerts that a Prometheus fires, and whether they speak of something that does not run here.</summary>
internal sealed partial class AlertReader(HttpClient http)
{
    /// <summary>The alerts; empty while Prometheus does not answer.</summary>
    /// <param name="region">Region of the Prometheus.</param>
    /// <param name="prometheus">Its address.</param>
    /// <param name="absentRegions">Regions that do not run here: an alert about such a peer says nothing.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<IReadOnlyList<AlertStatus>> ReadAsync(string region, Uri prometheus, IReadOnlyCollection<string> absentRegions, CancellationToken cancellation)
    {
        try
        {
            var rules = await GetAsync(new Uri(prometheus, "api/v1/rules?type=alert"), cancellation);
            var targets = await GetAsync(new Uri(prometheus, "api/v1/targets?state=active"), cancellation);
            return Read(region, rules, targets, absentRegions);
        }
        catch (Exception e) when (e is HttpRequestException or System.Text.Json.JsonException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return [];
        }
    }

    /// <summary>The alerts of an answer.</summary>
    public static IReadOnlyList<AlertStatus> Read(string region, JsonNode rules, JsonNode targets, IReadOnlyCollection<string> absentRegions)
    {
        var jobs = Items(targets["data"]?["activeTargets"]).Select(t => Text(t["labels"]?["job"])).ToHashSet(StringComparer.Ordinal);
        var alerts = from rule in Items(rules["data"]?["groups"]).SelectMany(g => Items(g["rules"]))
                     let leftOut = JobsOf(Text(rule["query"])).Any(job => !jobs.Contains(job))
                     from alert in Items(rule["alerts"])
                     where Text(alert["state"]) == "firing"
                     select new AlertStatus(
                         region,
                         Text(rule["name"]),
                         Text(alert["labels"]?["severity"]),
                         DateTimeOffset.TryParse(Text(alert["activeAt"]), System.Globalization.CultureInfo.InvariantCulture, out var since) ? since : default,
                         Text(alert["annotations"]?["summary"]),
                         leftOut || absentRegions.Contains(Text(alert["labels"]?["peer"])));
        return [.. alerts.OrderBy(a => a.AboutLeftOut).ThenBy(a => a.Severity, StringComparer.Ordinal).ThenBy(a => a.Name, StringComparer.Ordinal)];
    }

    private static IEnumerable<string> JobsOf(string query)
        => Job().Matches(query).SelectMany(match => match.Groups["jobs"].Value.Split('|'));

    private static IEnumerable<JsonNode> Items(JsonNode? node) => (node as JsonArray)?.OfType<JsonNode>() ?? [];

    private static string Text(JsonNode? node) => node?.ToString() ?? "";

    private async Task<JsonNode> GetAsync(Uri url, CancellationToken cancellation)
        => JsonNode.Parse(await http.GetStringAsync(url, cancellation)) ?? new JsonObject();

    [GeneratedRegex("""\bjob=~?"(?<jobs>[a-z0-9|-]+)"?""", RegexOptions.ExplicitCapture)]
    private static partial Regex Job();
}
