using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Apps.V1;
using WedSync.Contracts;
using WedSync.Platform.Components.Common;
using Deployment = Pulumi.Kubernetes.Apps.V1.Deployment;

namespace WedSync.Platform.Components.MachineLearning;

/// <summary>The preprocessor: asks for predictions of what couples will ask next, and puts the answers into the cache before they do.</summary>
internal sealed class Preprocessor(RegionContext context, Resource parent, Resource[] after)
{
    private const string App = Names.Preprocessor;

    public void Build(Service predictions)
    {
        var objects = new MlObjects(context, parent, after);
        var account = objects.Account(App);
        // Nobody calls it.
        var policy = objects.Policy(
            App,
            [NetworkRules.FromNamespace(Namespaces.Monitoring, ServicePorts.Metrics)],
            [
                NetworkRules.ToDns(),
                NetworkRules.ToApps([Names.MlPrediction], MlContract.PredictionHttp),
                NetworkRules.ToApps([Names.CacheService], ServicePorts.CacheHttp),
                MlObjects.ToObjectStorage(),
            ]);
        _ = objects.DisruptionBudget(App, "25%");
        BuildDeployment([.. after, account, policy, predictions]);
    }

    private void BuildDeployment(Resource[] dependsOn)
    {
        var options = context.In(parent, dependsOn);
        options.IgnoreChanges = [.. MlServing.PreprocessorElasticFields];
        _ = new Deployment(context.Logical(App), new DeploymentArgs
        {
            Metadata = MlObjects.Metadata(App, App),
            Spec = new DeploymentSpecArgs
            {
                Replicas = context.Settings.ActiveProfile.Preprocessor.Replicas,
                RevisionHistoryLimit = 5,
                MinReadySeconds = 10,
                ProgressDeadlineSeconds = 600,
                Selector = NetworkRules.Pods(App),
                Strategy = new DeploymentStrategyArgs
                {
                    Type = "RollingUpdate",
                    RollingUpdate = new RollingUpdateDeploymentArgs { MaxSurge = "25%", MaxUnavailable = "25%" },
                },
                Template = PreprocessorPod.Template(context),
            },
        }, options);
    }
}
