using System.Text.Json.Nodes;
using WedSync.Contracts.Seasons;

namespace WedSync.Platform.Configuration;

/// <summary>Turns raw configuration into <see cref="PlatformSettings"/>. Pure: reads no file, no environment, no engine.</summary>
public static class SettingsBinder
{
    /// <summary>Key of the season's numbers.</summary>
    public const string ProfileKey = "profile";

    /// <summary>Keys of the project's configuration, without the project's name before them.</summary>
    public static readonly IReadOnlyList<string> Keys =
        ["regions", "accounts", "edge", "unitCosts", "budget", "images", "auth", "alerting", ProfileKey];

    /// <summary>Binds one stack.</summary>
    /// <param name="stackName">The stack's name.</param>
    /// <param name="values">Project and stack configuration by key; the stack's value stands where both have one.</param>
    /// <param name="profiles">The profile of each season as written in its file.</param>
    /// <exception cref="ConfigurationException">Anything is wrong; it holds every error.</exception>
    public static PlatformSettings Bind(string stackName, JsonObject values, IReadOnlyDictionary<Season, JsonObject> profiles)
    {
        var errors = new List<string>();
        var root = new ConfigSection("", values, errors);
        var catalogue = root.Section("regions");
        var regions = RegionCatalogueBinder.Bind(catalogue);
        var stack = StackIdentity.Parse(stackName, regions.Select(r => r.Name).ToList(), out var stackError);
        if (stackError is not null)
        {
            errors.Insert(0, stackError);
        }

        var settings = new PlatformSettings
        {
            Stack = stack ?? new StackIdentity(default, null),
            Regions = regions,
            Profiles = BindProfiles(profiles, values[ProfileKey] as JsonObject, stack?.Season, errors),
            Accounts = BindAccounts(root.Section("accounts")),
            Edge = root.Choice<EdgeMode>("edge"),
            UnitCosts = BindUnitCosts(root.Section("unitCosts")),
            Budget = BindBudget(root.Section("budget")),
            Images = BindImages(root.Section("images")),
            Auth = BindAuth(root.Section("auth")),
            Alerting = BindAlerting(root.Section("alerting")),
        };
        if (values.ContainsKey(ProfileKey))
        {
            root.Section(ProfileKey);
        }

        root.RejectUnknownKeys();
        return errors.Count == 0 ? settings : throw new ConfigurationException(errors);
    }

    private static Dictionary<Season, SeasonProfile> BindProfiles(
        IReadOnlyDictionary<Season, JsonObject> files, JsonObject? active, Season? activeSeason, List<string> errors)
    {
        var bound = new Dictionary<Season, SeasonProfile>();
        foreach (var season in Enum.GetValues<Season>())
        {
            var source = season == activeSeason && active is not null ? active : files.GetValueOrDefault(season);
            if (source is null)
            {
                errors.Add($"Pulumi.{season.Name()}.yaml: no wedsync:profile; every season file holds the numbers of its season");
                continue;
            }

            bound[season] = ProfileBinder.Bind(new ConfigSection($"Pulumi.{season.Name()}.yaml: profile", source, errors));
        }

        return bound;
    }

    private static AccountSettings BindAccounts(ConfigSection section)
    {
        var accounts = new AccountSettings
        {
            PulumiOrganization = section.Text("pulumiOrganization", ConfigFormats.IsName, "an organization of the Pulumi backend, such as wedsync"),
            GcpProject = section.Text("gcpProject", ConfigFormats.IsGcpProject, "a Google Cloud project id, such as wedsync-prod"),
            GcpBillingAccount = section.Text("gcpBillingAccount", ConfigFormats.IsBillingAccount, "a billing account such as 01A2B3-C4D5E6-F7A8B9"),
            AwsAccountId = section.Text("awsAccountId", ConfigFormats.IsAwsAccount, "twelve digits in quotes, such as \"123456789012\""),
            DnsZone = section.Text("dnsZone", ConfigFormats.IsDomain, "a domain name, such as wedsync.com"),
            OperatorNetworks = section.Texts("operatorNetworks", ConfigFormats.IsNetwork, "a network such as 10.0.0.0/12, host bits zero"),
        };
        section.RejectUnknownKeys();
        return accounts;
    }

    private static UnitCosts BindUnitCosts(ConfigSection section)
    {
        const decimal Most = 100_000m;
        var costs = new UnitCosts
        {
            CacheServiceReplica = section.Number("cacheServiceReplica", 0m, Most),
            RedisNodeGb = section.Number("redisNodeGb", 0m, Most),
            MlServiceReplica = section.Number("mlServiceReplica", 0m, Most),
            StorageGb = section.Number("storageGb", 0m, Most),
            NetworkGb = section.Number("networkGb", 0m, Most),
            LoadBalancer = section.Number("loadBalancer", 0m, Most),
            BaselineNetworkGb = section.Integer("baselineNetworkGb", 0, 10_000_000),
        };
        section.RejectUnknownKeys();
        return costs;
    }

    private static BudgetSettings BindBudget(ConfigSection section)
    {
        var thresholds = section.Texts("alertThresholdsPercent", IsPercent, "a whole number from 1 to 200");
        var budget = new BudgetSettings
        {
            HeadroomPercent = section.Integer("headroomPercent", 0, 200),
            AlertThresholdsPercent = thresholds.Select(t => int.Parse(t, System.Globalization.CultureInfo.InvariantCulture)).ToList(),
            CapPercent = section.Integer("capPercent", 1, 200),
            NotificationEmail = section.Text("notificationEmail", ConfigFormats.IsEmail, "a mailbox, such as finance@wedsync.com"),
        };
        if (!budget.AlertThresholdsPercent.SequenceEqual(budget.AlertThresholdsPercent.Distinct().Order()))
        {
            section.Reject("alertThresholdsPercent", string.Join(", ", thresholds), "allowed: ascending, each once");
        }

        section.RejectUnknownKeys();
        return budget;
    }

    private static ImageSettings BindImages(ConfigSection section)
    {
        var images = new ImageSettings
        {
            Registry = section.Text("registry", t => ConfigFormats.IsNotEmpty(t) && !t.EndsWith('/'), "a registry and path without a slash at the end"),
            Version = section.Text("version", ConfigFormats.IsVersion, "a version such as 1.4.0, never latest"),
        };
        section.RejectUnknownKeys();
        return images;
    }

    private static AuthSettings BindAuth(ConfigSection section)
    {
        var auth = new AuthSettings
        {
            Issuer = section.Text("issuer", ConfigFormats.IsHttpsUri, "an https address"),
            Audience = section.Text("audience", ConfigFormats.IsNotEmpty, "a text"),
            JwksUri = section.Text("jwksUri", ConfigFormats.IsHttpsUri, "an https address"),
        };
        section.RejectUnknownKeys();
        return auth;
    }

    private static AlertingSettings BindAlerting(ConfigSection section)
    {
        var alerting = new AlertingSettings
        {
            SlackChannel = section.Text("slackChannel", t => t.StartsWith('#') && t.Length > 1, "a channel such as #wedsync-platform, in quotes"),
            RunbookBaseUrl = section.Text("runbookBaseUrl", ConfigFormats.IsHttpsUri, "an https address"),
        };
        section.RejectUnknownKeys();
        return alerting;
    }

    private static bool IsPercent(string text) => int.TryParse(text, out var percent) && percent is >= 1 and <= 200;
}
