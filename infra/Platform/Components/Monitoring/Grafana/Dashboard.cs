using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace WedSync.Platform.Components.Monitoring.Grafana;

/// <summary>A Grafana dashboard: what it shows. Layout and form are the same for all.</summary>
public sealed record Dashboard
{
    /// <summary>Stable id, part of its address; also its file's name.</summary>
    public required string Uid { get; init; }

    /// <summary>Title.</summary>
    public required string Title { get; init; }

    /// <summary>Panels in reading order, three a row.</summary>
    public required IReadOnlyList<Panel> Panels { get; init; }
}

/// <summary>A graph of a dashboard.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Unit">Unit of the values, in Grafana's words.</param>
/// <param name="Queries">Its lines.</param>
public sealed record Panel(string Title, string Unit, params IReadOnlyList<PanelQuery> Queries)
{
    /// <summary>Value from which a line is drawn as too high; null = none.</summary>
    public double? RedAbove { get; init; }

    /// <summary>Value under which a line is drawn as too low; null = none.</summary>
    public double? RedBelow { get; init; }
}

/// <summary>Lines of a graph.</summary>
/// <param name="Expression">PromQL.</param>
/// <param name="Legend">Name of a line, with <c>{{label}}</c>.</param>
public sealed record PanelQuery(string Expression, string Legend);

/// <summary>Units in Grafana's words.</summary>
public static class Units
{
    /// <summary>Requests per second.</summary>
    public const string RequestsPerSecond = "reqps";

    /// <summary>0 to 1, shown as percent.</summary>
    public const string Ratio = "percentunit";

    /// <summary>0 to 100.</summary>
    public const string Percent = "percent";

    /// <summary>Seconds.</summary>
    public const string Seconds = "s";

    /// <summary>Bytes.</summary>
    public const string Bytes = "bytes";

    /// <summary>US dollars.</summary>
    public const string Dollars = "currencyUSD";

    /// <summary>A plain number.</summary>
    public const string Count = "short";

    /// <summary>Events per second.</summary>
    public const string PerSecond = "cps";
}

/// <summary>Dashboards in the form that Grafana's provisioning reads.</summary>
public static class DashboardJson
{
    private static readonly string[] Tags = ["wedsync"];

    private const int PanelsARow = 3;
    private const int Width = 8;
    private const int Height = 8;

    // Version of the dashboard schema; Grafana migrates from it when it loads the file.
    private const int SchemaVersion = 39;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        NewLine = "\n",
        // The text goes into a ConfigMap, not into a page: PromQL stays legible.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The text of a dashboard.</summary>
    public static string Render(Dashboard dashboard) => JsonSerializer.Serialize(
        new
        {
            dashboard.Uid,
            dashboard.Title,
            Tags,
            Timezone = "utc",
            Editable = false,
            Refresh = "30s",
            SchemaVersion,
            Time = new { From = "now-6h", To = "now" },
            Panels = dashboard.Panels.Select(Panel),
        },
        Options);

    private static object Panel(Panel panel, int index) => new
    {
        Id = index + 1,
        Type = "timeseries",
        panel.Title,
        Datasource = new { Type = "prometheus", Uid = DatasourceFile.Uid },
        GridPos = new { H = Height, W = Width, X = index % PanelsARow * Width, Y = index / PanelsARow * Height },
        FieldConfig = new
        {
            Defaults = new
            {
                panel.Unit,
                Thresholds = new { Mode = "absolute", Steps = Thresholds(panel) },
                Custom = new { ThresholdsStyle = new { Mode = "line" } },
            },
            Overrides = Array.Empty<object>(),
        },
        Options = new { Tooltip = new { Mode = "multi", Sort = "desc" }, Legend = new { DisplayMode = "list", Placement = "bottom" } },
        Targets = panel.Queries.Select((query, i) => new
        {
            RefId = ((char)('A' + i)).ToString(),
            Expr = query.Expression,
            LegendFormat = query.Legend,
        }),
    };

    private static IEnumerable<Step> Thresholds(Panel panel)
    {
        if (panel.RedBelow is { } low)
        {
            yield return new Step("red", null);
            yield return new Step("green", low);
        }
        else
        {
            yield return new Step("green", null);
        }

        if (panel.RedAbove is { } high)
        {
            yield return new Step("red", high);
        }
    }

    // Grafana wants the first step's value to be there, as null.
    private sealed record Step(string Color, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Value);
}
