using System.Globalization;
using Pulumi;
using Pulumi.Gcp.Billing;
using Pulumi.Gcp.Billing.Inputs;
using Pulumi.Gcp.Monitoring;
using Pulumi.Gcp.Organizations;
using Pulumi.Gcp.PubSub;
using Pulumi.Gcp.PubSub.Inputs;
using WedSync.Platform.Components.Security;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Budgets;

/// <summary>The budget on Google Cloud.</summary>
internal sealed class GcpBudget(SeasonBudget parent, PlatformSettings settings)
{
    private readonly string _project = settings.Accounts.GcpProject;

    public Output<string> Build(long amount)
    {
        var topic = BuildTopic();
        var email = new NotificationChannel("global-budget-email", new NotificationChannelArgs
        {
            Project = _project,
            DisplayName = "Finance",
            Description = "Thresholds of the monthly budget",
            Type = "email",
            Labels = { ["email_address"] = settings.Budget.NotificationEmail },
        }, Child());
        var number = GetProject.Invoke(new GetProjectInvokeArgs { ProjectId = _project }, new InvokeOptions { Parent = parent }).Apply(p => p.Number);
        _ = new Budget("global-budget-gcp", new BudgetArgs
        {
            BillingAccount = settings.Accounts.GcpBillingAccount,
            DisplayName = "WedSync AI cache, monthly",
            BudgetFilter = new BudgetBudgetFilterArgs
            {
                Projects = { number.Apply(n => $"projects/{n}") },
                CalendarPeriod = "MONTH",
                CreditTypesTreatment = "INCLUDE_ALL_CREDITS",
            },
            Amount = new BudgetAmountArgs
            {
                SpecifiedAmount = new BudgetAmountSpecifiedAmountArgs
                {
                    CurrencyCode = "USD",
                    Units = amount.ToString(CultureInfo.InvariantCulture),
                },
            },
            ThresholdRules = BudgetThresholds.For(settings.Budget).Select(t => new BudgetThresholdRuleArgs
            {
                ThresholdPercent = t.Percent / 100.0,
                SpendBasis = t.Forecast ? "FORECASTED_SPEND" : "CURRENT_SPEND",
            }).ToArray(),
            AllUpdatesRule = new BudgetAllUpdatesRuleArgs
            {
                PubsubTopic = topic.Id,
                SchemaVersion = "1.0",
                MonitoringNotificationChannels = { email.Id },
                DisableDefaultIamRecipients = false,
            },
        }, Child());
        return topic.Id;
    }

    private Topic BuildTopic()
    {
        var topic = new Topic("global-budget-topic", new TopicArgs
        {
            Name = "wedsync-budget",
            Project = _project,
            Labels = { [CloudTags.PlatformKey] = CloudTags.Platform },
            // Budgets have no location; their messages may rest where the platform's own data may.
            MessageStoragePolicy = new TopicMessageStoragePolicyArgs { AllowedPersistenceRegions = ProjectGuardrails.Locations(settings.Regions).ToArray() },
            MessageRetentionDuration = "604800s",
        }, Child());
        _ = new TopicIAMMember("global-budget-publisher", new TopicIAMMemberArgs
        {
            Project = _project,
            Topic = topic.Name,
            Role = "roles/pubsub.publisher",
            Member = "serviceAccount:billing-budget-alert@system.gserviceaccount.com",
        }, Child());
        return topic;
    }

    private CustomResourceOptions Child() => new() { Parent = parent };
}
