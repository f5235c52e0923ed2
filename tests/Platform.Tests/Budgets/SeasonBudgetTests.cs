using System.Text.Json.Nodes;
using Pulumi;
using WedSync.Planning;
using WedSync.Platform.Components.Budgets;
using WedSync.Platform.Components.Cluster;
using WedSync.Platform.Configuration;
using WedSync.Platform.Tests.Foundation;

namespace WedSync.Platform.Tests.Budgets;

public sealed class SeasonBudgetTests
{
    [Fact]
    public async Task Gcp_BudgetIsTheExpectedCostWithHeadroomAndTellsFinance()
    {
        var plan = await PlanAsync("peak-global", Cloud.Gcp);

        plan.Single("gcp:billing/budget:Budget", "global-budget-gcp").Has(
            ("billingAccount", "01A2B3-C4D5E6-F7A8B9"),
            ("amount.specifiedAmount.units", "16128"),
            ("amount.specifiedAmount.currencyCode", "USD"),
            ("budgetFilter.calendarPeriod", "MONTH"),
            ("budgetFilter.projects", """["projects/123456789012"]"""),
            ("thresholdRules",
                """[{"spendBasis":"CURRENT_SPEND","thresholdPercent":0.5},{"spendBasis":"CURRENT_SPEND","thresholdPercent":0.8},"""
                + """{"spendBasis":"CURRENT_SPEND","thresholdPercent":1},{"spendBasis":"FORECASTED_SPEND","thresholdPercent":1}]"""),
            ("allUpdatesRule.pubsubTopic", "projects/wedsync-prod/topics/wedsync-budget"),
            ("allUpdatesRule.schemaVersion", "1.0"));
        plan.Single("gcp:monitoring/notificationChannel:NotificationChannel", "global-budget-email").Has(
            ("type", "email"), ("labels.email_address", "finance@wedsync.com"));
        plan.Single("gcp:pubsub/topicIAMMember:TopicIAMMember", "global-budget-publisher").Has(
            ("role", "roles/pubsub.publisher"), ("member", "serviceAccount:billing-budget-alert@system.gserviceaccount.com"));
    }

    [Fact]
    public async Task Aws_BudgetNotifiesByMailAndEncryptedTopic()
    {
        var plan = await PlanAsync("peak-global", Cloud.Aws);

        plan.Single("aws:budgets/budget:Budget", "global-budget-aws").Has(
            ("limitAmount", "5376"), ("limitUnit", "USD"), ("timeUnit", "MONTHLY"), ("budgetType", "COST"),
            ("costFilters[0].values[0]", "user:platform$wedsync-ai-cache"),
            ("notifications[0].threshold", "50"), ("notifications[0].notificationType", "ACTUAL"),
            ("notifications[3].threshold", "100"), ("notifications[3].notificationType", "FORECASTED"), ("notifications[4]", null),
            ("notifications[0].subscriberEmailAddresses", """["finance@wedsync.com"]"""),
            ("notifications[0].subscriberSnsTopicArns", """["arn:aws:sns:us-west-2:123456789012:wedsync-budget"]"""));
        plan.Single("aws:sns/topic:Topic", "global-budget-sns").Has(("kmsMasterKeyId", "arn:aws:kms:us-west-2:123456789012:key/global-budget-key"));
        var policy = JsonNode.Parse(plan.Single("aws:sns/topicPolicy:TopicPolicy", "global-budget-sns-policy").Text("policy")!)!["Statement"]![0]!;
        Assert.Equal("budgets.amazonaws.com", (string?)policy["Principal"]!["Service"]);
        Assert.Equal("123456789012", (string?)policy["Condition"]!["StringEquals"]!["aws:SourceAccount"]);
    }

    [Theory]
    [InlineData(Cloud.Gcp, "amount")]
    [InlineData(Cloud.Aws, "limitAmount")]
    public async Task BetweenSeasons_OnlyTheAmountChanges(Cloud cloud, string property)
    {
        var peak = await PlanAsync("peak-global", cloud);
        var off = await PlanAsync("offseason-global", cloud);

        Assert.Equal(peak.Resources.Select(r => r.Name), off.Resources.Select(r => r.Name));
        var (before, after) = Assert.Single(
            peak.Resources.Zip(off.Resources), p => p.First.Inputs.ToJsonString() != p.Second.Inputs.ToJsonString());
        Assert.Equal(
            [property],
            before.Inputs.Where(p => p.Value?.ToJsonString() != after.Inputs[p.Key]?.ToJsonString()).Select(p => p.Key));
    }

    [Theory]
    [InlineData(new[] { 50, 80, 100 }, 100, "50 80 100 100f")]
    [InlineData(new[] { 50 }, 90, "50 90 100f")]
    [InlineData(new[] { 80, 120 }, 100, "80 100 120 100f")]
    public void Thresholds_HoldTheCapAndAForecast(int[] alerts, int cap, string expected)
    {
        var budget = TestSettings.For("peak").Budget with { AlertThresholdsPercent = alerts, CapPercent = cap };
        Assert.Equal(expected, string.Join(' ', BudgetThresholds.For(budget).Select(t => $"{t.Percent}{(t.Forecast ? "f" : "")}")));
    }

    [Theory]
    [InlineData("peak-us-east", "us-east", "5346")]
    [InlineData("offseason-us-east", "us-east", "1403")]
    [InlineData("peak-us-west", "us-west", "5376")]
    public async Task Cap_TellsTheRegionsOperatorItsBudget(string stack, string region, string budget)
    {
        var plan = await RegionFixture.PlanAsync(stack, (cluster, options) =>
            _ = new RegionBudgetCap(cluster.Context.Logical("budget"), new RegionBudgetCapArgs { Context = cluster.Context }, options));
        var map = plan.Single("kubernetes:core/v1:ConfigMap", $"{region}-budget-cap");
        map.Has(
            ("metadata.name", "budget-cap"), ("metadata.namespace", "wedsync-ai-cache"),
            ("data.monthlyBudgetUsd", budget), ("data.capPercent", "100"));
        Assert.Empty(map.IgnoreChanges);
    }

    private static Task<Plan> PlanAsync(string stack, Cloud cloud)
    {
        var settings = TestSettings.For(stack);
        return PlanRunner.RunAsync(new PlanRequest { StackName = stack, IsPreview = false }, () =>
        {
            ProviderResource provider = cloud == Cloud.Gcp
                ? CloudProviders.Gcp("global-gcp", settings, null)
                : CloudProviders.Aws("global-aws", settings, "us-east-1");
            _ = new SeasonBudget(
                $"global-budget-{cloud}",
                new SeasonBudgetArgs { Settings = settings, Cloud = cloud },
                new ComponentResourceOptions { Providers = { provider } });
        });
    }
}
